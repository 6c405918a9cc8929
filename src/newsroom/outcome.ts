/** What became of a publication, and of a change to an article. */
import type { FieldProblem } from '../news/validate.ts';

interface Saved {
  kind: 'SAVED';
  articleId: number;
  slug: string;
  /** The log's place after it. */
  seq: number;
}

interface Invalid {
  kind: 'INVALID';
  problems: FieldProblem[];
}

export type Outcome =
  | Saved
  /** `articleId` is the article that has this url, source and id, or digest. */
  | { kind: 'KNOWN'; articleId: number; slug: string; seq: number; message: string }
  | Invalid;

export type ChangeOutcome =
  | Saved
  | Invalid
  /** `articleId` is the one that stands in the way: mostly the article itself, as it is now. */
  | { kind: 'CONFLICT'; articleId: number; message: string }
  | { kind: 'MISSING'; message: string };
