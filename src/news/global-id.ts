/** Relay global ids: the type and the row's id. Encoded at once, for a promise an id would make every answer promises. */

export const NODE_TYPES = ['Article', 'Section', 'Photo', 'Quote'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

export function globalId(type: NodeType, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** null where the text is no id that `globalId` made. */
export function parseGlobalId(text: string): { type: NodeType; id: number } | null {
  if (text.length > 64) return null;
  const [type, id] = Buffer.from(text, 'base64url').toString().split(':');
  const known = NODE_TYPES.find((name) => name === type);
  if (known === undefined || id === undefined || !/^[1-9]\d{0,14}$/.test(id)) return null;
  // Decoding overlooks much; what is answered must have the very id that was asked for.
  return globalId(known, Number(id)) === text ? { type: known, id: Number(id) } : null;
}
