/** What became of a publication. */
import type { FieldProblem } from '../news/validate.ts';

export type Outcome =
  | { kind: 'SAVED'; articleId: number; slug: string; seq: number }
  /** `articleId` is the article that has this url, source and id, or digest. */
  | { kind: 'KNOWN'; articleId: number; slug: string; seq: number; message: string }
  | { kind: 'INVALID'; problems: FieldProblem[] };
