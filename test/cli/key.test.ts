import { expect, test, vi } from 'vitest';
import { open, openDesk, ONCE } from './command.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

test('a key is shown once, holds from then on, is listed without itself, and is useless once revoked', async () => {
  const desk = await openDesk();
  const created = await desk.run('key', 'create', 'night desk', '--role', 'editor');
  expect(created.code).toBe(0);
  const key = created.stdout.trim();
  expect(key).toMatch(/^nw_[\w-]{43}$/);
  const { viewers } = (await open(desk.databaseUrl)).newsroom;
  expect(await viewers.identify(`Bearer ${key}`)).toMatchObject({ name: 'night desk', role: 'editor' });

  const again = await desk.run('key', 'create', 'night desk', '--role', 'admin');
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/^newswire: There is a key named "night desk" already[^\n]*\n$/);

  const listed = await desk.run('key', 'list');
  expect(listed.stdout).toMatch(
    /^NAME +ROLE +CREATED +LAST USED +REVOKED\nnight desk +editor +20\S+ +20\S+\n$/,
  );
  expect(listed.stdout).not.toContain(key);

  expect((await desk.run('key', 'revoke', 'night desk')).code).toBe(0);
  await expect(viewers.identify(`Bearer ${key}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const revoked = await desk.run('key', 'revoke', 'night desk');
  expect(revoked).toMatchObject({ code: 1, stdout: '' });
  expect(revoked.stderr).toContain('There is no key named "night desk" in use');
});

test.runIf(ONCE)('with --json, programs can read what is answered', async () => {
  const desk = await openDesk();
  const created = await desk.run('key', 'create', 'robot', '--role', 'reader', '--json');
  expect(JSON.parse(created.stdout)).toEqual({
    name: 'robot',
    role: 'reader',
    key: expect.stringMatching(/^nw_/),
  });
  const listed = await desk.run('key', 'list', '--json');
  expect(JSON.parse(listed.stdout)).toEqual({
    name: 'robot',
    role: 'reader',
    createdAt: expect.stringMatching(/Z$/),
    lastUsedAt: null,
    revokedAt: null,
  });
});

test.runIf(ONCE)('a role that is none is refused', async () => {
  const desk = await openDesk();
  const { code, stderr } = await desk.run('key', 'create', 'x', '--role', 'boss');
  expect(code).toBe(1);
  expect(stderr).toContain('Allowed choices are reader, editor, admin');
});
