/**
 * Names that sites give to what stands beside an article's text, as words of classes and ids. None is one site's: each is used by many,
 * alone or with others around it ("post__share-bar").
 */

export interface NameVerdict {
  isBodys: boolean;
  isClutters: boolean;
  /** The word by which it is clutter, unless much of the page goes by that name. */
  perhaps: string | null;
}

/** Words of which classes and ids are made, where they name what is beside the text. */
const NAMES = wordsOf([
  'ad|ads|adv|advert\\w*|adsense|adslot|dfp|gpt|google-?ad\\w*|sponsor\\w*|promo\\w*|partner-?box|affiliate\\w*|commercial',
  'share\\w*|sharing|social\\w*|follow(?:-us|ers?)?|tweet-?button|facebook|whatsapp|addthis\\w*|addtoany\\w*|a2a|sharedaddy',
  'related\\w*|recirc\\w*|recommend\\w*|more-(?:from|on|stories|news)|also-?(?:read|like|see)|read-?(?:more|next|also)|see-?also|most-?(?:read|popular|viewed|shared)|trending|popular\\w*|outbrain\\w*|taboola\\w*|zergnet|up-?next|next-?(?:post|article|story)|prev(?:ious)?-?(?:post|article|story)',
  'newsletter\\w*|subscri\\w+|sign-?up\\w*|mailchimp|paywall\\w*|regwall|meter|donat\\w+|membership|premium-?(?:box|banner)',
  'comment\\w*|disqus\\w*|respond|replies|discussion|livefyre|fb-comments|feedback',
  'byline\\w*|by-line|author\\w*|posted-?(?:by|on)|publish(?:ed)?-?(?:date|time|on)?|pub-?date|date(?:line|time|-?published|-?stamp)?|time-?stamp|entry-?(?:date|meta|footer|utility)|post-?(?:date|meta|info|footer|tags|author|nav\\w*)|article-?(?:meta|info|date|header|footer|tools|tags|actions|author|time|timestamp)|meta(?:data|-?info)?|last-?updated|reading-?time|read-?time',
  'caption\\w*|credits?|photo-?credit\\w*|wp-caption-text|image-?(?:credit|source|meta)|media-?(?:info|meta)',
  'breadcrumbs?|crumbs?|tags?|tag-?(?:list|links|cloud)|categor(?:y|ies)(?:-links)?|keywords|hashtags?',
  'toolbar|toolbox|print\\w*|email-?(?:article|this)|font-?size|text-?size|jump-?links?|back-?to-?top|skip-?(?:link|to)\\w*|screen-?reader-?text|sr-only|visually-?hidden',
  'sidebar\\w*|side-?bar|rail|right-?(?:col|column|rail)|left-?rail|aside|infobox|fact-?box-?promo|masthead|header|footer\\w*|foot|nav\\w*|menu\\w*|top-?bar|bottom-?bar|copyright\\w*|colophon',
  'cookie\\w*|consent\\w*|gdpr|modal\\w*|pop-?up\\w*|overlay|toast|notification\\w*|call-?to-?action|callout-?promo',
  'login\\w*|log-?in|register|registration|like-?(?:box|button)',
  'jwplayer|brightcove|transcript-?link|embed-?(?:card|link)',
  'pagination|pager|page-?(?:links|numbers|nav)|load-?more|show-?more',
]);
/** Words that name what is beside most texts, and of some articles the parts: a list of products, the pictures of a gallery. */
const PERHAPS_NAMES = wordsOf([
  'gallery\\w*|slide-?show\\w*|carousel\\w*|slider|lightbox',
  'widget\\w*|tools?|utilit\\w+|topics?|labels|notice|alert\\w*|banner\\w*|cta|legal|disclaimer',
  'poll|survey|quiz|rating\\w*|vote\\w*|voting|account|search\\w*',
  'player|video\\w*|audio\\w*|podcast\\w*|playlist',
  'weather|ticker|stock-?quote|market-?data|scoreboard|live-?score|calendar|event-?list|job-?list|classified\\w*|coupon\\w*|deals-?list|shop\\w*|product-?(?:card|list)|buy-?(?:now|button)',
]);
/** Names which are never a reason, whatever else is in them. */
const BODY_NAMES =
  /article-?body|story-?body|post-?body|entry-?content|article-?content|post-?content|story-?content|article-?text|body-?copy|content-?body|article__body|story__body|pull-?quote/i;

/** As many letters tell one such word from the others: "galleryitem" and "gallery" are one. */
const TOLD_BY = 5;

export const NAMELESS: NameVerdict = { isBodys: false, isClutters: false, perhaps: null };

/** `names`: classes and ids, as they are written. */
export function verdictOn(names: string): NameVerdict {
  if (BODY_NAMES.test(names)) return { ...NAMELESS, isBodys: true };
  const parted = names.replace(/([a-z])([A-Z])/g, '$1-$2');
  if (NAMES.test(parted)) return { ...NAMELESS, isClutters: true };
  const perhaps = PERHAPS_NAMES.exec(parted)?.[1]?.toLowerCase().slice(0, TOLD_BY);
  return perhaps === undefined ? NAMELESS : { ...NAMELESS, perhaps };
}

function wordsOf(groups: readonly string[]): RegExp {
  return new RegExp(`(?:^|[\\s_-])(${groups.join('|')})(?=$|[\\s_-])`, 'i');
}
