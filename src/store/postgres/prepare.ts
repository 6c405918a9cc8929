/** Statements whose text is always the same. */
import type { Preparable, Statement } from '../store.ts';
import { withoutNul } from './column-types.ts';
import { told } from './faults.ts';
import { planName } from './plan-name.ts';
import { isForItsWords } from './search.ts';

/**
 * Some searches have no name: they are planned for the words that are asked for each time, since one plan for a rare word and a common one
 * takes seconds with the other.
 */
export function prepareOnPostgres<Row>(query: Preparable<Row>): Statement<Row> {
  const { sql: text } = (query as unknown as { toSQL(): { sql: string } }).toSQL();
  const name = isForItsWords(text) ? '' : planName(text);
  const prepared = (
    query as unknown as {
      prepare(name: string): { execute(params: Record<string, unknown>): Promise<Row[]> };
    }
  ).prepare(name);
  return async (params) => {
    try {
      return await prepared.execute(
        Object.fromEntries(
          Object.entries(params).map(([key, value]) => [
            key,
            typeof value === 'string' ? withoutNul(value) : value,
          ]),
        ),
      );
    } catch (error) {
      throw told(error);
    }
  };
}
