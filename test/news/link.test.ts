import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINK, safeLink, safePhotoAddress } from '../../src/news/link.ts';
import { runs } from '../support/runs.ts';

describe('a link', () => {
  it.each([
    ['https://example.org/a?b=c&d=%20#e', 'https://example.org/a?b=c&d=%20#e'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    [' \t\nhttps://example.org/ ', 'https://example.org/'],
    ['ht\ntps://example.org/', 'https://example.org/'],
    ['https:\\\\example.org\\a', 'https://example.org/a'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    ['mailto:desk@example.org?subject=Tip', 'mailto:desk@example.org?subject=Tip'],
  ])('%j is served as %j', (href, url) => {
    expect(safeLink(href)).toBe(url);
  });

  it.each([
    '',
    '/relative',
    '#place',
    '//example.org/protocol-relative',
    '\\\\example.org',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript://example.org/%0aalert(1)',
    'data:text/html,<b>x</b>',
    'vbscript:msgbox(1)',
    'view-source:javascript:alert(1)',
    'blob:https://example.org/x',
    'file:///etc/passwd',
    'ftp://example.org/',
    'tel:+123',
    'https://',
    'https://exa mple.org/',
    'https://bank.example@example.org/',
    'https://user:secret@example.org/',
    `https://example.org/${'x'.repeat(MAX_LINK)}`,
    `https://example.org/${'ü'.repeat(MAX_LINK / 2)}`,
  ])('%j is none', (href) => {
    expect(safeLink(href)).toBeNull();
  });

  it('is resolved against a base, and judged after that', () => {
    const base = 'https://example.org/news/today.html';
    expect(safeLink('../photo', base)).toBe('https://example.org/photo');
    expect(safeLink('//example.com/a', base)).toBe('https://example.com/a');
    expect(safeLink('javascript:alert(1)', base)).toBeNull();
    expect(safeLink('a', 'data:text/html,x')).toBeNull();
    expect(safeLink('a', 'not an address')).toBeNull();
  });

  it('is the same when it is read again', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'htps:/\\ \t%@?#&a.é<>"\'`|^[]2') });
    const href = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      odd.map((rest) => `https://a.example/${rest}`),
      odd.map((rest) => `mailto:${rest}`),
      odd,
    );
    fc.assert(
      fc.property(href, (raw) => {
        const url = safeLink(raw);
        if (url === null) return;
        expect(safeLink(url)).toBe(url);
        expect(url).toMatch(/^(https?:\/\/[^/]|mailto:)/);
      }),
      runs(100),
    );
  });
});

describe('the address of a photo', () => {
  it('is of the web, or one that Newswire keeps', () => {
    expect(safePhotoAddress('https://example.org/a.jpg')).toBe('https://example.org/a.jpg');
    expect(safePhotoAddress('/photos/harbour-2.jpg')).toBe('/photos/harbour-2.jpg');
  });

  it.each([
    '/photos/',
    '/photos/../keys',
    '/photos/..',
    '/photos/a/b.jpg',
    '/photos/a.jpg?x"onerror=1',
    '/other/a.jpg',
    '//example.org/a.jpg',
    'mailto:desk@example.org',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'javascript:alert(1)',
  ])('%j is none', (address) => {
    expect(safePhotoAddress(address)).toBeNull();
  });
});
