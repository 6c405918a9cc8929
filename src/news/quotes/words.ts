/**
 * Words that tell who speaks: lower case, by what they do in a sentence. Languages share the lists, since no language is
 * told: a word that means something else elsewhere is left out.
 */

export function wordsOf(...lines: string[]): ReadonlySet<string> {
  return new Set(
    lines
      .join(' ')
      .split(' ')
      .filter((word) => word !== ''),
  );
}

export const DETERMINERS = wordsOf(
  'the a an this that another one his her its their our my some several many two three',
  'der die das dem den des ein eine einer einem einen',
  "le la les l’ l' un une el los las lo una unos unas",
);

/** Determiners that point to something told before. */
export const DEFINITE = wordsOf("the this that der die das dem den le la les l’ l' el los las");

/** Someone told before; the value is what is known of them. */
export type Gender = 'man' | 'woman' | 'unknown';
export const PRONOUNS: ReadonlyMap<string, Gender> = new Map([
  ['he', 'man'],
  ['she', 'woman'],
  ['they', 'unknown'],
  ['it', 'unknown'],
  ['er', 'man'],
  ['sie', 'woman'],
  ['il', 'man'],
  ['elle', 'woman'],
  ['él', 'man'],
  ['ella', 'woman'],
]);
/** Someone outside the article, or nobody in particular. */
export const NO_ONE = wordsOf(
  'i we you who which what everyone anyone anybody somebody nobody everybody someone people ich wir man je nous on yo nosotros',
);

export const HONORIFICS: ReadonlyMap<string, Gender> = new Map([
  ['mr', 'man'],
  ['mr.', 'man'],
  ['mrs', 'woman'],
  ['mrs.', 'woman'],
  ['ms', 'woman'],
  ['ms.', 'woman'],
  ['miss', 'woman'],
  ['dr', 'unknown'],
  ['dr.', 'unknown'],
  ['sir', 'man'],
  ['dame', 'woman'],
  ['herr', 'man'],
  ['herrn', 'man'],
  ['frau', 'woman'],
  ['m.', 'man'],
  ['mme', 'woman'],
  ['mlle', 'woman'],
  ['señor', 'man'],
  ['señora', 'woman'],
  ['doña', 'woman'],
]);

/** Capital words that say of somebody where they belong, in front of the name. */
export const CAMPS = wordsOf(
  'republican democrat democratic libertarian conservative labour liberal independent green tory socialist rival fellow former',
  'american british french german spanish italian russian chinese japanese canadian australian mexican israeli turkish indian',
);

/** What a person may be; also before a name ("Harbour Minister Ana Reyes") and after it (", the harbour minister,"). */
export const OFFICES = wordsOf(
  'spokesman spokeswoman spokesperson spokespeople spokesmen representative official officials president minister premier',
  'secretary senator sen. sens. gov. govs. rep. reps. governor congressman congresswoman lawmaker lawmakers mayor councillor councilman',
  'councilwoman chancellor ambassador envoy diplomat chief head leader director chair chairman chairwoman chairperson',
  'commissioner commander general gen. colonel col. major captain capt. lieutenant lt. sergeant sgt. officer admiral sheriff',
  'judge justice attorney lawyer prosecutor counsel solicitor professor prof. researcher scientist economist analyst expert',
  'historian strategist adviser advisor aide consultant author writer editor columnist journalist reporter correspondent',
  'host anchor actor actress singer musician director producer coach manager player founder co-founder owner executive ceo',
  'cfo coo president-elect nominee candidate contender speaker whip delegate del. deputy assistant archbishop bishop pope',
  'priest pastor reverend rev. rabbi imam king queen prince princess sultan emir sheikh ayatollah teacher principal',
  'superintendent doctor physician surgeon nurse engineer farmer fisher fisherman resident neighbour neighbor witness',
  'activist campaigner organizer organiser volunteer student pollster moderator investigator inspector detective treasurer',
  'curator architect developer trader broker banker investor worker driver pilot veteran member partner father mother',
  'man woman lady gentleman boy girl guy men women voter supporter critic survivor victim businessman businesswoman billionaire',
  'entrepreneur rapper comedian filmmaker opponent rival patient passenger customer parent colleague neighbour relative',
  'operative surrogate staffer insider speechwriter tycoon mogul celebrity star leader organizer economist scholar fellow',
  'brother sister son daughter wife husband widow friend undersecretary vice-president comptroller auditor',
  'sprecher sprecherin regierungssprecher regierungssprecherin minister ministerin präsident präsidentin kanzler kanzlerin',
  'bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin chef chefin leiter leiterin vorsitzender vorsitzende',
  'direktor direktorin professorin abgeordneter abgeordnete anwalt anwältin',
  'porte-parole président présidente ministre maire directeur directrice chef cheffe secrétaire député députée sénateur',
  'sénatrice préfet préfète procureur procureure avocat avocate chercheur chercheuse',
  'portavoz presidente presidenta ministro ministra alcalde alcaldesa director directora jefe jefa secretario secretaria',
  'gobernador gobernadora senador senadora diputado diputada fiscal abogado abogada investigador investigadora',
);

/** Offices that are one for whoever holds them: the word that follows the first mention may be another. */
const SAME_OFFICE: ReadonlyMap<string, string> = new Map([
  ['spokesman', 'spokesperson'],
  ['spokeswoman', 'spokesperson'],
  ['spokesmen', 'spokesperson'],
  ['spokespeople', 'spokesperson'],
  ['chairman', 'chair'],
  ['chairwoman', 'chair'],
  ['chairperson', 'chair'],
  ['congresswoman', 'congressman'],
  ['lawmakers', 'lawmaker'],
  ['officials', 'official'],
  ['sens.', 'sen.'],
  ['govs.', 'gov.'],
  ['reps.', 'rep.'],
  ['sprecherin', 'sprecher'],
  ['regierungssprecher', 'sprecher'],
  ['regierungssprecherin', 'sprecher'],
  ['ministerin', 'minister'],
]);
const WOMEN = wordsOf(
  'spokeswoman chairwoman congresswoman councilwoman actress queen mother sister daughter wife widow woman lady girl businesswoman',
);
const MEN = wordsOf(
  'spokesman chairman congressman councilman king father brother son husband fisherman man gentleman boy guy businessman',
);

/** German makes one word of an office and its place: "Hafenmeisterin". */
const GERMAN_OFFICE =
  /^\p{L}{3,}((?:minister|sprecher|präsident|leiter|meister|direktor|kanzler|forscher|inspektor)(?:in)?|chefin|vorsitzender?|anwalt|anwältin|experte|expertin)$/u;

export function officeOf(word: string): string | null {
  const lower = bare(word);
  const german = GERMAN_OFFICE.exec(lower)?.[1];
  if (german !== undefined) return SAME_OFFICE.get(german) ?? german;
  const office = OFFICES.has(lower) || !lower.endsWith('s') ? lower : lower.slice(0, -1);
  return OFFICES.has(office) ? (SAME_OFFICE.get(office) ?? office) : null;
}

const NO_AGENTS = wordsOf(
  'paper newspaper letter newsletter center centre order number other power border river winter summer error sector factor',
  'tower corner cover chapter matter manner disaster rumor rumour weather water floor door color colour poster human',
);

/** "the miller", "a cyclist": a noun for somebody by its ending, where hardly anything else is expected. */
export function isAgent(word: string): boolean {
  return (
    /^\p{Ll}{2,}(?:er|or|ist|man|woman|ian)$/u.test(word) && !NO_AGENTS.has(word) && !MEDIA_NOUNS.has(word)
  );
}

export function genderOfOffice(word: string): Gender {
  const lower = bare(word);
  if (WOMEN.has(lower)) return 'woman';
  return MEN.has(lower) ? 'man' : 'unknown';
}

/** Lower-case parts of a name. */
export const PARTICLES = wordsOf(
  'de del della da di do dos das du van von der den ten ter zu bin ibn al el la le las los y abu e',
);

/** Prepositions that bind what follows to the noun before: "head of", "spokesman for". */
export const BINDING = wordsOf("of for from at with to in on der des für von du de des d’ d' del de para");
/** "of" binds to every noun, the others to an office. */
export const ALWAYS_BINDING = wordsOf("of du des d’ d' del");

/** A word after one of these is no finite verb. */
export const PREPOSITIONS = wordsOf(
  'of for in at from with on by as about into over under against between through without within despite amid via',
);

/** Common verbs that report nothing, in forms that are hardly ever nouns: they end the subject before them. */
export const FINITES = wordsOf(
  'makes made takes took gives gave goes went comes came gets got sees saw seems seemed becomes became begins began keeps kept',
  'holds held leads led runs ran stands stood sits sat meets met wins won loses lost leaves left knows knew finds found brings',
  'brought shows includes wants needs tries looks sought seeks appears lets drew grew fell rose rises spends spent pays paid sends sent',
  'builds built features featured buys bought teaches taught catches caught hears heard wears wore breaks broke chooses chose drives drove throws',
  'threw carries allows opens opened ends ended turns turned continues concludes contains consists depends remains remained',
  'expects happens helps hopes knows lives loves moves plays plans prefers presents provides raises reaches receives refuses',
  'represents serves shows starts suffers uses waits walks watches works tends',
);

/** Words that never stand in the name of a speaker. */
export const STOPS = wordsOf(
  'and or but nor so yet as than then when while where why how if because since until unless though although that which',
  'who whom whose what whether after before during under over by into onto upon about against between through without',
  'within among across toward towards despite of for from at with to in on is are was were be been being has have had do',
  'does did will would can could may might shall should must not also never ever just only even still again too very more',
  'most such both either neither here there now today yesterday tomorrow earlier later recently meanwhile however',
  'moreover he she they it we i you him them us me himself herself themselves via per amid like plus according',
  'und oder aber weiter denn wenn als weil dass ob nach vor bei mit auf aus durch gegen ohne um zu zum zur im am in ist sind war',
  'waren hat haben hatte wird werden wurde nicht auch noch nur schon so wie sich er sie es am',
  'à et ou mais car si que qui quand comme dans sur sous par pour avec sans est sont était a ont avait aux ne pas il elle ils',
  'y o pero si que quien cuando como en con sin por es son era ha han había no se al a su sus él ella tras',
);

/** The last word of what is no person. */
export const BODIES = wordsOf(
  'department party council committee commission court university college union bank company corporation inc. house senate',
  'congress parliament government administration ministry office bureau agency association federation society foundation institute',
  'church league club team campaign group board authority force police army navy service centre center school hospital states',
  'kingdom nations republic city county state airport port street road square hotel institution fund trust airlines',
);

export const DAYS = wordsOf(
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september',
  'october november december jan. feb. aug. sept. oct. nov. dec. montag dienstag mittwoch donnerstag freitag samstag',
  'sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo',
);

/** What a publisher is called: "the Harbour newspaper", "state news agency". */
export const MEDIA_NOUNS = wordsOf(
  'agency newspaper broadcaster daily newswire wire television tv radio station network website outlet magazine channel',
  'paper tabloid weekly nachrichtenagentur agentur zeitung sender tageszeitung rundfunk fernsehen agence journal quotidien',
  'chaîne hebdomadaire agencia periódico diario cadena emisora revista',
);
/** Words that may stand between a publisher's name and what it is. */
export const MEDIA_ADJECTIVES = wordsOf(
  'state state-run state-owned official semi-official news national local public private regional business financial online',
  "weekly daily evening morning morning’s de d’ d' noticias presse information televisión",
);
export const AGENCIES = wordsOf(
  'reuters afp ap kcna tass xinhua dpa epd kna sid efe ansa upi apa irna isna anadolu yonhap kyodo bloomberg cnn bbc nbc abc cbs msnbc',
  'npr cnbc pbs pti ani bernama antara interfax ria sana wafa nhk zdf ard rtl rai rtve tve politico axios spiegel',
);
export const MEDIA_TAILS = wordsOf(
  'times post news herald tribune journal guardian agency tv television radio press gazette telegraph courier chronicle',
  'observer broadcasting channel newspaper daily examiner inquirer mirror mail monde figaro país mundo zeitung',
  'allgemeine tagblatt tageblatt reuters',
);

/** Without the possessive ending and in lower case. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/[’']s?$/u, '');
}

const CAPITAL = /^(?:(?:al|el|ad|ash|d|o|l|de|ben)[-’'])?\p{Lu}/u;

export function isCapital(word: string): boolean {
  return CAPITAL.test(word);
}
