import { describe, expect, it } from 'vitest';
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
