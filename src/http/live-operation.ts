/** A subscription that was agreed to, from the plugin that agrees to the transport that sends what it brings. */
import type { Answer } from '../graphql/selection.ts';
import type { Source } from '../newsroom/events/events.ts';
import type { Selection } from '../newsroom/events/station.ts';
import type { Identity } from '../newsroom/viewers/identity.ts';

export interface LiveOperation {
  source: Source<{ cursor: string }>;
  selection: Selection<{ cursor: string }, Answer>;
  /** Who asked for it. */
  viewer: Identity;
}

/** By the request that it came with, or the context of one that came without. */
const agreed = new WeakMap<object, LiveOperation>();

export function agreeTo(key: object, operation: LiveOperation): void {
  agreed.set(key, operation);
}

/** null where the operation is none, or was refused. */
export function liveOperation(key: unknown): LiveOperation | null {
  return typeof key === 'object' && key !== null ? (agreed.get(key) ?? null) : null;
}
