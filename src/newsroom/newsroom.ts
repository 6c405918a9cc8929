/** The newsroom: everything that may be done with the news, over one store and one log. Surfaces use this and nothing below. */
import type { Events } from './events/events.ts';
import type { Keys } from './keys.ts';
import type { Pictures } from './pictures.ts';
import type { Publisher } from './publish.ts';
import type { Reader } from './read/reader.ts';

export interface Newsroom {
  readonly reader: Reader;
  readonly events: Events;
  readonly publisher: Publisher;
  readonly keys: Keys;
  readonly pictures: Pictures;
}
