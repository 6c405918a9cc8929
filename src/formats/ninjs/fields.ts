/**
 * Fields of ninjs, whichever of its versions wrote them: 1.x has a field for each role (`body_xhtml`, `headline_main`) and objects by
 * name, 2.x lists with roles (`bodies`, `headlines`), and 3.x the same in camel case. Here all have 2.x's names in lower case.
 */
import { cleanLine, plainLine } from '../plain-line.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A text with what it is for, and its media type where that is told. */
export interface RoleText {
  role: string;
  value: string;
  mediaType: string;
}

/** Objects lie in objects; none of ninjs's are as deep. */
const MAX_DEPTH = 12;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same with all names in lower case. */
export function lowered(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((each) => lowered(each, depth + 1));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.toLowerCase(), lowered(each, depth + 1)]),
  );
}

/** null where it is no text, or says nothing. */
export function textIn(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

/** What a list holds, or in 1.x an object by its names. */
export function objectsIn(fields: Fields, ...names: readonly string[]): Fields[] {
  for (const name of names) {
    const value = fields[name];
    if (Array.isArray(value)) return value.filter(isFields);
    if (isFields(value))
      return Object.values(value)
        .flatMap((each): unknown[] => (Array.isArray(each) ? each : [each]))
        .filter(isFields);
  }
  return [];
}

/** `plural`: the list's name; `singular`: what 1.x's fields begin with. */
export function roleTexts(fields: Fields, plural: string, singular: string): RoleText[] {
  const texts = objectsIn(fields, plural).flatMap((each) => {
    const value = textIn(each, 'value');
    return value === null
      ? []
      : [{ role: textIn(each, 'role') ?? '', value, mediaType: textIn(each, 'contenttype') ?? '' }];
  });
  const alone = Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== 'string' || value.trim() === '') return [];
    if (name !== singular && !name.startsWith(`${singular}_`)) return [];
    const role = name.slice(singular.length + 1);
    return [{ role, value: value.trim(), mediaType: /html|richtext/.test(role) ? 'text/html' : '' }];
  });
  return [...texts, ...alone];
}

/** The first with one of the roles, in their order; else the first of all. Plain text comes before HTML. */
export function byRole(texts: readonly RoleText[], ...roles: readonly string[]): RoleText | null {
  const plainFirst = [...texts.filter((text) => !isHtml(text)), ...texts.filter(isHtml)];
  for (const role of roles) {
    const found = plainFirst.find((text) => text.role.toLowerCase() === role);
    if (found !== undefined) return found;
  }
  return plainFirst[0] ?? null;
}

/** The same on one line, without tags. */
export function lineByRole(texts: readonly RoleText[], ...roles: readonly string[]): string | null {
  const found = byRole(texts, ...roles);
  if (found === null) return null;
  return isHtml(found) ? plainLine(found.value) : cleanLine(found.value);
}

export function isHtml({ mediaType }: RoleText): boolean {
  return mediaType.includes('html');
}

/** Names of the objects whose `rel` or `role` is one of these; of all where none is given. */
export function namesIn(objects: readonly Fields[], ...relations: readonly string[]): string[] {
  return objects.flatMap((each) => {
    const relation = textIn(each, 'rel', 'role') ?? '';
    return relations.length === 0 || relations.includes(relation)
      ? (textIn(each, 'name', 'literal') ?? [])
      : [];
  });
}
