/** Who heard what over a raw connection, and waiting until they do. */
import { brief } from './edition.ts';
import type { Running } from './newswire.ts';
import type { Message, RawSocket } from './raw-socket.ts';
import { until } from './until.ts';

/** The slugs that each operation was told of. */
export function toldOf(messages: readonly Message[]): Record<string, unknown[]> {
  const told: Record<string, unknown[]> = {};
  for (const { type, id = '', payload } of messages)
    if (type === 'next') (told[id] ??= []).push(JSON.stringify(payload).match(/"slug":"([^"]*)"/)?.[1]);
  return told;
}

/** Until each of the subscriptions was told of something. */
export async function untilHeard(
  { publish }: Running,
  raw: RawSocket,
  ids: readonly string[],
): Promise<void> {
  const heard = new Set<string | undefined>();
  await until(async () => {
    await publish(brief('Probe'));
    for (const { type, id } of await raw.untilNow()) if (type === 'next') heard.add(id);
    return ids.every((id) => heard.has(id));
  }, `${ids.join()} to listen`);
}

/** What came until the operation was told of the article; later articles of the probes do not count. */
export async function untilTold(raw: RawSocket, id: string, slug: string): Promise<Message[]> {
  const messages: Message[] = [];
  let isTold = false;
  while (!isTold) {
    const message = await raw.next();
    messages.push(message);
    isTold = toldOf([message])[id]?.includes(slug) === true;
  }
  return messages.filter(({ payload }) => !JSON.stringify(payload).includes('"probe'));
}
