/** What a site puts under an article: not part of it, but it tells who published it. */

export interface Closing {
  /** How many blocks are the article's; the others are the closing. */
  kept: number;
  source: string | null;
  copyrightNotice: string | null;
}

/** The whole line, from its beginning; `source` is the publisher's name where it is said. */
const CLOSING_LINES: readonly RegExp[] = [
  /^(?<source>.{2,60}?)(?:[’']s?)? (?:web)?site can also be (?:accessed|reached|found|visited)\b/iu,
  /^(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?<source>[^.|,©\d]{2,60})?/iu,
  /^(?:read|see|find|get) (?:more|the full story|the rest|the original)(?:[^.]{0,40}?)? (?:at|on|in|from) (?<source>[^.:]{2,60})/iu,
  /^(?:[Dd]ownload|[Gg]et|[Ii]nstall) (?:the )?(?<source>\p{Lu}[^.,:]{1,50}?) (?:[Nn]ews )?app\b/u,
  /^(?<source>\p{Lu}[^.,:]{1,50}?) (?:[Nn]ews )?app\b/u,
  /^(?:[Ss]ubscribe|[Ss]ign up) (?:to|for) (?:the )?(?<source>\p{Lu}[^.,:]{1,50})/u,
  /^(?:subscribe|sign up|register)\b.{0,60}\b(?:newsletter|free|today|updates|now|briefing|subscription|channel)\b/iu,
  /^(?:[Ff]ollow|[Ll]ike|[Jj]oin|[Ff]ind|[Vv]isit) (?<source>\p{Lu}[^.,:]{1,50}?) on (?:[Tt]witter|X|Facebook|Instagram|Telegram|WhatsApp|YouTube|TikTok|Mastodon|Bluesky|social media)\b/u,
  /^(?:follow|like|join|find|visit) us\b/iu,
  /^(?:[Tt]his|[Tt]he) (?:article|story|piece|report) (?:was |is |has been )?(?:first |originally )?(?:published|appeared|produced|republished)\b(?:.{0,20}? (?:in|on|by|at|from) (?<source>\p{Lu}[^.,:]{1,50}))?/u,
  /^(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)/iu,
  /^(?:folgen sie (?:uns|(?<source>\p{Lu}[^.,:]{1,40}) auf)|suivez[ -]nous|síguenos|siga a)/iu,
  /^(?:abonnieren sie|abonnez-vous|suscríbete|suscríbase)\b/iu,
  /^(?:share this|click here|advertisement|read also|related (?:stories|articles|topics)|more on this story|most read|tags:|topics:)/iu,
  /^(?:版权所有|著作権|無断転載)/u,
];
/** A longer block is a paragraph, whatever it begins with. */
const LONGEST_LINE = 240;
/** What may follow a closing line: names of apps and addresses. */
const LONGEST_REST = 60;
const NOT_A_NAME = /^(?:us|our|the|this|here|all rights reserved|rights reserved|twitter|facebook)$/iu;

export function closingOf(blocks: readonly string[]): Closing {
  let kept = blocks.length;
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    const block = blocks[at] ?? '';
    if (isClosingLine(block)) kept = at;
    else if (!mayFollow(block)) break;
  }
  const lines = blocks.slice(kept);
  return { kept, source: sourceIn(lines), copyrightNotice: lines.find(isCopyright) ?? null };
}

function isClosingLine(block: string): boolean {
  return block.length <= LONGEST_LINE && CLOSING_LINES.some((pattern) => pattern.test(block));
}

/** Too short for a paragraph, and no sentence. */
function mayFollow(block: string): boolean {
  return isAddress(block) || (block.length <= LONGEST_REST && !/[.!?…。！？”"»)]$/.test(block));
}

export function isAddress(block: string): boolean {
  return block.length <= 2_000 && /^(?:https?:\/\/|www\.)\S+$/i.test(block);
}

function isCopyright(block: string): boolean {
  return /^(?:©|\(c\)|copyright\b)/i.test(block);
}

/** The first pattern that names somebody wins: they go from the surest to the least sure. */
function sourceIn(lines: readonly string[]): string | null {
  for (const pattern of CLOSING_LINES) {
    for (const line of lines) {
      const name = cleanName(
        line.length <= LONGEST_LINE ? pattern.exec(line)?.groups?.['source'] : undefined,
      );
      if (name !== null) return name;
    }
  }
  return null;
}

function cleanName(name: string | undefined): string | null {
  const clean =
    name
      ?.replace(/\s+all rights reserved$/iu, '')
      .replace(/^the (?=\p{Ll})/u, '')
      .trim() ?? '';
  return clean === '' || NOT_A_NAME.test(clean) || /^(?:us|our)\b/i.test(clean) ? null : clean;
}
