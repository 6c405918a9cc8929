/** A JPEG with what an agency writes into it, and no picture. */

/** By the number of the dataset in IPTC IIM's record 2: 120 is the caption, 80 the by-line, 110 the credit. */
export function jpegWith(
  iptc: Readonly<Record<number, string>>,
  { width = 1200, height = 800 } = {},
): Buffer {
  const datasets = Object.entries(iptc).map(([number, text]) => {
    const value = Buffer.from(text);
    return Buffer.concat([Buffer.from([0x1c, 2, Number(number)]), uint16(value.length), value]);
  });
  const utf8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  const iim = Buffer.concat([utf8, ...datasets]);
  const even = iim.length % 2 === 0 ? iim : Buffer.concat([iim, Buffer.alloc(1)]);
  const resource = Buffer.concat([Buffer.from('8BIM'), uint16(0x0404), uint16(0), uint32(iim.length), even]);
  const frame = Buffer.concat([
    Buffer.from([8]),
    uint16(height),
    uint16(width),
    Buffer.from([1, 1, 0x11, 0]),
  ]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), resource])),
    segment(0xc0, frame),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), uint16(content.length + 2), content]);
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

function uint32(value: number): Buffer {
  return Buffer.concat([uint16(value >>> 16), uint16(value & 0xffff)]);
}
