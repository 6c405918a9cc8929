/** What `bench:scale` wants to know of a filled store. */
import { z } from 'zod';
import { openReading } from './reading.ts';

// PostgreSQL's driver gives whole numbers as text.
const Place = z.object({ publicAt: z.coerce.number(), id: z.coerce.number(), slug: z.string() });
const Counted = z.tuple([z.object({ count: z.coerce.number() })]);

export interface ScaleFacts {
  count: number;
  /** The newest article, and some about the middle of all. */
  places: z.infer<typeof Place>[];
}

export async function readScaleFacts(databaseUrl: string): Promise<ScaleFacts> {
  const { query, close } = await openReading(databaseUrl);
  const PUBLIC = 'from articles where public_at is not null';
  try {
    const [{ count }] = Counted.parse(await query(`select count(*) as count ${PUBLIC}`));
    // From the newest to half of all.
    const offsets = [0, ...Array.from({ length: 40 }, (_, n) => Math.floor((count / 2) * (1 - n / 100)))];
    const places: ScaleFacts['places'] = [];
    for (const offset of offsets) {
      const found = await query(
        `select public_at as "publicAt", id, slug ${PUBLIC} order by public_at desc, id desc limit 1 offset ${offset}`,
      );
      places.push(...z.array(Place).parse(found));
    }
    return { count, places };
  } finally {
    await close();
  }
}
