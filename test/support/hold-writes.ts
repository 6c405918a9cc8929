/** A store that is being written to for as long as a test wants: what would write waits, so that it is surely under way. */
import { onTestFinished } from 'vitest';
import type { Running } from './newswire.ts';

/** Nothing is written to the store until the answer is called, or the test is over. */
export function holdWrites({ newswire: { newsroom } }: Running): () => void {
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  void newsroom.store.write(() => held);
  onTestFinished(release);
  return release;
}
