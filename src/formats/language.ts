/** A guess at the language of a text: by its script, and where many share that, by its commonest words. */

/** How much of a text is looked at, in characters. */
const SAMPLE = 20_000;
/** Where the script does not tell, its words do: 500 are enough. */
const WORDS_SAMPLE = 3_000;

const SCRIPTS: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/[іїєґІЇЄҐ]/gu, 'uk'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/[پچژگ]/gu, 'fa'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Thai}/gu, 'th'],
];
/** Which share of the letters shows a script, or the letters that only one language of a script has. */
const LEAST_SHARE = 0.3;
const LEAST_SHARE_OF = new Map([
  ['ja', 0.1],
  ['uk', 0.02],
  ['fa', 0.02],
]);

const COMMON_WORDS: readonly (readonly [string, string])[] = [
  [
    'en',
    'the and of to in that is was for on with as by at from has said it he his have are were will not be an this',
  ],
  [
    'de',
    'der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es wird bei nach sind wurde',
  ],
  [
    'fr',
    'le la les des et du un une est dans pour qui que sur par au avec ce pas plus il ont sont été aux cette selon',
  ],
  [
    'es',
    'el la los las de y en que del se por con una para es un como más su al lo ha fue este según sus desde entre',
  ],
  [
    'it',
    'il di che la e un per del non sono con una della nel si le dei gli alla ha da anche più dal delle è stato lo',
  ],
  [
    'pt',
    'o de que e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das à seu sua são',
  ],
  [
    'nl',
    'de het een van en in is dat op te voor met zijn niet aan er om ook als door naar bij maar uit hij wordt',
  ],
  [
    'sv',
    'och att det som en på är av för med den till har inte om ett han men var jag sig från vi så kan man',
  ],
  ['pl', 'w i na z się do nie to że jest o jak po co od za przez dla oraz ale był tym jego tego są ma'],
  [
    'tr',
    've bir bu da de için ile olarak daha çok olan gibi en ne var kadar sonra ancak değil ama göre olduğunu',
  ],
];
/** The languages that a word is common in, by their places above. */
const LANGUAGES_OF = new Map<string, number[]>();
for (const [place, [, words]] of COMMON_WORDS.entries()) {
  for (const word of new Set(words.split(' ')))
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), place]);
}

/** A letter that is not Latin, or half of one. Most texts have none, and looking is quick. */
const MAY_BE_FOREIGN = /[\u0370-\u1fff\u2c00-\uffff]/;

/** A canonical BCP 47 tag; "und" where nothing tells. */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  return byScript(sample) ?? byWords(sample) ?? 'und';
}

function byScript(sample: string): string | null {
  if (!MAY_BE_FOREIGN.test(sample)) return null;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [pattern, language] of SCRIPTS) {
    const share = (sample.match(pattern)?.length ?? 0) / Math.max(1, letters);
    if (share >= (LEAST_SHARE_OF.get(language) ?? LEAST_SHARE)) return language;
  }
  return null;
}

function byWords(sample: string): string | null {
  const hits = COMMON_WORDS.map(() => 0);
  for (const word of sample
    .slice(0, WORDS_SAMPLE)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    for (const place of LANGUAGES_OF.get(word) ?? []) hits[place] = (hits[place] ?? 0) + 1;
  }
  const most = Math.max(...hits);
  return most === 0 ? null : (COMMON_WORDS[hits.indexOf(most)]?.[0] ?? null);
}
