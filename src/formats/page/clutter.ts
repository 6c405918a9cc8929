/**
 * What stands on a page beside an article's text, taken out of the tree: by its element, by its role, because it is not shown, or
 * because its class or id says what it is. What a page calls by such a name and fills with most of its text is left where it is.
 */
import { type ChildNode, type Document, type Element, isTag, isText } from 'domhandler';

const LEFT_OUT = new Set(
  `audio button canvas command datalist dialog embed figcaption frame frameset iframe input keygen legend link map
  menu meta noframes noscript object optgroup option output progress script select source style svg template textarea title track
  video`.split(/\s+/),
);
/** Unless they hold much of the page's text, as all of some pages is one form. */
const UNLESS_THE_TEXT = new Set(['aside', 'fieldset', 'footer', 'form', 'header', 'label', 'nav']);
/** WAI-ARIA roles of what is around a text. */
const ROLES = new Set(
  'alert alertdialog banner button complementary contentinfo dialog form menu menubar navigation search status tablist toolbar tooltip'.split(
    ' ',
  ),
);
/** Words of which classes and ids are made, where they name what is beside the text. */
const NAMES = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'ad|ads|adv|advert\\w*|adsense|adslot|dfp|gpt|google-?ad\\w*|sponsor\\w*|promo\\w*|partner-?box|affiliate\\w*|commercial',
    'share\\w*|sharing|social\\w*|follow(?:-us|ers?)?|tweet-?button|facebook|whatsapp|addthis\\w*|addtoany\\w*|a2a|sharedaddy',
    'related\\w*|recirc\\w*|recommend\\w*|more-(?:from|on|stories|news)|also-?(?:read|like|see)|read-?(?:more|next|also)|see-?also|most-?(?:read|popular|viewed|shared)|trending|popular\\w*|outbrain\\w*|taboola\\w*|zergnet|up-?next|next-?(?:post|article|story)|prev(?:ious)?-?(?:post|article|story)',
    'newsletter\\w*|subscri\\w+|sign-?up\\w*|mailchimp|paywall\\w*|regwall|meter|donat\\w+|membership|premium-?(?:box|banner)',
    'comment\\w*|disqus\\w*|respond|replies|discussion|livefyre|fb-comments|feedback',
    'byline\\w*|by-line|author\\w*|posted-?(?:by|on)|publish(?:ed)?-?(?:date|time|on)?|pub-?date|date(?:line|time|-?published|-?stamp)?|time-?stamp|entry-?(?:date|meta|footer|utility)|post-?(?:date|meta|info|footer|tags|author|nav\\w*)|article-?(?:meta|info|date|header|footer|tools|tags|actions|author|time|timestamp)|meta(?:data|-?info)?|last-?updated|reading-?time|read-?time',
    'caption\\w*|credits?|photo-?credit\\w*|wp-caption-text|gallery\\w*|slide-?show\\w*|carousel\\w*|slider|lightbox|image-?(?:credit|source|meta)|media-?(?:info|meta)',
    'breadcrumbs?|crumbs?|tags?|tag-?(?:list|links|cloud)|topics?|categor(?:y|ies)(?:-links)?|keywords|labels|hashtags?',
    'tools?|toolbar|toolbox|utilit\\w+|print\\w*|email-?(?:article|this)|font-?size|text-?size|jump-?links?|back-?to-?top|skip-?(?:link|to)\\w*|screen-?reader-?text|sr-only|visually-?hidden',
    'widget\\w*|sidebar\\w*|side-?bar|rail|right-?(?:col|column|rail)|left-?rail|aside|infobox|fact-?box-?promo|masthead|header|footer\\w*|foot|nav\\w*|menu\\w*|top-?bar|bottom-?bar|copyright\\w*|disclaimer|legal|colophon',
    'cookie\\w*|consent\\w*|gdpr|modal\\w*|pop-?up\\w*|overlay|banner\\w*|toast|notice|notification\\w*|alert\\w*|cta|call-?to-?action|callout-?promo',
    'login\\w*|log-?in|register|registration|account|search\\w*|poll|survey|quiz|rating\\w*|vote\\w*|voting|like-?(?:box|button)',
    'player|video\\w*|jwplayer|brightcove|audio\\w*|podcast\\w*|playlist|transcript-?link|embed-?(?:card|link)',
    'pagination|pager|page-?(?:links|numbers|nav)|load-?more|show-?more',
    'weather|ticker|stock-?quote|market-?data|scoreboard|live-?score|calendar|event-?list|job-?list|classified\\w*|coupon\\w*|deals-?list|shop\\w*|product-?(?:card|list)|buy-?(?:now|button)',
  ].join('|')})(?=$|[\\s_-])`,
  'i',
);
/** Names which are never a reason, whatever else is in them. */
const BODY_NAMES =
  /article-?body|story-?body|post-?body|entry-?content|article-?content|post-?content|story-?content|article-?text|body-?copy|content-?body|article__body|story__body|pull-?quote/i;
/** An element that has this share of the page's paragraphs is no clutter, whatever it is called. */
const MOST = 0.25;

export function removeClutter(page: Document): void {
  const weights = new Map<Element | Document, number>();
  const all = weigh(page, weights, false);
  sweep(page, { weights, most: Math.max(all * MOST, 1) });
}

/** Characters in paragraphs. */
function weigh(
  node: Element | Document,
  weights: Map<Element | Document, number>,
  inParagraph: boolean,
): number {
  let weight = 0;
  for (const child of node.children) {
    if (isText(child)) {
      if (inParagraph) weight += child.data.trim().length;
    } else if (isTag(child) && child.name !== 'script' && child.name !== 'style') {
      weight += weigh(child, weights, inParagraph || child.name === 'p');
    }
  }
  weights.set(node, weight);
  return weight;
}

interface Scale {
  weights: ReadonlyMap<Element | Document, number>;
  most: number;
}

/** Answers whether anything is left to be seen. */
function sweep(node: Element | Document, scale: Scale): boolean {
  const kept: ChildNode[] = [];
  let isSeen = false;
  for (const child of node.children) {
    if (isText(child)) {
      kept.push(child);
      isSeen ||= /\S/.test(child.data);
    } else if (isTag(child) && !isClutter(child, scale)) {
      const isChildSeen = sweep(child, scale) || child.name === 'img';
      if (isChildSeen || child.name === 'br' || child.name === 'hr') kept.push(child);
      isSeen ||= isChildSeen;
    }
  }
  node.children = kept;
  return isSeen;
}

function isClutter(element: Element, { weights, most }: Scale): boolean {
  const { name, attribs } = element;
  if (name === 'html' || name === 'body') return false;
  if (LEFT_OUT.has(name)) return true;
  if ((weights.get(element) ?? 0) >= most) return false;
  const named = ['class', 'id', 'data-component', 'data-type'].map((each) => attribs[each] ?? '').join(' ');
  if (BODY_NAMES.test(named)) return false;
  const { role } = attribs;
  return (
    UNLESS_THE_TEXT.has(name) ||
    (role !== undefined && ROLES.has(role)) ||
    isHidden(attribs) ||
    NAMES.test(named.replace(/([a-z])([A-Z])/g, '$1-$2'))
  );
}

function isHidden({ hidden, style, 'aria-hidden': aria }: Element['attribs']): boolean {
  if (hidden !== undefined || aria === 'true') return true;
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
