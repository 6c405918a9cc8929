/** Processes on their cores: what is measured runs on one, what measures on the other, so neither takes the other's time. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What is kept between runs. */
export const FOLDER = join(ROOT, '.tmp/bench');

const CORES = { server: '0', load: '1', any: '0,1' } as const;
export type Core = keyof typeof CORES;

/** Milliseconds that a server may take to answer its first request. */
const START = 30_000;

export interface Server {
  readonly port: number;
  readonly pid: number;
  /** From being spawned to its first 200, in milliseconds. */
  readonly startTime: number;
  stop(): Promise<void>;
}

export interface ServerCommand {
  /** What node is given. `PORT` is told by the environment. */
  args: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** What answers 200 once it is ready. */
  path: string;
}

export interface Machine {
  /** Whether processes are held to their cores (taskset, on Linux). */
  readonly pinned: boolean;
  readonly description: string;
  startServer(command: ServerCommand): Promise<Server>;
  /** Starts all at once on both cores, which is faster, and holds them to the servers' when they are ready. */
  startServers(commands: readonly ServerCommand[]): Promise<Server[]>;
  /** What is started within `work` runs where servers do, with all that it starts in turn. */
  onServerCore<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs a TypeScript file to its end with `job` as its argument, and answers the JSON that it prints. Throws where it fails. */
  run(core: Core, file: string, job: unknown): Promise<unknown>;
}

/** Arguments that make node run a TypeScript file of this folder. */
export function script(file: string, job: unknown): string[] {
  return ['--import', 'tsx', fileURLToPath(new URL(file, import.meta.url)), JSON.stringify(job)];
}

export function createMachine(): Machine {
  const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0;
  // This process waits while others are measured; when it does not, it is the load.
  hold('load', process.pid);

  function hold(core: Core, pid: number): void {
    if (pinned) spawnSync('taskset', ['-acp', CORES[core], String(pid)]);
  }

  /** With nothing of our own environment, so that every machine runs the same. */
  function start(core: Core, args: readonly string[], environment: Record<string, string>): ChildProcess {
    const command = pinned ? ['taskset', '-c', CORES[core], process.execPath] : [process.execPath];
    const [file = '', ...before] = command;
    return spawn(file, [...before, ...args], {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  async function startServer(core: Core, { args, environment = {}, path }: ServerCommand): Promise<Server> {
    const port = await freePort();
    const began = performance.now();
    const child = start(core, args, { ...environment, PORT: String(port) });
    child.stdout?.resume();
    try {
      await answers(child, `http://127.0.0.1:${port}${path}`);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    const startTime = performance.now() - began;
    const pid = child.pid ?? 0;
    hold('server', pid);
    return { port, pid, startTime, stop: () => stop(child) };
  }

  return {
    pinned,
    description: describe(pinned),
    startServer: async (command) => startServer('server', command),
    async startServers(commands) {
      const starts = await Promise.allSettled(commands.map(async (command) => startServer('any', command)));
      const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
      const failed = starts.find((start) => start.status === 'rejected');
      if (failed === undefined) return servers;
      for (const server of servers) await server.stop();
      throw failed.reason;
    },
    async onServerCore(work) {
      hold('server', process.pid);
      try {
        return await work();
      } finally {
        hold('load', process.pid);
      }
    },
    async run(core, file, job) {
      const child = start(core, script(file, job), {});
      const printed: Buffer[] = [];
      child.stdout?.on('data', (part: Buffer) => printed.push(part));
      await once(child, 'close');
      if (child.exitCode !== 0) throw new Error(`bench/${file} failed: its message stands above`);
      const result: unknown = JSON.parse(Buffer.concat(printed).toString());
      return result;
    },
  };
}

/** Seconds of processor that a process has used; null where the machine does not say. */
export function cpuSeconds(pid: number): number | null {
  const fields = readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ');
  // proc_pid_stat(5): utime and stime are fields 14 and 15, counted in hundredths of a second.
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) / 100;
}

export interface Memory {
  /** Bytes that are resident (RSS). */
  all: number;
  /** Those of them that are the process's own; the rest are pages of files, which the kernel takes back when it wants them. */
  own: number;
}

/** null where the machine does not say. */
export function memoryOf(pid: number): Memory | null {
  const status = readProc(pid, 'status') ?? '';
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1_024;
  const memory = { all: bytes('VmRSS'), own: bytes('RssAnon') };
  return Number.isNaN(memory.all) ? null : memory;
}

/** Arguments that make node collect its garbage when `heldBy` asks for it. */
export const COLLECTING = [
  '--expose-gc',
  '--import',
  `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }))`)}`,
];

/** What a process that was started with COLLECTING holds when its garbage is gone; null where the machine does not say. */
export async function heldBy(pid: number): Promise<Memory | null> {
  // Elsewhere the signal may be the end of it.
  if (memoryOf(pid) === null) return null;
  // What a first collection finalizes is freed by the next.
  for (let time = 0; time < 2; time += 1) {
    process.kill(pid, 'SIGUSR2');
    await untilIdle(pid);
  }
  return memoryOf(pid);
}

/** Waits until a process has used no processor for a while, but not for long. */
async function untilIdle(pid: number): Promise<void> {
  let used = -1;
  for (let looks = 0; looks < 10; looks += 1) {
    await sleep(400);
    const now = cpuSeconds(pid) ?? 0;
    if (now === used) return;
    used = now;
  }
}

/** How many files and sockets this process may have open; null where the machine does not say. */
export function openFiles(): number | null {
  const most = /^Max open files +(\d+)/m.exec(readProc(process.pid, 'limits') ?? '')?.[1];
  return most === undefined ? null : Number(most);
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

function describe(pinned: boolean): string {
  const [first] = cpus();
  const cores = pinned
    ? 'servers on core 0, load on core 1 (taskset)'
    : 'NOT held to cores: taskset or a second core is missing, so the figures compare less well';
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, ${cores}`;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  for (const deadline = Date.now() + START; ;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the server ended before it was ready: ${child.spawnargs.join(' ')}`);
    }
    if ((await statusOf(url)) === 200) return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer in ${START / 1_000} s`);
    await sleep(5);
  }
}

function statusOf(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.on('error', () => resolve(null));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}
