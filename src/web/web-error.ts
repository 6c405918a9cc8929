/** Why something could not be had from the web: a sentence for who asked for it. */

export type WebProblem =
  /** Where it is, or where it leads, nobody is asked. */
  | 'REFUSED'
  | 'REDIRECTS'
  | 'TOO_LARGE'
  | 'TIMEOUT'
  /** It could not be reached, or broke off. */
  | 'UNREACHABLE'
  | 'BROKEN';

export class WebError extends Error {
  readonly problem: WebProblem;

  constructor(problem: WebProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'WebError';
    this.problem = problem;
  }
}
