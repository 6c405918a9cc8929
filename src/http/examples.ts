/** The tabs that GraphiQL opens with: each runs as it stands on the sample edition. Lines are as short as its editor. */
export const EXAMPLES: { query: string; variables?: string; headers?: string }[] = [
  {
    query: `# The front page: the newest articles, each with
# its section, its lead photo and who is quoted.
query FrontPage {
  articles(first: 5) {
    totalCount
    edges {
      node {
        headline
        description
        publishedAt
        breaking
        section { name path }
        leadPhoto { url caption creditLine }
        quotes(first: 2) {
          edges { node { text speaker speakerRole } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# Search: words, a "phrase in quotes", -without,
# pref*, one OR other. The best finds come first.
query Search {
  search(query: "harbour -football", first: 5) {
    totalCount
    edges {
      score
      snippet
      node { headline publishedAt section { name } }
    }
  }
}
`,
  },
  {
    query: `# Who said what, and where.
query QuotesBySpeaker {
  quotes(speaker: "Ana Reyes", first: 10) {
    totalCount
    edges {
      node {
        text
        type
        cue
        speaker
        speakerRole
        article { headline publishedAt }
      }
    }
  }
}
`,
  },
  {
    query: `# The live wire: the newest three, then whatever is
# published, as it happens; the last one is shown.
# Leave it running, and publish in a second window
# (tab Publish) or by: npx newswire import FILE
subscription Live {
  articlePublished(last: 3) {
    cursor
    kind
    at
    article {
      headline
      breaking
      section { name }
      quotes { edges { node { text speaker } } }
    }
  }
}
`,
  },
  {
    query: `# Publish. It wants a key, which is made with
#   npx newswire key create me --role editor
# and goes under Headers, below, as in
#   { "Authorization": "Bearer nw_..." }
mutation Publish($input: ArticleInput!) {
  publishArticle(input: $input) {
    __typename
    ... on ArticleSaved {
      cursor
      article {
        slug
        publishedAt
        quotes { edges { node { text speaker } } }
      }
    }
    ... on ValidationError {
      message
      fields { path message }
    }
    ... on ConflictError {
      message
      article { slug }
    }
    ... on ForbiddenError { message }
  }
}
`,
    variables: `{
  "input": {
    "headline": "Keeper finds a letter in a bottle",
    "section": "news/islands",
    "urgency": 2,
    "paragraphs": [
      "A letter has reached Merrow Point.",
      "“I thought it was driftwood,” Tom Arden, the keeper, said. “Then it rattled.”"
    ]
  }
}
`,
    // Not a key that looks like one: GraphiQL sends it with its own questions too, and would be refused the schema.
    headers: `{ "Authorization": "" }`,
  },
];
