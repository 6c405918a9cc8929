/** Known forms of script injection (after the OWASP cheat sheets, html5sec.org and published mutation attacks on sanitizers). */
import { describe, expect, it } from 'vitest';
import { blocksFromHtml } from '../../src/news/blocks-from-html.ts';
import { htmlOfBlocks } from '../../src/news/blocks-to-html.ts';
import { bodyTextOf, faultInBlocks } from '../../src/news/body.ts';
import { faultsInHtml } from './clean-html.ts';

/** Each with the words that are left of it, which are all that a reader would have seen. */
const FORMS: [name: string, html: string, words: string][] = [
  ['a script', 'A<script>alert(1)</script>B', 'AB'],
  ['a script from elsewhere', 'A<script src=//evil.example/x.js></script>B', 'AB'],
  ['a script in odd case', 'A<ScRiPt>alert(1)</sCrIpT >B', 'AB'],
  ['a script in a script', '<scr<script>ipt>alert(1)</scr</script>ipt>B', 'ipt>alert(1)ipt>B'],
  ['a script after a slash', 'A<script/x>alert(1)</script>B', 'AB'],
  ['a script left open', 'A<script>alert(1)', 'A'],
  ['a script that a bracket precedes', '<<script>alert(1);//<</script>B', '<B'],
  ['a script in a comment that ends early', '<!--><script>alert(1)</script>-->B', '-->B'],
  ['a script after an odd end of comment', '<!-- --!><script>alert(1)</script>B', 'B'],
  ['a script in CDATA', '<![CDATA[<script>alert(1)</script>]]>B', 'alert(1)]]>B'],
  ['a conditional comment', '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->B', 'B'],
  ['a script after a processing instruction', '<?xml version="1.0"?><script>alert(1)</script>B', 'B'],
  ['a handler on an image', 'A<img src=x onerror=alert(1)>B', 'AB'],
  ['a handler without spaces', 'A<img/src=x/onerror=alert(1)>B', 'AB'],
  ['a handler in back quotes', 'A<img src=`x` onerror=`alert(1)`>B', 'AB'],
  ['a handler behind a broken quote', 'A<img """><script>alert(1)</script>">B', 'A">B'],
  ['a handler behind a null', 'A<img src=x on\u0000error=alert(1)>B', 'AB'],
  ['a handler on a paragraph', '<p onmouseover="alert(1)" style="x">B</p>', 'B'],
  ['a handler on an unknown element', '<x-y onfocus=alert(1) tabindex=1 autofocus>B</x-y>', 'B'],
  ['a handler on the body', '<body onload=alert(1)>B', 'B'],
  ['a handler on details', '<details open ontoggle=alert(1)>B</details>', 'B'],
  ['a handler on a moving text', '<marquee onstart=alert(1)>B</marquee>', 'B'],
  ['a handler on a video', 'A<video><source onerror=alert(1)></video>B', 'AB'],
  ['a handler on a control', 'A<input onfocus=alert(1) autofocus><keygen autofocus onfocus=alert(1)>B', 'AB'],
  ['svg that loads', 'A<svg/onload=alert(1)>B</svg>C', 'AC'],
  ['svg with a script', 'A<svg><script>alert(1)</script></svg>B', 'AB'],
  [
    'svg with a link that moves',
    'A<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>B',
    'AB',
  ],
  [
    'svg with foreign content',
    'A<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>B',
    'AB',
  ],
  [
    'svg that a paragraph breaks out of',
    'A<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">B',
    'A\n\n">B',
  ],
  ['math with a link', 'A<math href="javascript:alert(1)"><mtext>x</mtext></math>B', 'AB'],
  [
    'math, mglyph and style',
    'A<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    'A',
  ],
  [
    'form, math and mglyph',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form>B',
    '',
  ],
  [
    'an annotation with HTML',
    '<math><annotation-xml encoding="text/html"><script>alert(1)</script>x</annotation-xml></math>B',
    'B',
  ],
  [
    'noscript that ends in an attribute',
    'A<noscript><p title="</noscript><img src=x onerror=alert(1)>">B',
    'A">B',
  ],
  ['style that ends in an attribute', 'A<style><a title="</style><img src=x onerror=alert(1)>">B', 'A">B'],
  ['title that ends in an attribute', '<title><a alt="</title><img src=x onerror=alert(1)>">B', '">B'],
  ['textarea that ends in an attribute', '<textarea><a x="</textarea><img src=x onerror=alert(1)>">B', '">B'],
  ['xmp that ends in an attribute', '<xmp><p title="</xmp><svg/onload=alert(1)>">B', '<p title="'],
  ['plain text', '<plaintext><script>alert(1)</script>', '<script>alert(1)</script>'],
  ['a template', 'A<template><script>alert(1)</script><img src=x onerror=alert(1)></template>B', 'AB'],
  [
    'a shadow root',
    'A<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>B',
    'A\n\nB',
  ],
  [
    'a selection with a script',
    'A<select><template><img src=x onerror=alert(1)></template><option>x</select>B',
    'AB',
  ],
  ['a frame', 'A<iframe src="javascript:alert(1)">x</iframe>B', 'AB'],
  ['a frame with a document', 'A<iframe srcdoc="<img src=x onerror=alert(1)>"></iframe>B', 'AB'],
  ['a set of frames', '<frameset><frame src="javascript:alert(1)"></frameset>B', 'B'],
  ['an object', 'A<object data="data:text/html;base64,PHNjcmlwdD4="><param name=x>x</object>B', 'AB'],
  ['an embedded thing', 'A<embed src="javascript:alert(1)">B', 'AB'],
  ['an applet', 'A<applet code="x.class">x</applet>B', 'AB'],
  ['a refresh', 'A<meta http-equiv=refresh content="0;url=javascript:alert(1)">B', 'AB'],
  ['another base', '<base href="javascript:alert(1)//"><a href="/x">B</a>', 'B'],
  ['a style sheet', 'A<link rel=stylesheet href=//evil.example/x.css>B', 'AB'],
  ['an imported style', 'A<style>@import "javascript:alert(1)";</style>B', 'AB'],
  ['an expression in a style', '<div style="width: expression(alert(1))">B</div>', 'B'],
  ['an address in a style', '<div style="background:url(javascript:alert(1))">B</div>', 'B'],
  ['a binding', '<div style="-moz-binding:url(//evil.example/x.xml#x)">B</div>', 'B'],
  ['a form with an action', '<form action="javascript:alert(1)"><button>x</button>B</form>', 'B'],
  [
    'a button with an action',
    'A<form id=f></form><button form=f formaction="javascript:alert(1)">x</button>B',
    'A\n\nB',
  ],
  ['isindex', '<isindex type=image src=1 onerror=alert(1)>B', 'B'],
  ['an image map', 'A<map><area href="javascript:alert(1)"></map>B', 'AB'],
  [
    'a background',
    '<table background="javascript:alert(1)"><tr><td background="javascript:alert(1)">B</table>',
    'B',
  ],
  ['a namespace', '<html xmlns:x="urn:x"><x:script>B</x:script>', 'B'],
  ['utf-7', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-'],
  ['entities', '&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
  ['entities twice', '&amp;lt;script&amp;gt;', '&lt;script&gt;'],
  ['entities without an end', '&#60script&#62alert(1)', '<script>alert(1)'],
  ['wide letters', '＜script＞alert(1)＜/script＞', '＜script＞alert(1)＜/script＞'],
  ['a combining stroke', '<b>\u0338script</b>\u0338', '\u0338script\u0338'],
  ['a sharp Kelvin', '<\u212Ascript>B', '<Kscript>B'],
  ['a null in a tag', '<scr\u0000ipt>alert(1)</scr\u0000ipt>', 'alert(1)'],
  ['a half of a surrogate pair', '\ud800<script>alert(1)</script>\udc00B', 'B'],
  ['the break that no one sees', 'A\u2028<img src=x onerror=alert(1)>\u2029B', 'A B'],
  ['tags that nest wrongly', '<b><p><i><a href="javascript:alert(1)">A</b></p>B</i></a>', 'A\n\nB'],
  [
    'a link in a link',
    '<a href="https://example.org/"><table><td><a href="javascript:alert(1)">B</a></table></a>',
    'B',
  ],
];

const UNSAFE_LINKS: string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\r\nscript:alert(1)',
  'jav&#x09;ascript:alert(1)',
  'jav&#x0A;ascript:alert(1)',
  'jav&Tab;ascript&colon;alert(1)',
  '&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)',
  '&#0000106avascript:alert(1)',
  '&#x6A&#x61vascript:alert(1)',
  'javascript&NewLine;:alert(1)',
  'javascript://example.org/%0Aalert(1)',
  'javascript\u0000:alert(1)',
  'jav\u0000ascript:alert(1)',
  'feed:javascript:alert(1)',
  'view-source:javascript:alert(1)',
  'jar:https://example.org/x!/',
  'vbscript:msgbox(1)',
  'livescript:alert(1)',
  'mocha:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'DATA:text/html,x',
  'blob:https://example.org/x',
  'filesystem:https://example.org/x',
  'file:///etc/passwd',
  'about:blank',
  'intent://x#Intent;end',
  '//evil.example/',
  '\\\\evil.example/',
  '/\\evil.example/',
  '\t//evil.example/',
  '/path',
  '#place',
  '?q',
  'https:',
  'https://',
  'https://bank.example@evil.example/',
  '\u202ejavascript:alert(1)',
  'ｊavascript:alert(1)',
  'https\u2028://evil.example/',
];

describe('what is served of', () => {
  it.each(FORMS)('%s', (_, html, words) => {
    const blocks = blocksFromHtml(html);
    expect(faultInBlocks(blocks)).toBeNull();
    expect(bodyTextOf(blocks)).toBe(words);
    expect(faultsInHtml(htmlOfBlocks(blocks))).toEqual([]);
  });

  it.each(UNSAFE_LINKS)('a link to %j is its words', (href) => {
    for (const quote of ['"', "'"]) {
      const blocks = blocksFromHtml(`A <a href=${quote}${href}${quote}>B</a>`);
      expect(htmlOfBlocks(blocks)).toBe('<p>A B</p>');
    }
  });

  it('a link that would break out of its attribute', () => {
    const html = htmlOfBlocks(blocksFromHtml(`<a href='https://example.org/"onclick="alert(1)'>B</a>`));
    expect(html).toBe('<p><a href="https://example.org/%22onclick=%22alert(1)">B</a></p>');
    const mail = htmlOfBlocks(blocksFromHtml(`<a href='mailto:a"><script>alert(1)</script>'>B</a>`));
    expect(mail).toContain('<a href="mailto:');
    expect(faultsInHtml(mail)).toEqual([]);
  });

  it('a link that a second attribute would change', () => {
    const html = htmlOfBlocks(
      blocksFromHtml('<a href="https://example.org/" href="javascript:alert(1)" target=_top>B</a>'),
    );
    expect(html).toBe('<p><a href="https://example.org/">B</a></p>');
  });
});
