/** Blocks of server-sent events are the same however the network cut their text. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Block, createBlockReader } from '../../src/client/event-stream.ts';
import { runs } from '../support/runs.ts';

function blocksOf(...pieces: string[]): Block[] {
  const read = createBlockReader();
  return pieces.flatMap(read);
}

it('a block has what its fields say; comments and blocks of nothing are none', () => {
  const text = [
    ':\n\n',
    'id: a1\nevent: next\ndata: {"data":\ndata: null}\n\n',
    'id: a2\n\n',
    'id:a3\nevent:complete\ndata:\n\n',
    'data\n\n',
    'retry: 10\nid\n\n',
    '\n\n',
    'data: never ended\n',
  ];
  expect(blocksOf(text.join(''))).toEqual([
    { id: 'a1', event: 'next', data: '{"data":\nnull}' },
    { id: 'a2', event: '', data: '' },
    { id: 'a3', event: 'complete', data: '' },
    { id: '', event: '', data: '' },
  ]);
});

it('text that is cut anywhere, with any ends of lines, is read as the whole', () => {
  const line = fc.oneof(
    fc.constantFrom('id: a', 'id: b', 'event: next', ': comment', '', 'data'),
    fc.string({ maxLength: 8 }).map((text) => `data: ${text.replaceAll(/[\r\n]/g, '')}`),
  );
  const ended = fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map(([text, end]) => text + end);
  fc.assert(
    fc.property(fc.array(ended), fc.array(fc.nat(200)), (lines, cuts) => {
      // A second end would be another line.
      const text = `${lines.join('')}:\n`;
      const places = [0, ...cuts.toSorted((one, other) => one - other), text.length];
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
      const plain = text.replaceAll(/\r\n?/g, '\n');
      expect(blocksOf(...pieces)).toEqual(blocksOf(plain));
    }),
    runs(200),
  );
});
