/**
 * How a request is answered: from memory where anybody may ask and the same was answered at this moment of the log; else by the
 * plain way or by the routes.
 */
import { andThen } from '../newsroom/read/family.ts';
import type { Viewers } from '../newsroom/viewers/viewers.ts';
import type { MaybePromise } from '../store/store.ts';
import { type Answer, conditioned, isAnswer, wholeAnswer } from './answer.ts';
import type { Answers } from './answers.ts';
import { eventStreamOf } from './event-stream.ts';
import { type Caller, GRAPHQL_PATH } from './graphql.ts';
import type { Incoming } from './incoming.ts';
import type { PlainAsking } from './plain-asking.ts';
import { createQuestionKeys } from './question-keys.ts';
import type { Handler } from './routes.ts';

/** Media types of answers that go on for as long as there are events. */
const ENDLESS = /^(text\/event-stream|multipart\/)/;
/** Answers that may go on, and pages for people: nothing to keep. */
const NOT_KEPT = /event-stream|multipart|text\/html/i;

export interface AskingParts {
  handle: Handler;
  plain: PlainAsking;
  answers: Answers;
  viewers: Viewers;
}

export interface AskingOver {
  /** As Looks.now has it. */
  asker: object | null;
  gone: () => AbortSignal;
}

export interface Asking {
  /** A Response is one that goes on. What is in memory is there at once, and what is made ready where the store answers at once. */
  answer(incoming: Incoming, over: AskingOver): MaybePromise<Answer | Response>;
}

export function createAsking({ handle, plain, answers, viewers }: AskingParts): Asking {
  const keys = createQuestionKeys();

  async function byRoutes(incoming: Incoming, request: Request, caller: Caller): Promise<Answer | Response> {
    const made = { lasting: false };
    const response = await handle(request, { ...caller, made });
    if (eventStreamOf(response) !== null || ENDLESS.test(response.headers.get('content-type') ?? ''))
      return response;
    const answer = await wholeAnswer(response, made.lasting);
    plain.learn(incoming, answer);
    return answer;
  }

  /** For all who ask the same: it goes on when the first of them leaves, and is whole whatever they have. */
  function forAll(incoming: Incoming): MaybePromise<Answer | Response> {
    const caller: Caller = {};
    return andThen(
      plain.ask(incoming, caller),
      (answer) => answer ?? byRoutes(incoming, incoming.toRequest({ without: 'if-none-match' }), caller),
    );
  }

  /** For one caller alone. */
  function forOne(incoming: Incoming, gone: () => AbortSignal): MaybePromise<Answer | Response> {
    const caller: Caller = {};
    const made = incoming.path === GRAPHQL_PATH ? plain.ask(incoming, caller) : null;
    return andThen(
      made,
      (answer) => answer ?? byRoutes(incoming, incoming.toRequest({ signal: gone() }), caller),
    );
  }

  return {
    answer(incoming, { asker, gone }) {
      if (!viewers.anonymous || !isForAnybody(incoming)) return forOne(incoming, gone);
      const made = answers.to(keys.keyOf(incoming, asker), { asker, make: () => forAll(incoming) });
      return andThen(made, (answer) => (isAnswer(answer) ? asAsked(answer, incoming) : answer));
    },
  };
}

function asAsked(answer: Answer, incoming: Incoming): Answer {
  return incoming.method === 'GET' ? conditioned(answer, incoming.header('if-none-match')) : answer;
}

function isForAnybody(incoming: Incoming): boolean {
  return (
    (incoming.method === 'POST' || incoming.method === 'GET') &&
    incoming.path === GRAPHQL_PATH &&
    incoming.header('authorization') === null &&
    incoming.header('content-encoding') === null &&
    !NOT_KEPT.test(incoming.header('accept') ?? '')
  );
}
