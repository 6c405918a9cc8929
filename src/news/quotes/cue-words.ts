/** The reporting words themselves, by language and by how surely they report. Lower case. */
import { wordsOf } from './words.ts';

/** They say that words were spoken, and nothing about them. */
export const PLAIN = wordsOf(
  'say tell add ask reply state note write declare announce remark respond continue report recall',
);

export const REGULAR = wordsOf(
  'accuse acknowledge add advise affirm allege allude announce answer apologize applaud argue ask assail assert assure attest',
  'bellow bemoan blame blast blurt boast brand call caution characterize characterise charge chant chide cite claim clarify',
  'comment compare complain concede conclude concur condemn confess confide confirm contend continue counter criticize criticise',
  'declare decry deem defend demand denounce deny deride describe detail disclose dismiss dispute dub echo elaborate emphasize',
  'emphasise encourage enthuse estimate exclaim exhort explain express fume gloat grumble gush hint identify imply indicate',
  'inform insist instruct intone interject introduce joke label lament laud lambast lambaste lecture liken maintain mention mock',
  'mumble murmur muse mutter note observe offer opine order plead pledge point ponder portray post praise predict proclaim',
  'promise propose protest question rail rally rant rate rave reason rebuke recall recite recommend recount refer reference reiterate reject',
  'relate remark remind reminisce repeat reply report request respond retort reveal ridicule roar rule scoff scold shout signal',
  'rebut slam sneer speculate believe learn fear hope expect realize worry state stress suggest summarize testify theorize tout trumpet tweet underline underscore urge venture vent',
  'voice vow warn whisper wonder yell address attack depict',
);

/** Their last consonant is doubled: "slammed". */
export const DOUBLING = wordsOf('refer slam concur dub rebut');

/** Base, third person, past, participle. */
export const IRREGULAR = wordsOf(
  'say/says/said/saying tell/tells/told/telling write/writes/wrote/writing speak/speaks/spoke/speaking',
  'read/reads/read/reading put/puts/put/putting think/thinks/thought/thinking admit/admits/admitted/admitting',
  'quip/quips/quipped/quipping brag/brags/bragged/bragging feel/feels/felt/feeling sing/sings/sang/singing',
  'swear/swears/swore/swearing go/goes/went/going retweet/retweets/retweeted/retweeting',
  'laugh/laughs/laughed/laughing smile/smiles/smiled/smiling sigh/sighs/sighed/sighing cry/cries/cried/crying',
  'type/types/typed/typing scrawl/scrawls/scrawled/scrawling text/texts/texted/texting email/emails/emailed/emailing',
  'chuckle/chuckles/chuckled/chuckling find/finds/found/finding know/knows/knew/knowing',
);

/** Forms that are nouns or adjectives as well: they report only where a subject in the plural, or an auxiliary, stands before. */
export const NOUN_BASES = wordsOf(
  'address answer attack blame call claim comment counter demand express label note offer point post praise promise question',
  'rate reason report request signal state stress tweet urge brand charge voice order detail dispute protest lecture rebuke roar',
  'vent rule fear hope worry chant joke rally echo cry laugh smile sigh remark reply pledge vow mock dub add introduce',
  'estimate rant rave reject retort think feel go sing read find know reference type text email',
);

/** Third persons that are plural nouns as well: a verb only after somebody who can be its subject. */
export const NOUN_THIRDS = wordsOf(
  'reports claims states notes calls puts answers charges remarks replies warns vows names promises pledges jokes',
);
/** The same, but more often nouns: they end no phrase. */
export const MORE_NOUN_THIRDS = wordsOf(
  'demands attacks comments questions tweets posts signals orders details disputes protests lectures rebukes estimates requests',
  'labels stresses urges chants echoes offers voices rants fears hopes worries references types texts emails',
);

/** Forms that report only where "as" and the quote follow: "rated it as “false”". */
export const CHARACTERISING = wordsOf(
  'rated rates rating painted paints painting pounded pounds pounding cast casts casting viewed views viewing saw sees seeing seen',
  'regarded regards regarding tagged tags tagging hailed hails hailing',
);

/** Forms that report only where "that" follows, or where nothing but their subject stands between them and the quote. */
export const TOUCHING = wordsOf(
  'read reads reading posted posting thinks thinking thought feels feeling felt speaks speaking spoke expressed',
  'expresses expressing offered offering introduced introduces introducing estimated requested addressed addresses',
  'addressing rallied rallies rallying posting putting laughed laughing laughs smiled smiling smiles sighed sighing',
  'sighs cried crying cries chuckled chuckling chuckles ordered ordering detailed detailing found finds believe believes believed',
  'believing learned feared fears hopes hoped expects knows knew realized worries worried typed scrawled texted emailed typing',
  'deemed deems deeming ruled ruling related relates relating reasoning rallies introduces singing',
);

/** Verbs that report with what follows them: "shot back", "went after". */
const BACK = wordsOf('back out');
const AFTER = wordsOf('after');
export const PHRASAL: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[...wordsOf('shot shoots fired fires firing hit hits hitting lashed lashes lashing')].map(
    (verb): [string, ReadonlySet<string>] => [verb, BACK],
  ),
  ...[...wordsOf('gone went goes going')].map((verb): [string, ReadonlySet<string>] => [verb, AFTER]),
  ...[...wordsOf('pointed points pointing')].map((verb): [string, ReadonlySet<string>] => [
    verb,
    wordsOf('out to'),
  ]),
  ...[...wordsOf('chimed chimes weighed weighs')].map((verb): [string, ReadonlySet<string>] => [
    verb,
    wordsOf('in'),
  ]),
]);

export const GERMAN = wordsOf(
  'sagte sagten sagt erklärte erklärt erklärten betonte betont meinte meint kritisierte warnte warnt forderte fordert fügte',
  'ergänzte teilte berichtete schrieb schreibt fragte antwortete nannte bezeichnete versprach versicherte beklagte lobte gesagt',
  'kritisiert kündigte bekräftigte bekräftigt bestätigte bestätigt unterstrich hob erläuterte erläutert entgegnete erwiderte',
  'konstatierte resümierte behauptete behauptet räumte mahnte mahnt äußerte verkündete schilderte erinnerte urteilte rief',
);
export const FRENCH = wordsOf(
  'déclaré dit déclare affirmé affirme expliqué explique ajouté ajoute indiqué indique souligné souligne estimé estime assuré',
  'assure précisé précise averti avertit prévenu répondu répond demandé lancé lance dénoncé dénonce promis confié confie',
  'martelé martèle insisté insiste rappelé rappelle regretté regrette reconnu reconnaît raconté raconte soutenu soutient',
  'conclu conclut poursuivi poursuit salué salue critiqué critique plaidé plaide renchéri renchérit tweeté rétorqué rétorque',
  'jugé juge écrit annoncé annonce témoigné témoigne déploré déplore',
);
export const SPANISH = wordsOf(
  'dijo dicho afirmó afirma declaró declara aseguró asegura señaló señala explicó explica advirtió advierte añadió añade',
  'agregó agrega sostuvo sostiene indicó indica subrayó subraya manifestó comentó preguntó respondió prometió denunció criticó',
  'apuntó destacó recordó insistió dijeron afirmaron aseguraron señalaron explicaron contó cuenta relató expresó lamentó zanjó',
  'precisó precisa reconoció reconoce admitió admite reiteró reitera recalcó recalca remarcó aclaró escribió anunció dice dicen',
  'concluyó concluye opinó opina exclamó',
);
