/**
 * Who may have which field, for every field of the schema and every role: the table says it, the schema declares it, and the
 * server holds to it. A field that is not in the table fails, so that nobody adds one without saying whose it is.
 */
import {
  getNamedType,
  type GraphQLField,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { type Role, ROLES } from '../../src/news/role.ts';
import { brief, photo, statement } from '../support/edition.ts';
import { paragraph } from '../../src/news/block.ts';
import { useNewswire } from '../support/newswire.ts';

/** What everyone may have, by type. */
const EVERYONE: Record<string, string> = {
  Article: `id slug url source sourceId headline description byline dateline language paragraphs blocks bodyText bodyHtml
    wordCount keywords urgency breaking pubStatus version publishedAt updatedAt embargoedUntil copyrightNotice usageTerms
    section leadPhoto photos quotes corrections related`,
  ArticleConnection: 'edges pageInfo totalCount facets',
  ArticleEdge: 'cursor node',
  ArticleEvent: 'cursor at kind articleId slug version article removedIds note',
  ArticleSaved: 'article cursor',
  AuditConnection: 'edges pageInfo totalCount',
  AuditEdge: 'cursor node',
  AuditEntry: 'at by action articleId slug version note',
  ArticleVersion: 'version at kind by note headline paragraphs',
  Block: 'kind text level marks',
  ChangePage: 'events endCursor hasMore',
  ConflictError: 'message article',
  Correction: 'version at note',
  FacetCount: 'value label count',
  FieldError: 'path message',
  FocalPoint: 'x y',
  ForbiddenError: 'message',
  ImportRefusal: 'position reason',
  ImportReport: 'articles unchanged refused cursor',
  Mark: 'kind start end url',
  NotFoundError: 'message',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
  Photo: `id url caption altText creditLine creator dateCreated locationShown personsShown copyrightNotice usageTerms width
    height focalPoint paragraph article`,
  PhotoConnection: 'edges pageInfo totalCount',
  PhotoEdge: 'cursor node',
  PhotoEvent: 'cursor at photoId photo',
  Query: `node nodes article articleByIdentifier articles search section sections photos quotes logHead changes`,
  Quote: 'id text type speaker speakerRole cue via paragraph start end reviewed article',
  QuoteConnection: 'edges pageInfo totalCount',
  QuoteEdge: 'cursor node',
  QuoteEvent: 'cursor at quoteId quote',
  SearchConnection: 'edges pageInfo totalCount facets',
  SearchEdge: 'cursor node score snippet',
  Section: 'id name slug path description parent ancestors children articles',
  Subscription: 'articlePublished articleChanged photoPublished quotePublished',
  ValidationError: 'message fields',
};

interface Right {
  /** The least role that may. */
  from: Role;
  /** What everyone else has instead, or as much of it as matters; a mutation answers them ForbiddenError. */
  otherwise?: unknown;
}

/** What not everyone may have. */
const RIGHTS: Record<string, Right> = {
  'Article.editorialNote': { from: 'reader', otherwise: null },
  'Article.versions': { from: 'editor', otherwise: [] },
  'Query.desk': { from: 'editor', otherwise: { totalCount: 0 } },
  'Query.audit': { from: 'admin', otherwise: { totalCount: 0 } },
  'Mutation.publishArticle': { from: 'editor' },
  'Mutation.draftArticle': { from: 'editor' },
  'Mutation.importArticles': { from: 'editor' },
  'Mutation.publishDraft': { from: 'editor' },
  'Mutation.updateArticle': { from: 'editor' },
  'Mutation.correctArticle': { from: 'editor' },
  'Mutation.withholdArticle': { from: 'editor' },
  'Mutation.reinstateArticle': { from: 'editor' },
  'Mutation.cancelArticle': { from: 'admin' },
  'Mutation.cancelPhoto': { from: 'admin' },
  'Mutation.reviewQuote': { from: 'editor' },
};

/** What fields are asked with, where they want something; mutations with what is not there, or cannot be. */
const ARGUMENTS: Record<string, string> = {
  'Query.node': '(id: "ARTICLE")',
  'Query.nodes': '(ids: ["ARTICLE"])',
  'Query.article': '(slug: "rights")',
  'Query.articleByIdentifier': '(identifier: { slug: "rights" })',
  'Query.search': '(query: "rights")',
  'Query.section': '(path: "news/valley")',
  'Query.desk': '(state: EMBARGOED)',
  'ArticleConnection.facets': '(by: SECTION)',
  'SearchConnection.facets': '(by: SECTION)',
  'Subscription.articlePublished': '(last: 1)',
  'Subscription.articleChanged': '(last: 1)',
  'Subscription.photoPublished': '(last: 1)',
  'Subscription.quotePublished': '(last: 1)',
  'Mutation.publishArticle': '(input: { headline: "", section: "news" })',
  'Mutation.draftArticle': '(input: { headline: "", section: "news" })',
  'Mutation.importArticles': '(source: " ")',
  'Mutation.publishDraft': '(id: "none")',
  'Mutation.updateArticle': '(id: "none", version: 1, input: {})',
  'Mutation.correctArticle': '(id: "none", version: 1, note: "It is right.", input: {})',
  'Mutation.withholdArticle': '(id: "none")',
  'Mutation.reinstateArticle': '(id: "none")',
  'Mutation.cancelArticle': '(id: "none", notice: "Wrong.")',
  'Mutation.cancelPhoto': '(id: "none", notice: "Wrong.")',
  'Mutation.reviewQuote': '(id: "none", input: {})',
};

/** How one comes to an object of each type, of lists to the first. */
const ARTICLE = 'article(slug: "rights")';
const WAYS: Record<string, readonly string[]> = {
  Query: [],
  Article: [ARTICLE],
  ArticleConnection: ['articles'],
  ArticleEdge: ['articles', 'edges'],
  ArticleEvent: ['changes', 'events'],
  Block: [ARTICLE, 'blocks'],
  ChangePage: ['changes'],
  FacetCount: ['articles', 'facets(by: SECTION)'],
  FocalPoint: [ARTICLE, 'leadPhoto', 'focalPoint'],
  PageInfo: ['articles', 'pageInfo'],
  Photo: [ARTICLE, 'leadPhoto'],
  PhotoConnection: ['photos'],
  PhotoEdge: ['photos', 'edges'],
  Quote: ['quotes', 'edges', 'node'],
  QuoteConnection: ['quotes'],
  QuoteEdge: ['quotes', 'edges'],
  SearchConnection: ['search(query: "rights")'],
  SearchEdge: ['search(query: "rights")', 'edges'],
  Section: ['section(path: "news/valley")'],
};
/** Come with what stands above them, or with what the walk does not do: there only the schema's word is taken. */
const WITHOUT_WAY = `ArticleSaved ArticleVersion AuditConnection AuditEdge AuditEntry ConflictError Correction FieldError
  ForbiddenError ImportRefusal ImportReport Mark Mutation NotFoundError PhotoEvent QuoteEvent Subscription ValidationError`;

const WHO = [null, ...ROLES] as const;
type Who = (typeof WHO)[number];

type Field = GraphQLField<unknown, unknown>;

const types = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'));

function fieldsOf(typeName: string): Field[] {
  const type = types.find(({ name }) => name === typeName);
  return Object.values(type?.getFields() ?? {});
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** The least role that the schema lets have it; null: everyone. */
function declared({ extensions }: Field): string | null {
  const { authScopes = {} } = extensions['pothosOptions'] as { authScopes?: object };
  return Object.keys(authScopes).join() || null;
}

function isFor(who: Who, { from }: Right): boolean {
  return who !== null && ROLES.indexOf(who) >= ROLES.indexOf(from);
}

/** The field with all that everyone may have of it, `depth` objects deep; empty where it wants arguments that nobody gives. */
function ask(typeName: string, field: Field, depth: number): string {
  const asked = `${field.name}${ARGUMENTS[`${typeName}.${field.name}`] ?? ''}`;
  if (asked === field.name && field.args.some(isRequiredArgument)) return '';
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return asked;
  if (!isObjectType(type)) return `${asked} { __typename }`;
  if (depth === 0) return '';
  const inner = Object.values(type.getFields()).filter(({ name }) => !(`${type.name}.${name}` in RIGHTS));
  return `${asked} { __typename ${inner.map((one) => ask(type.name, one, depth - 1)).join(' ')} }`;
}

describe('the table of rights', () => {
  it('names every field of the schema, and none that is not there', () => {
    const named = [
      ...Object.entries(EVERYONE).flatMap(([type, fields]) => words(fields).map((name) => `${type}.${name}`)),
      ...Object.keys(RIGHTS),
    ];
    const there = types.flatMap(({ name: type }) => fieldsOf(type).map(({ name }) => `${type}.${name}`));
    expect(named.toSorted()).toEqual(there.toSorted());
  });

  it('is what the schema declares', () => {
    const wrong = types.flatMap(({ name: type }) =>
      fieldsOf(type).flatMap((field) => {
        const path = `${type}.${field.name}`;
        const told = RIGHTS[path]?.from ?? null;
        return declared(field) === told
          ? []
          : [`${path} is for ${declared(field)}, and the table says ${told}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has a way to every type, or says that there is none', () => {
    expect([...Object.keys(WAYS), ...words(WITHOUT_WAY)].toSorted()).toEqual(
      types.map(({ name }) => name).toSorted(),
    );
  });
});

describe('the server holds to the table', () => {
  const newswire = useNewswire({}, async (running) => {
    const { publish, key } = running;
    await publish(
      brief('Embargoed', { embargoedUntil: Date.now() + 3_600_000 }),
      brief('Related', { keywords: ['rights'] }),
      brief('Rights', {
        editorialNote: 'Ring the miller.',
        keywords: ['rights'],
        blocks: [paragraph(statement('We have rights', 'Wen Halloran'))],
        photos: [photo('one', { focalPoint: { x: 0.5, y: 0.5 } })],
      }),
    );
    for (const role of ROLES) keys[role] = await key(role);
    const found = await running.client.data<{ article: { id: string } }>(`{ ${ARTICLE} { id } }`);
    articleId = found.article.id;
  });
  const keys: Partial<Record<Role, string>> = {};
  let articleId = '';

  const optionsOf = (who: Who) => (who === null ? {} : { key: keys[who] ?? '' });

  async function answerOf(who: Who, operation: string): Promise<Record<string, unknown>> {
    const document = operation.replaceAll('ARTICLE', articleId);
    return newswire().client.data<Record<string, unknown>>(document, {}, optionsOf(who));
  }

  it.each(Object.keys(WAYS))('%s', async (type) => {
    const steps = WAYS[type] ?? [];
    const fields = fieldsOf(type);
    const inner = `{ __typename ${fields.map((field) => ask(type, field, 2)).join(' ')} }`;
    const document = steps.toReversed().reduce((below, step) => `{ ${step} ${below} }`, inner);
    const seen = await Promise.all(
      WHO.map(async (who) => {
        let at: unknown = await answerOf(who, document);
        for (const step of steps) {
          const value = (at as Record<string, unknown>)[step.replace(/\(.*/s, '')];
          at = Array.isArray(value) ? (value as unknown[])[0] : value;
        }
        return { who, has: at as Record<string, unknown> };
      }),
    );
    for (const { who, has } of seen) {
      expect(has['__typename'], `${type} for ${who}`).toBe(type);
      for (const { name } of fields) {
        const right = RIGHTS[`${type}.${name}`];
        const what = `${type}.${name} for ${who ?? 'everyone'}`;
        if (right === undefined) expect(has[name], what).toEqual(seen[0]?.has[name]);
        else if (!isFor(who, right)) expect({ has: has[name] }, what).toMatchObject({ has: right.otherwise });
        else expect({ has: has[name] }, what).not.toMatchObject({ has: right.otherwise });
      }
    }
  });

  it.each(fieldsOf('Subscription'))('Subscription.$name', async (field) => {
    const document = `subscription { ${ask('Subscription', field, 2)} }`;
    const answers = await Promise.all(
      WHO.map((who) => newswire().client.subscribe('SSE', document, {}, optionsOf(who)).next()),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each(fieldsOf('Mutation'))('Mutation.$name', async (field) => {
    const { name } = field;
    const right = RIGHTS[`Mutation.${name}`] ?? { from: 'admin' };
    expect(isUnionType(getNamedType(field.type))).toBe(true);
    const given = ARGUMENTS[`Mutation.${name}`] ?? '';
    for (const who of WHO) {
      const answer = await answerOf(who, `mutation { ${name}${given} { __typename } }`);
      const isForbidden = (answer[name] as { __typename: string }).__typename === 'ForbiddenError';
      expect(isForbidden, `${name} for ${who ?? 'everyone'}`).toBe(!isFor(who, right));
    }
  });
});
