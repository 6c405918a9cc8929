/**
 * Lines that stand among an article's paragraphs and are not of it: links to other articles, invitations, and what a publisher
 * says of itself and its rights. They are told by what they say, and a line is only taken where hardly anything else is in it.
 */
import type { Block } from '../../news/block.ts';

/** A line that only leads elsewhere has this share of its text in links. */
const LEADING = 0.85;
/** How long a line may be that says nothing of the matter, in characters. */
const SHORT = 320;

/** What leads to another article: its link need not be marked. */
const LEAD_IN =
  /^(?:[\p{P}\p{S}\s]*)(?:read (?:more|also|next|on|the (?:full|original))|also read|see (?:also|more)|more (?:on|from|great|in|stories|news|about|like)|(?:recommended|related|further)(?: (?:reading|stories|articles?|news|links?|posts?|coverage|topics?|videos?|content))?|don[’']?t miss|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|watch(?: (?:now|more|live|this|the video))?|in pictures|in case you missed it|mehr (?:dazu|zum thema|lesen)|lesen sie (?:auch|mehr)|siehe auch|weiterlesen|das könnte sie|lire (?:aussi|la suite|également)|à lire|voir aussi|leer (?:más|también)|lea (?:también|además)|te puede interesar|ver (?:más|también)|más información|leggi anche|leia (?:também|mais)|veja também|saiba mais|lees ook|читайте также|смотрите также|читать далее|関連記事|あわせて読みたい|相关(?:阅读|新闻|文章))\s*(?:[:：>»→|]|$|(?=\p{Lu}|[「『【]))/iu;
/** The same words alone on a line: what follows, as long as it only leads elsewhere, goes with them. */
const CALLS =
  /^[\p{P}\p{S}\s]*(?:click here|tap here|sign up|subscribe|join (?:our|us|the)|follow (?:us|@|\S+(?: \S+){0,4} on)|like us|download (?:our|the)|get (?:our|the (?:latest|best|free))|register (?:now|here|for)|log ?in|share (?:this|on|via)|send (?:us )?(?:your )?tips|have (?:a tip|an? (?:opinion|story))|got a tip|write to|contact (?:us|the)|email (?:us|the|[\w.]+@)|e-?mail\b|comments?(?: below)?\b|leave a (?:comment|reply)|support (?:our|us)|donate|buy (?:now|tickets)|jetzt (?:abonnieren|anmelden)|abonnieren sie|folgen sie uns|abonnez-vous|inscrivez-vous|suivez-nous|suscr[íi]bete|s[íi]guenos|assine|siga-nos|advertisement|anzeige|publicité|publicidad|loading\b|this (?:article|story|post|content) (?:was|is|has been) (?:originally |first )?(?:published|produced|provided|created|subject)|this document is subject|originally published|first published|(?:page )?last (?:updated|modified)|(?:posted|published|updated|modified|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado)(?: (?:on|at|by|am|le|el))?\s*[:：]?\s*[\p{L}.]*\.?\s*\d|©|copyright\b|\(c\) ?\d|all rights reserved|(?:photo|image|picture|video|foto|bild|crédit)(?: credits?| by| courtesy)?\s*[:：]|photograph by|source\s*[:：]\s*\S+(?: \S+){0,3}$|credit\s*[:：]|tags\s*[:：]|topics\s*[:：]|filed under|categor(?:y|ies)\s*[:：]|print this|reporting by\b|\(reporting by|editing by|\(editing by|additional reporting|written by\b|by [\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]+){0,3}$)/iu;
/** Somewhere in a short line at an edge. */
const SELF_TALK =
  /all rights reserved|may not be (?:published|reproduced|broadcast|rewritten)|contributed to this (?:report|story|article)|(?:may )?earn(?:s)? (?:an?|income|from) .{0,30}(?:commission|affiliate)|affiliate (?:links|commission)|do not necessarily (?:reflect|represent)|newsletter|subscribe to|sign up (?:for|to)|follow (?:him|her|them|us|me|@\w+|\S+(?: \S+)? on (?:twitter|facebook|instagram))|terms of (?:use|service)|privacy policy|can be (?:reached|contacted|found) (?:at|on)|on twitter (?:at )?@|@\w+ on twitter/i;
/** "Nov. 20, 2019, 9:28 AM UTC": nothing but when. */
const LONE_TIME =
  /^\P{L}{0,3}(?:[\p{L}.]{1,10},?\s+){0,3}\d{1,4}[^.!?]{0,40}\b\d{1,2}[:.h]\d{2}\b[^.!?]{0,14}$/u;
/** "Rooms of the new wing, photos © The Gazette": a caption that no element says to be one. */
const PICTURE_CREDIT =
  /(?:^|[^\p{L}])(?:photo(?:graph)?s?|images?|pictures?|fotos?|bild(?:er)?|im[aá]gen(?:es)?|photographies?|фото)\s*(?:©|\(c\)|credits?\b|courtesy\b|:\s*\p{Lu})/iu;
const HAS_SENTENCE = /[.!?…。！？”"»]\s*$/u;

/** What is left of a body. The headline is not said again in it. */
export function withoutForeignLines(blocks: readonly Block[], headline: string | null): Block[] {
  const kept: Block[] = [];
  let led = false;
  for (const [place, block] of blocks.entries()) {
    const { text, kind } = block;
    const leads = shareOfLinks(block) >= LEADING;
    const isLast = place >= blocks.length - 4;
    if (led && (leads || kind === 'LIST_ITEM' || shareOfLinks(block) > 0.5)) continue;
    led = false;
    if (kept.length === 0 && isSame(text, headline)) continue;
    if (text.length <= SHORT && kind !== 'BLOCKQUOTE') {
      if (
        LEAD_IN.test(text) &&
        (leads ||
          kind === 'HEADING' ||
          shareOfLinks(block) > 0.3 ||
          (text.length < 40 && !HAS_SENTENCE.test(text)))
      ) {
        led = true;
        continue;
      }
      if (leads && kind === 'PARAGRAPH') continue;
      if (CALLS.test(text) || (LONE_TIME.test(text) && /(?:19|20)\d\d/.test(text))) continue;
      if (kind === 'PARAGRAPH' && PICTURE_CREDIT.test(text) && !HAS_SENTENCE.test(text)) continue;
      if (isLast && SELF_TALK.test(text)) continue;
    }
    kept.push(block);
  }
  while (kept.at(-1)?.kind === 'HEADING') kept.pop();
  return kept;
}

function shareOfLinks({ text, marks }: Block): number {
  let linked = 0;
  for (const { kind, start, end } of marks) if (kind === 'LINK') linked += end - start;
  return linked / Math.max(text.length, 1);
}

function isSame(text: string, headline: string | null): boolean {
  return headline !== null && fold(text) === fold(headline);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
