/** The tabs that GraphiQL opens with: each runs as it stands on the sample edition. */
export const EXAMPLES: { query: string; variables?: string; headers?: string }[] = [
  {
    query: `# The front page: the newest articles with their photos and quotes.
query FrontPage {
  articles(first: 5) {
    totalCount
    edges {
      node {
        slug
        headline
        description
        publishedAt
        breaking
        section { name path }
        leadPhoto { url caption creditLine }
        quotes(first: 2) { edges { node { text speaker speakerRole } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Full-text search: words, "a phrase", -without, pref*, either OR other.
query Search {
  search(query: "harbour -football", first: 5) {
    totalCount
    edges { score snippet node { headline publishedAt section { name } } }
  }
}
`,
  },
  {
    query: `# Who said what.
query QuotesBySpeaker {
  quotes(speaker: "Ana Reyes", first: 10) {
    totalCount
    edges { node { text type speaker speakerRole cue article { headline publishedAt } } }
  }
}
`,
  },
  {
    query: `# The live wire: the newest three, then every publication as it happens. Publish in the next tab.
subscription Live {
  articlePublished(last: 3) {
    cursor
    kind
    at
    article { headline section { name } breaking quotes { edges { node { text speaker } } } }
  }
}
`,
  },
  {
    query: `# Publish. Put a key under Headers, made with: npx newswire key create me --role editor
mutation Publish($input: ArticleInput!) {
  publishArticle(input: $input) {
    __typename
    ... on ArticleSaved { cursor article { slug version publishedAt quotes { edges { node { text speaker } } } } }
    ... on ValidationError { message fields { path message } }
    ... on ConflictError { message article { slug } }
    ... on ForbiddenError { message }
  }
}
`,
    variables: `{
  "input": {
    "headline": "Lighthouse keeper finds a letter after forty years",
    "section": "news/islands",
    "urgency": 2,
    "paragraphs": [
      "A letter in a bottle has reached the lighthouse at Merrow Point.",
      "“I thought it was driftwood,” Tom Arden, the keeper, said. “Then it rattled.”"
    ]
  }
}
`,
    headers: `{ "Authorization": "Bearer <your key>" }`,
  },
];
