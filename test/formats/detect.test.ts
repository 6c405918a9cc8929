import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.ts';

describe('detectFormat', () => {
  it('takes plain text for text, also where it begins with a mark or a bracket', () => {
    expect(detectFormat('Harbour reopens\n\nIt did.').name).toBe('text');
    expect(detectFormat('[Updated] Harbour reopens\n\nIt did.').name).toBe('text');
    expect(detectFormat('< 5 °C in the harbour\n\nIt is cold.').name).toBe('text');
    expect(detectFormat('').name).toBe('text');
  });

  it.each([
    ['RSS', '<?xml version="1.0"?><rss/>'],
    ['RSS', '\n<!-- made by hand --><!DOCTYPE rss SYSTEM "x.dtd">\n<rss version="0.91">'],
    ['RSS', '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x">'],
    ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom">'],
    ['HTML', '<!DOCTYPE html><html><body>x</body></html>'],
    ['HTML', '\n<!-- saved from a page -->\n<html lang="en">'],
    ['JSON Feed', '{ "version": "https://jsonfeed.org/version/1", "items": [] }'],
  ])('tells %s by its content', (name, text) => {
    expect(detectFormat(text).name).toBe(name);
  });

  it.each([
    ['xml', '<?xml version="1.0"?><opml/>'],
    ['json', '{"headline": "x"}'],
    ['json', ' [ {"headline": "x"} ]'],
    ['rtf', '{\\rtf1\\ansi}'],
  ])('tells %s by its content, and refuses to read it by name', (name, text) => {
    const format = detectFormat(text);
    expect(format.name).toBe(name);
    const { articles, refused } = format.read(text);
    expect(articles).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatch(
      new RegExp(
        `^The text is ${name.toUpperCase()}, which (?:Newswire cannot read yet|is none of ninjs, [^:]+): [^.:]+\\.$`,
      ),
    );
  });
});
