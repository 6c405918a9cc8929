/** What the processes of the bench tell each other, as JSON: a job as the argument, its result on standard output. */
import { z } from 'zod';

export const FillJob = z.object({
  /** Of an empty store. */
  databaseUrl: z.string(),
  count: z.number(),
  /** Says on standard error how far it is. */
  tell: z.boolean(),
});
export type FillJob = z.infer<typeof FillJob>;

export const Filled = z.object({
  /** Spent in `publish`; making up the articles is not counted. */
  seconds: z.number(),
  /** A key of an editor of the store. */
  key: z.string(),
});
export type Filled = z.infer<typeof Filled>;

/** The job that this process was started with. */
export function jobOf<Job>(shape: z.ZodType<Job>): Job {
  return shape.parse(JSON.parse(process.argv[2] ?? 'null'));
}

export function tellResult(result: unknown): void {
  process.stdout.write(JSON.stringify(result));
}

const Running = z.object({ port: z.number(), pid: z.number() });
export type Running = z.infer<typeof Running>;

export const StatementJob = z.object({ engine: z.enum(['sqlite', 'postgres']), databaseUrl: z.string() });
export type StatementJob = z.infer<typeof StatementJob>;

const Side = z.object({
  /** The engine's name for people. */
  engine: z.string(),
  databaseUrl: z.string(),
  newswire: Running,
  /** The engine's hand-written statements, on the same store. */
  statement: Running,
});
export type Side = z.infer<typeof Side>;

export const AskJob = z.object({
  questions: z.array(z.string()),
  constant: Running,
  sides: z.array(Side),
  connections: z.number(),
  rounds: z.number(),
  /** Seconds before each measurement, and of it. */
  warmUp: z.number(),
  seconds: z.number(),
  /** A measurement goes on for so many answers, but at most `longest` times as long. */
  least: z.number(),
  longest: z.number(),
  /** Answers held against the statement's before anything is measured. */
  compared: z.number(),
  /** Different requests that are made ready. */
  ready: z.number(),
});
export type AskJob = z.infer<typeof AskJob>;

const Speed = z.object({
  /** Answers a second. */
  rate: z.number(),
  /** Milliseconds from sending to the last byte; null where nothing was answered in time. */
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  /** Shares of a processor that the server and the load used; null where the machine does not say. */
  serverBusy: z.number().nullable(),
  loadBusy: z.number(),
});
export type Speed = z.infer<typeof Speed>;

const AskedSide = z.object({
  engine: z.string(),
  /** Bytes of an answer. */
  size: z.number(),
  newswire: z.array(Speed),
  statement: z.array(Speed),
});
export type AskedSide = z.infer<typeof AskedSide>;

/** Each server's speeds stand in the order of the rounds. */
export const Asked = z.object({
  title: z.string(),
  constant: z.array(Speed),
  /** In the order of the job. */
  sides: z.array(AskedSide),
  /** Whether requests ran out and some were sent twice. */
  repeated: z.boolean(),
});
export const AskedAll = z.array(Asked);
export type Asked = z.infer<typeof Asked>;

export const FreshJob = AskJob.omit({ questions: true, compared: true, ready: true, sides: true }).extend({
  /** Each in its turn. */
  sides: z.array(z.object({ engine: z.string(), newswire: Running, key: z.string() })),
  /** Milliseconds between publications. */
  every: z.number(),
});
export type FreshJob = z.infer<typeof FreshJob>;

const Compared = z.object({ newswire: z.array(Speed), constant: z.array(Speed) });

export const Freshened = z.object({
  engine: z.string(),
  /** Bytes of the front page. */
  size: z.number(),
  /** The same front page by POST, from memory. */
  memory: Compared,
  /** By GET, with the ETag of what the client has. */
  unchanged: Compared,
  /** As `memory`, while articles are published. */
  publishing: z.array(Speed),
  published: z.number(),
  /** Answers that were read for whether they have the newest article confirmed before they were asked for. */
  checked: z.number(),
  /** Of these, answers from before it. */
  stale: z.number(),
});
export type Freshened = z.infer<typeof Freshened>;
export const FreshenedAll = z.array(Freshened);

export const FanOutJob = z.object({
  newswire: Running,
  broadcast: Running,
  /** An editor's. */
  key: z.string(),
  transport: z.enum(['WebSocket', 'SSE']),
  subscribers: z.number(),
  /** Different ones, each of which takes every event; null: subscribers have none. */
  filters: z.number().nullable(),
  /** Different ones, whose answers have the same number of bytes. */
  selections: z.number(),
  events: z.number(),
  /** Seconds of quiet before memory is looked at: V8 gives the system back what it has no more use for only after about ten. */
  idle: z.number(),
});
export type FanOutJob = z.infer<typeof FanOutJob>;

/** Bytes, as `memoryOf` tells them. */
const Held = z.object({ all: z.number(), own: z.number() }).nullable();

const Memories = z.object({ before: Held, asItIs: Held, subscribed: Held, after: Held });

const Delivery = z.object({
  /** Milliseconds from sending the request that publishes to the first and to the last receipt. */
  first: z.number(),
  last: z.number(),
});
export type Delivery = z.infer<typeof Delivery>;

export const FannedOut = z.object({
  /** Bytes of a message. */
  size: z.number(),
  /** Each server's in the order of the events. */
  newswire: z.array(Delivery),
  broadcast: z.array(Delivery),
  /** Seconds of processor that each server used for all events; null where the machine does not say. */
  cpu: z.object({ newswire: z.number().nullable(), broadcast: z.number().nullable() }),
  /** What each server holds before its subscribers come, with all of them waiting (as it is, and without garbage), and after all events. */
  memory: z.object({ newswire: Memories, broadcast: Memories }),
});
export type FannedOut = z.infer<typeof FannedOut>;

export const SoakJob = z.object({
  newswire: Running,
  /** An editor's. */
  key: z.string(),
  subscribers: z.number(),
  minutes: z.number(),
});
export type SoakJob = z.infer<typeof SoakJob>;

export const Soaked = z.array(
  z.object({
    /** Of this minute. */
    events: z.number(),
    /** Milliseconds from sending the request that publishes to a receipt, over all events and subscribers. */
    median: z.number(),
    p99: z.number(),
    longest: z.number(),
    /** Newswire's at its end, as it is. */
    memory: Held,
    /** Seconds of processor that Newswire used. */
    cpu: z.number().nullable(),
  }),
);
export type Soaked = z.infer<typeof Soaked>;

export const PausingJob = z.object({
  newswire: Running,
  /** An editor's. */
  key: z.string(),
  transport: z.enum(['WebSocket', 'SSE']),
  /** Who read all the time, and who stop. */
  reading: z.number(),
  stopping: z.number(),
  rounds: z.number(),
});
export type PausingJob = z.infer<typeof PausingJob>;

export const Paused = z.array(
  z.object({
    /** Milliseconds from sending the request that publishes to a receipt by those who read: without the others, and while these have stopped. */
    alone: z.number(),
    beside: z.number(),
    /** Newswire's before the others come, and when what waits for them is at its most. */
    before: Held,
    waiting: Held,
    /** Milliseconds in which the others, reading again, had everything. */
    caughtUp: z.number(),
  }),
);
export type Paused = z.infer<typeof Paused>;
