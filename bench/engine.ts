/** What the bench wants of an engine: stores by name, empty or kept between runs. */

export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** For people. */
  readonly title: string;
  /** Where what is known of kept stores is written. It is thrown away with them. */
  readonly folder: string;
  /** What Newswire is given as DATABASE_URL. */
  databaseUrl(store: string): string;
  /** Makes a place where Newswire will find no store yet, whatever was there. */
  clear(store: string): Promise<void>;
  remove(store: string): Promise<void>;
  /** Does at once what the engine would do in its own time after much was written. */
  settle(store: string): Promise<void>;
}
