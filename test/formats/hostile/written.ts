/** What hostile documents are written with: documents of each format that are good, for something bad to stand in. */

export const TEXT =
  'The ferry between Port Ellis and the islands will run again from Monday, the harbour office said, three weeks after a storm tore its ramp away.';
export const SCRIPT = '<script>alert(1)</script>';
export const HANDLER = '<img src=x onerror=alert(1)><a href="javascript:alert(1)" onclick=alert(1)>tap</a>';

export interface HostileDocument {
  name: string;
  content: string | Buffer;
  /** How many articles come of it; the rest is refused. */
  articles: number;
}

export function rss(items: string, channel = ''): string {
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title><link>https://feed.example/</link>${channel}${items}</channel></rss>`;
}

export function item(inside: string, title = 'Ferry runs again'): string {
  return `<item><title>${title}</title><guid>${inside.length}</guid>${inside}</item>`;
}

export function page(body: string, head = '<title>Ferry runs again</title>'): string {
  return `<!DOCTYPE html><html><head>${head}</head><body><article><p>${TEXT}</p>${body}<p>${TEXT} It was so.</p></article></body></html>`;
}

export function atom(inside: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><id>urn:a</id><title>Ferry runs again</title>${inside}</entry></feed>`;
}

export function ninjs(more: object): string {
  return JSON.stringify({
    uri: 'https://wire.example/1',
    headlines: [{ value: 'Ferry runs again' }],
    bodies: [{ contentType: 'text/html', value: `<p>${TEXT}</p>` }],
    ...more,
  });
}

export function jsonLd(more: object): string {
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: 'Ferry runs again',
    articleBody: TEXT,
    ...more,
  });
}
