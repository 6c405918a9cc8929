/**
 * The format of server-sent events, read as far as it has come. Written here since a heartbeat is a block that has only an id,
 * of which EventSource, and the parsers that follow it, tell nothing: they only dispatch what has data.
 */

export interface Block {
  /** "" where there was none. */
  id: string;
  /** "" where there was none. */
  event: string;
  data: string;
}

const LINE = /\r\n|\n|\r/g;

/** Takes the text piece by piece, however it was cut; answers the blocks that it completes. */
export function createBlockReader(): (text: string) => Block[] {
  let rest = '';
  let block = emptyBlock();

  return (text) => {
    const blocks: Block[] = [];
    rest += text;
    let from = 0;
    for (const { 0: end, index } of rest.matchAll(LINE)) {
      // The other half of this end of line may be yet to come.
      if (end === '\r' && index === rest.length - 1) break;
      const line = rest.slice(from, index);
      from = index + end.length;
      if (line !== '') {
        take(block, line);
        continue;
      }
      if (block.lines.length > 0 || block.id !== '') blocks.push(wholeBlock(block));
      block = emptyBlock();
    }
    rest = rest.slice(from);
    return blocks;
  };
}

interface OpenBlock {
  id: string;
  event: string;
  lines: string[];
}

function emptyBlock(): OpenBlock {
  return { id: '', event: '', lines: [] };
}

function wholeBlock({ id, event, lines }: OpenBlock): Block {
  return { id, event, data: lines.join('\n') };
}

/** A comment is a field without a name. */
function take(block: OpenBlock, line: string): void {
  const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
  if (field === 'data') block.lines.push(value);
  if (field === 'event') block.event = value;
  if (field === 'id') block.id = value;
}
