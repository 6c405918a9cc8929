import { describe, expect, it } from 'vitest';
import { charsetOf } from '../../src/formats/declared-encoding.ts';
import { decode, UndecodableError } from '../../src/formats/decode.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

function failure(input: Uint8Array): UndecodableError {
  try {
    decode(input);
  } catch (error) {
    if (error instanceof UndecodableError) return error;
    throw error;
  }
  throw new Error('It was decoded.');
}

describe('decode', () => {
  it('reads UTF-8, and leaves out a byte order mark', () => {
    expect(decode(utf8('Zürich “here” 東京 🚢'))).toBe('Zürich “here” 東京 🚢');
    expect(decode(bytes(0xef, 0xbb, 0xbf, 0x41))).toBe('A');
  });

  it('reads UTF-16 of either order by its byte order mark', () => {
    expect(decode(bytes(0xff, 0xfe, 0x41, 0x00, 0x1c, 0x20))).toBe('A“');
    expect(decode(bytes(0xfe, 0xff, 0x00, 0x41, 0x20, 0x1c))).toBe('A“');
  });

  it('ends each line in LF', () => {
    expect(decode(utf8('a\r\nb\rc\nd'))).toBe('a\nb\nc\nd');
  });

  it('reads Windows-1252 with its quotation marks where nothing is UTF-8', () => {
    expect(decode(latin('caf\xe9 \x93so\x94 \x80 5 \x85 \x9f'))).toBe('café “so” € 5 … Ÿ');
  });

  it('refuses a mixture of whole and broken UTF-8 by the offset of the first broken byte', () => {
    const mixed = Uint8Array.from([...utf8('Zürich caf'), 0xe9, ...utf8(' und')]);
    const error = failure(mixed);
    expect(error).toMatchObject({ code: 'UNDECODABLE', offset: 11 });
    expect(error.message).toBe(
      'The file is broken UTF-8: the byte 0xE9 at offset 11 belongs to no character; save it again as UTF-8.',
    );
  });

  it('refuses UTF-8 that is cut off in the middle of a character', () => {
    expect(failure(utf8('é “').slice(0, 5)).offset).toBe(3);
  });

  it.each([
    ['overlong', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('takes no ill-formed sequence for UTF-8: %s', (_, sequence) => {
    expect(failure(Uint8Array.from([...utf8('é'), ...sequence])).offset).toBe(2);
  });

  it('refuses bytes that are undefined in Windows-1252', () => {
    expect(failure(bytes(0x41, 0xe9, 0x81)).message).toContain('broken UTF-8');
  });

  it('refuses binary by NUL bytes and by many control characters', () => {
    expect(failure(bytes(0x41, 0x00, 0x42)).message).toBe(
      'The file is not text: there is binary data at byte offset 1.',
    );
    expect(failure(bytes(0x41, 0x01, 0x02, 0x03)).message).toContain('not text');
  });

  it('bears one stray control character', () => {
    expect(decode(utf8('page one\u000bpage two\u0001'))).toBe('page one\u000bpage two\u0001');
  });

  it('refuses what is empty', () => {
    expect(failure(bytes()).message).toContain('is empty');
    expect(failure(bytes(0xef, 0xbb, 0xbf)).message).toContain('is empty');
    expect(failure(utf8(' \r\n\t')).message).toContain('is empty');
  });

  it('refuses broken UTF-16', () => {
    expect(failure(bytes(0xff, 0xfe, 0x41)).message).toContain('broken UTF-16');
    expect(failure(bytes(0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8)).message).toContain('broken UTF-16');
  });
});

const wide = (text: string, order: 'le' | 'be') => {
  const little = Buffer.from(text, 'utf16le');
  return order === 'le' ? little : little.swap16();
};
/** Latin letters around bytes of another encoding. */
const around = (before: string, inner: number[], after = '') =>
  Uint8Array.from([...latin(before), ...inner, ...latin(after)]);

const TOKYO = { text: '東京', inShiftJis: [0x93, 0x8c, 0x8b, 0x9e] };
const NEWS = { text: '新闻', inGbk: [0xd0, 0xc2, 0xce, 0xc5] };
const LODZ = { text: 'Łódź', inLatin2: [0xa3, 0xf3, 0x64, 0xbc] };
const CAFE = { text: 'café “so”', in1252: [0x63, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x73, 0x6f, 0x94] };

const ENCODINGS = [
  ['UTF-8', [...utf8('Zürich 東京')], 'Zürich 東京'],
  ['Windows-1252', CAFE.in1252, CAFE.text],
  ['iso-8859-1', CAFE.in1252, CAFE.text],
  ['ISO-8859-2', LODZ.inLatin2, LODZ.text],
  ['Shift_JIS', TOKYO.inShiftJis, TOKYO.text],
  ['x-sjis', TOKYO.inShiftJis, TOKYO.text],
  ['GBK', NEWS.inGbk, NEWS.text],
  ['gb2312', NEWS.inGbk, NEWS.text],
  ['windows-1251', [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0], 'Москва'],
  ['EUC-KR', [0xbc, 0xad, 0xbf, 0xef], '서울'],
] as const;

describe('an encoding is told', () => {
  it.each(ENCODINGS)('by the header: %s', (charset, inner, text) => {
    expect(decode(around('a ', [...inner], ' z'), { charset })).toBe(`a ${text} z`);
  });

  it.each(ENCODINGS)('by the XML declaration: %s', (label, inner, text) => {
    const declaration = `<?xml version="1.0" encoding="${label}"?>`;
    expect(decode(around(`${declaration}<a>`, [...inner], '</a>'))).toBe(`${declaration}<a>${text}</a>`);
  });

  it.each(ENCODINGS)('by the meta tag, of either kind: %s', (label, inner, text) => {
    for (const tag of [
      `<meta charset=${label}>`,
      `<META http-equiv='Content-Type' content='text/html; charset=${label}'>`,
    ]) {
      const head = `<!doctype html><!-- <meta charset="utf-7"> --><head>${tag}<title>`;
      expect(decode(around(head, [...inner], '</title>'))).toBe(`${head}${text}</title>`);
    }
  });

  it.each(['le', 'be'] as const)('of UTF-16%s by its mark, by its markup, and by the header', (order) => {
    const xml = '<?xml version="1.0" encoding="UTF-16"?><a>“東京”</a>';
    expect(decode(wide(`\uFEFF${xml}`, order))).toBe(xml);
    expect(decode(wide(xml, order))).toBe(xml);
    expect(decode(wide('東京 “A”', order), { charset: `utf-16${order}` })).toBe('東京 “A”');
  });

  it('by its mark before the header, by the header before what stands in it', () => {
    expect(decode(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('東京')]), { charset: 'shift_jis' })).toBe(
      '東京',
    );
    const xml = '<?xml version="1.0" encoding="iso-8859-2"?><a>';
    expect(decode(around(xml, TOKYO.inShiftJis, '</a>'), { charset: '"Shift_JIS' })).toContain('</a>');
    expect(decode(around(xml, TOKYO.inShiftJis, '</a>'), { charset: 'Shift_JIS' })).toBe(`${xml}東京</a>`);
    const declared = '<?xml version="1.0" encoding="gbk"?><meta charset="shift_jis">';
    expect(decode(around(declared, NEWS.inGbk))).toBe(`${declared}新闻`);
  });

  it('and is not believed where the bytes say otherwise', () => {
    for (const label of ['latin1', 'gbk', 'utf-16', 'no-such-thing'])
      expect(decode(utf8('<p>Zürich 東京 “so”</p>'), { charset: label })).toBe('<p>Zürich 東京 “so”</p>');
    const xml = '<?xml version="1.0" encoding="utf-16"?><a>Zürich</a>';
    expect(decode(utf8(xml))).toBe(xml);
    expect(decode(around('<?xml version="1.0" encoding="utf-8"?><a>', CAFE.in1252))).toContain(CAFE.text);
  });

  it('by no tag of a text that only writes about tags', () => {
    expect(decode(utf8('Write <meta charset="gbk"> for 新闻.'))).toBe('Write <meta charset="gbk"> for 新闻.');
  });

  it('of a Content-Type', () => {
    expect(charsetOf('text/xml; charset=Shift_JIS')).toBe('Shift_JIS');
    expect(charsetOf('text/html;Charset="gbk"; x=y')).toBe('gbk');
    expect([charsetOf('text/html'), charsetOf(undefined)]).toEqual([null, null]);
  });
});

describe('bytes that the encoding has not', () => {
  it('are told by their offset', () => {
    const broken = around('<?xml version="1.0" encoding="Shift_JIS"?>', [0x93, 0x8c, 0xff, 0x41]);
    expect(failure(broken)).toMatchObject({ offset: 44, message: expect.stringContaining('shift_jis') });
    expect(failure(around('<meta charset="windows-1252">', [0xe9, 0x81])).offset).toBe(30);
  });

  it('do not cost a lenient reader the rest', () => {
    const lenient = (input: Uint8Array, charset: string | null = null) =>
      decode(input, { charset, isLenient: true });
    expect(lenient(Uint8Array.from([...utf8('Zürich '), 0xe2, 0x80]))).toBe('Zürich \uFFFD');
    expect(lenient(around('A', [0x93, 0x8c, 0xff], 'z'), 'shift_jis')).toBe('A東\uFFFDz');
    expect(lenient(around('caf', [0xe9, 0x81]), 'latin1')).toBe('café\uFFFD');
    expect(lenient(Uint8Array.from([...wide('<a>', 'le'), 0x41]))).toBe('<a>\uFFFD');
  });
});
