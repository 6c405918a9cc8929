/** Which web pages may use this server: a browser says where its page is from, other programs say nothing. */

/** "https://news.example"; `*`: any. */
export type Origins = readonly string[] | '*';

export interface Asked {
  /** Of the Origin header. */
  origin: string | undefined;
  /** Of the Host header. */
  host: string | undefined;
}

export function isListed(origin: string, origins: Origins): boolean {
  return origins === '*' || origins.includes(origin);
}

/** Own pages may in any case: those of the host that was asked, and those of the public address. */
export function isAllowed({ origin, host }: Asked, origins: Origins, publicUrl: string | null): boolean {
  if (origin === undefined || isListed(origin, origins)) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return (
    page.host === hostOf(host, page.protocol) || page.origin === (publicUrl && new URL(publicUrl).origin)
  );
}

/** Without the port where it is the scheme's own, as a URL has it. */
function hostOf(host: string | undefined, protocol: string): string | null {
  const address = `${protocol}//${host ?? ''}`;
  return URL.canParse(address) ? new URL(address).host : null;
}
