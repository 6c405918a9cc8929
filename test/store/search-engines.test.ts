/**
 * Every engine finds the same: what `matches` in src/news/searchable says, with the snippet that src/news/snippet makes. Each
 * engine's run is held to what is written here.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_ARTICLE } from '../../src/news/article.ts';
import { indexWords, matches, SEARCH_FIELDS, wordsOf } from '../../src/news/searchable.ts';
import { parseSearch } from '../../src/news/search-query.ts';
import { snippet } from '../../src/news/snippet.ts';
import { cutWords } from '../../src/news/words.ts';
import { useNewswire } from '../support/newswire.ts';
import { runs } from '../support/runs.ts';
import { SEARCH_EDITION } from '../support/search-edition.ts';

const SEARCH = `query ($query: String!) {
  search(query: $query, first: 100) { totalCount edges { snippet node { slug } } }
  articles(filter: { text: $query }, first: 100) { totalCount edges { node { slug } } }
  quotes(search: $query, first: 100) { totalCount edges { node { text } } }
}`;

interface Listed<Node> {
  totalCount: number;
  edges: { snippet: string; node: Node }[];
}
interface Answer {
  search: Listed<{ slug: string }>;
  articles: Listed<{ slug: string }>;
  quotes: Listed<{ text: string }>;
}

const names = new Map<string, string>();
const quotes: string[] = [];
const newswire = useNewswire({}, async ({ publish, client }) => {
  const outcomes = await publish(...Object.values(SEARCH_EDITION));
  for (const [index, name] of Object.keys(SEARCH_EDITION).entries()) {
    const outcome = outcomes[index];
    if (outcome?.kind !== 'SAVED') throw new Error(JSON.stringify(outcome));
    names.set(outcome.slug, name);
  }
  const all = await client.data<Pick<Answer, 'quotes'>>('{ quotes(first: 100) { edges { node { text } } } }');
  quotes.push(...all.quotes.edges.map(({ node }) => node.text));
});

const words = new Map(
  Object.entries(SEARCH_EDITION).map(([name, article]) => [
    name,
    wordsOf({ ...article, captions: article.photos.map(({ caption }) => caption) }),
  ]),
);

function expectedOf(query: string): { names: string[]; quotes: string[] } {
  const wanted = parseSearch(query);
  const nothing = { headline: '', description: '', keywords: '', captions: '' };
  return {
    names: [...words].filter(([, all]) => matches(wanted, all)).map(([name]) => name),
    quotes: quotes.filter((text) => matches(wanted, indexWords({ ...nothing, body: text }, 'en'))),
  };
}

function snippetOf(query: string, name: string): string {
  const { description, blocks, language } = SEARCH_EDITION[name] ?? { ...EMPTY_ARTICLE, blocks: [] };
  const body = blocks.map(({ text }) => text).join('\n\n');
  return snippet(parseSearch(query), [description ?? '', body].join('\n\n').trim(), { language });
}

/** What the store answers, by names, in the order of names. */
async function find(query: string) {
  const { search, articles, quotes: said } = await newswire().client.data<Answer>(SEARCH, { query });
  const nameOf = ({ node }: { node: { slug: string } }) => names.get(node.slug) ?? node.slug;
  return {
    found: search.edges.map(nameOf).toSorted(),
    snippets: Object.fromEntries(search.edges.map((edge) => [nameOf(edge), edge.snippet])),
    filtered: articles.edges.map(nameOf).toSorted(),
    quotes: said.edges.map(({ node }) => node.text).toSorted(),
    counts: [search.totalCount, articles.totalCount, said.totalCount],
  };
}

/** The answer that `matches` and `snippet` make. */
function meant(query: string): Awaited<ReturnType<typeof find>> {
  const expected = expectedOf(query);
  const found = expected.names.toSorted();
  return {
    found,
    snippets: Object.fromEntries(found.map((name) => [name, snippetOf(query, name)])),
    filtered: found,
    quotes: expected.quotes.toSorted(),
    counts: [found.length, found.length, expected.quotes.length],
  };
}

it.each<[query: string, finds: string[]]>([
  // words, in whichever field
  ['heron', ['heron', 'heronGrey']],
  ['HERON Weir', ['heron', 'heronGrey']],
  ['copper owl', ['spread', 'owl', 'long', 'longApart']],
  ['granary', ['lantern', 'said', 'described']],
  ['weir', ['heron', 'heronGrey', 'repeated', 'numbers']],
  ['nothing heron', []],
  // endings, in the language of the article
  ['weirs', ['heron', 'heronGrey', 'repeated', 'numbers']],
  ['"weirs"', ['numbers']],
  ['counting boat', ['said']],
  ['lanterns', ['spread', 'lantern']],
  ['straßen', ['strasse', 'strasseSs']],
  ['brücken', ['strasse', 'strasseSs']],
  ['bridges', ['said']],
  ['cafes', ['cafe', 'cafePlain', 'said']],
  ['niños', ['spanish']],
  ['lanterned -lantern', []],
  ['lanter* -lanterns', []],
  ['"weirs" OR thirds', ['numbers', 'plain']],
  // phrases
  ['"grey heron"', ['heron']],
  ['"heron grey"', []],
  ['“copper owl”', ['owl', 'long']],
  ['"copper owl sang"', ['long']],
  ['"copper owl san*"', []],
  ['"owl sang twice over" ondrey', ['long']],
  ['"very end the copper"', ['long']],
  ['"never sang"', ['longApart']],
  ['"tide tables"', ['keyed']],
  ['tide tables', ['keyed', 'acrossFields']],
  ['"weir weir weir weir"', ['repeated']],
  ['well-known', ['hyphen']],
  ['"ferry boat"', ['hyphen']],
  ['"a copper owl', ['owl', 'long', 'longApart']],
  ['"a copper owl"', ['owl']],
  ['""', []],
  // prefixes
  ['lan*', ['spread', 'lantern']],
  ['her*', ['heron', 'heronGrey', 'described']],
  ['2031*', ['numbers']],
  ['pebble699', ['long', 'longApart']],
  ['well-kno*', ['hyphen']],
  ['endless*', ['endless']],
  ['*', []],
  ['lan**', ['spread', 'lantern']],
  // either, and without
  ['heron OR lantern', ['heron', 'heronGrey', 'spread', 'lantern']],
  ['"grey heron" OR "copper owl"', ['heron', 'owl', 'long']],
  ['"grey heron" OR granary OR lan*', ['heron', 'spread', 'lantern', 'said', 'described']],
  ['copper OR heron -weir', ['spread', 'owl', 'long', 'longApart']],
  ['copper -"copper owl"', ['spread', 'longApart']],
  ['copper -pebble*', ['spread', 'owl']],
  ['weir -"grey heron" -repeated -"weir weir"', ['heronGrey', 'numbers']],
  ['-weir', []],
  ['copper -copper', []],
  ['weir -', ['heron', 'heronGrey', 'repeated', 'numbers']],
  // operators as plain words
  ['AND NOT NEAR', ['operators']],
  ['or', ['operators', 'plus']],
  ['OR', ['operators', 'plus']],
  ['OR weir OR', []],
  ['true & false', ['operators']],
  ['true <-> false', ['operators']],
  ['NEAR(heron weir)', []],
  ['headline:heron', []],
  // accents and languages
  ['cafe', ['cafe', 'cafePlain', 'said']],
  ['CAFÉ ZOË', ['cafe']],
  ['creme brulee', ['cafe']],
  ['strasse', ['strasse', 'strasseSs']],
  ['straße', ['strasse', 'strasseSs']],
  ['groß*', ['strasse']],
  ['aero bjorn', ['norse']],
  ['lodz', ['polish']],
  ['"zolta lodz"', ['polish']],
  ['«piñata»', ['spanish']],
  ['мост', ['russian']],
  ['МОСТ* нов*', ['russian']],
  ['елка', ['russian']],
  ['память', []],
  ["пам'ять", ['ukrainian']],
  ['δρομος', ['greek']],
  ['ΔΡΌΜΟΥΣ', ['greek']],
  ['שלום', ['hebrew']],
  ['كتب الجسر', ['arabic']],
  ['"नया पुल"', ['hindi']],
  ['สะพาน', ['thai']],
  ['北京', ['chinese', 'chineseOther']],
  ['北京 -下雪', ['chinese']],
  ['"新桥今天"', ['chinese']],
  ['今天', ['chinese', 'chineseOther']],
  ['東京', ['japanese']],
  ['ラーメン', ['japanese', 'japaneseHalf']],
  ['ﾗｰﾒﾝ', ['japanese', 'japaneseHalf']],
  ['다리*', ['korean']],
  ['Émigrés', ['keyed']],
  // signs and odd input
  ['c++', ['plus']],
  ['c', ['plus', 'plain']],
  ['f#', ['plus']],
  ['us', ['dotted']],
  ['U.S.', ['dotted']],
  ['3.5 1,000', ['dotted']],
  ['35', ['numbers']],
  ["o'brien", ['apostrophe']],
  ['miller', ['apostrophe']],
  ['weasels', ['marked']],
  ['<mark>', ['marked']],
  ['onclick="x"', ['marked']],
  ["'; DROP TABLE articles; --", []],
  ['\\', []],
  ['under_score', ['odd']],
  ['100%', []],
  ['{d} (paren)', ['odd']],
  ['🦉', []],
  ['gap\0after', ['nul']],
  ['cop\0per', ['nul']],
  ['\0', []],
  ['\u{1F989} owl', ['spread', 'owl', 'long', 'longApart']],
  ['endless'.repeat(60), ['endless']],
  [`${'weir '.repeat(40)}nothing`, ['heron', 'heronGrey', 'repeated', 'numbers']],
  ['   ', []],
  // in quotes too
  ['counted', ['said']],
  ['"counted the bridge"', ['said']],
  ['counted -boats', []],
])('%j finds %j', async (query, finds) => {
  const answer = await find(query);
  expect(answer).toEqual(meant(query));
  expect(answer.found).toEqual(finds.toSorted());
});

it.each<[query: string, finds: string[]]>([
  ['bridge', ['The café is closed, and so is the bridge', 'Nobody counted the bridge']],
  ['counted -boats', ['Nobody counted the bridge']],
  ['"counted the"', ['We counted the boats twice at the granary', 'Nobody counted the bridge']],
  ['"is lit" OR CAFE', ['The lamp is lit at six', 'The café is closed, and so is the bridge']],
  ['gran*', ['We counted the boats twice at the granary']],
  ['said', []],
])('of the quotes, %j finds %j', async (query, finds) => {
  const { quotes: said } = await find(query);
  expect(said.map((text) => text.replace(/,$/, ''))).toEqual(finds.toSorted());
});

/** Words of the edition, alone and as they stand together, and what people type between them. */
const TEXTS = [...words]
  .filter(([name]) => !name.startsWith('long'))
  .flatMap(([, all]) => SEARCH_FIELDS.map((field) => all[field].join(' ')));
const stretch = fc
  .tuple(fc.constantFrom(...TEXTS.filter((text) => text !== '')), fc.nat(), fc.integer({ min: 1, max: 4 }))
  .map(([text, from, size]) => {
    const all = cutWords(text).map(({ word }) => word);
    const start = from % all.length;
    return all.slice(start, start + size);
  });
const term = fc.oneof(
  { weight: 3, arbitrary: stretch.map((all) => all.join(' ')) },
  { weight: 3, arbitrary: stretch.map((all) => `"${all.join(' ')}"`) },
  stretch.map((all) => `"${all.toReversed().join(' ')}"`),
  stretch.map(([word = '']) => `${[...word].slice(0, 3).join('')}*`),
  stretch.map(([word = '']) => `-${word}`),
  stretch.map((all) => `-"${all.join(' ')}"`),
  fc.constantFrom('OR', 'copper', '"copper owl"', 'weir', '-', '"', '*', '&', '|', '!', ':*', '<->', "'"),
);

it('whatever is typed, the answer is what the words mean', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(term, { minLength: 1, maxLength: 6 }), async (terms) => {
      const query = terms.join(' ');
      expect(await find(query)).toEqual(meant(query));
    }),
    runs(60),
  );
});
