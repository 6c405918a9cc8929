/** Who speaks in Chinese and Japanese, which put no space between words: told from the text on both sides of a quote. */
import type { Span } from './scan.ts';

export interface CjkReport {
  name: string | null;
  cue: string;
  via: string | null;
}

/** How far from the quote the reporting words may stand, in characters. */
const REACH = 60;
/** In characters. */
const SHORTEST_STATEMENT = 6;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const CHINESE_CUE = '表示|指出|强调|強調|说道|說道|写道|寫道|宣布|警告|认为|認為|回应|回應|称|稱|说|說';
const CHINESE_BEFORE = new RegExp(
  `(?<name>[^，,。、：:；\\s“”]{1,24}?)(?:在[^，。]{1,20})?(?<cue>${CHINESE_CUE})[：:，,]?\\s*$`,
  'u',
);
const CHINESE_AFTER = new RegExp(
  `^\\s*[，,]?\\s*(?<name>[^，,。、：:；\\s“”]{1,24}?)(?<cue>${CHINESE_CUE})`,
  'u',
);
const JAPANESE_CUE =
  /^\s*(?:など)?と(?:、)?(?:[^。、「」]{0,20}?に)?(?<cue>(?:述べ|語っ|話し|強調し|言っ|説明し|指摘し|訴え|コメントし|警告し|明らかにし|発表し)(?:た|ている|て)?)/u;
const JAPANESE_SUBJECT = /(?<name>[^、。「」\s]{1,30}?)(?:は|が)(?:、|[^。「」]{0,40}$)/u;
const JAPANESE_VIA = /(?<via>[^、。「」\s]{1,20}?)(?:通信)?によると/u;

/** A sentence rather than a few words: it ends as one, or the reporting words follow at once. */
export function isCjkStatement(text: string, after: string): boolean {
  return text.length >= SHORTEST_STATEMENT && (/[。！？，]$/.test(text) || JAPANESE_CUE.test(after));
}

export function startsInCjk(text: string): boolean {
  return CJK.test(text.slice(0, 2));
}

export function cjkReport(text: string, { from, to }: Span): CjkReport | null {
  const before = clauseBefore(text.slice(Math.max(0, from - REACH), from));
  const after = text.slice(to, to + REACH);
  if (!CJK.test(before.slice(-3)) && !CJK.test(after.slice(0, 3))) return null;
  return japanese(before, after) ?? chinese(before, after);
}

function japanese(before: string, after: string): CjkReport | null {
  const cue = JAPANESE_CUE.exec(after)?.groups?.['cue'];
  if (cue === undefined) return null;
  const via = JAPANESE_VIA.exec(before);
  const subject = JAPANESE_SUBJECT.exec(
    via === null ? before : before.slice(via.index + via[0].length).replace(/^、/, ''),
  );
  return { name: subject?.groups?.['name'] ?? null, cue, via: via?.groups?.['via'] ?? null };
}

function chinese(before: string, after: string): CjkReport | null {
  const found = CHINESE_BEFORE.exec(before) ?? CHINESE_AFTER.exec(after);
  const [name, cue] = [found?.groups?.['name'], found?.groups?.['cue']];
  return name === undefined || cue === undefined ? null : { name, cue, via: null };
}

/** After the last full stop. */
function clauseBefore(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('。'), text.lastIndexOf('！'), text.lastIndexOf('？')) + 1);
}
