/** Expected failures of a mutation, which it answers as data. */
import type { FieldProblem } from '../news/validate.ts';
import type { Member } from '../newsroom/read/family.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';

export class Invalid extends Error {
  readonly fields: readonly FieldProblem[];
  constructor(fields: readonly FieldProblem[]) {
    const [first] = fields;
    const more = fields.length > 1 ? `, and ${fields.length - 1} more` : '';
    super(`Nothing was saved: ${first?.path ?? 'input'} ${first?.message ?? 'is not valid'}${more}.`);
    this.fields = fields;
  }
}

export class Conflict extends Error {
  readonly article: Member<ArticleRow>;
  constructor(message: string, article: Member<ArticleRow>) {
    super(message);
    this.article = article;
  }
}

export class Missing extends Error {}

export class Forbidden extends Error {
  constructor(fieldName: string) {
    super(`${fieldName} wants an API key with the right to it: send one as "Authorization: Bearer <key>".`);
  }
}
