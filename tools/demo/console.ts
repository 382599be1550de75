import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Event, PageOf } from '@castellan/watch/api';
import { ApiClient } from '../../packages/testkit/src/watch/api-client.ts';
import { buildConsolePages } from '../console-pages.ts';
import { type Child, startChild } from './child.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = fileURLToPath(new URL('./console-program.ts', import.meta.url));
/** PostgreSQL writes everything out before it ends. */
const STOP_WITHIN_MS = 30_000;

/** What guard needs to report to a console. */
export interface Reporting {
  readonly url: string;
  readonly token: string;
}

export interface RunningConsole extends Pick<Child<unknown>, 'stop' | 'ended'> {
  readonly reporting: Reporting;
  /** Signs in whoever opens it first, within the hour. */
  readonly link: string;
  /** For signing in after that. */
  readonly owner: { readonly email: string; readonly password: string };
  /** Every event that is stored. */
  events(): Promise<readonly Event[]>;
}

export interface ConsoleOptions {
  /** For its data; must not exist yet. */
  readonly directory: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly built: boolean;
}

/** Why there is no console, in one line. */
export interface MissingConsole {
  readonly missing: string;
}

type Told = { readonly url: string; readonly setUpUrl: string } | MissingConsole;

/**
 * Starts watch with a PostgreSQL of its own, makes an owner with a random password, an app and its
 * token. Where watch cannot run it says why; rejects when it should run and does not.
 */
export async function startConsole({
  directory,
  port,
  built,
}: ConsoleOptions): Promise<RunningConsole | MissingConsole> {
  const needed = await neededNode();
  if (needed !== undefined) return { missing: needed };
  if (!built) await buildConsolePages();
  const { told, stop, ended } = await startChild<Told>({
    name: 'The console',
    node: process.execPath,
    args: [...(built ? [] : ['-C', 'castellan-source']), program, directory, String(port)],
    cwd: root,
    env: {},
    stopWithinMs: STOP_WITHIN_MS,
  });
  if ('missing' in told) {
    await ended;
    // What else watch would advise is for those who install it.
    return { missing: told.missing.split(/(?<=\.)\s/, 1).join('') };
  }
  try {
    return { ...(await setUp(told.url, told.setUpUrl)), stop, ended };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is wrong with this Node.js for watch, which asks for a newer one than the rest. */
async function neededNode(): Promise<string | undefined> {
  const text = await readFile(`${root}packages/watch/package.json`, 'utf8');
  const { engines } = JSON.parse(text) as { engines: { node: string } };
  const [major = 0, minor = 0] = engines.node.replace('>=', '').split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = ownMajor > major || (ownMajor === major && ownMinor >= minor);
  return isEnough
    ? undefined
    : `it needs Node.js ${major}.${minor}, and this is ${process.versions.node}`;
}

async function setUp(
  url: string,
  setUpUrl: string,
): Promise<Omit<RunningConsole, 'stop' | 'ended'>> {
  const api = new ApiClient(url);
  const password = randomBytes(18).toString('base64url');
  const owner = { email: 'owner@castellan.invalid', name: 'Owner', password };
  await api.setUp(setUpUrl, owner);
  const { id } = await api.call<{ id: string }>('POST', '/api/v1/apps', { name: 'gatehouse' });
  const { token } = await api.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app: id,
    environment: 'demo',
    name: 'the guarded shop',
  });
  const made = await api.call<{ url: string }>('POST', '/api/v1/session/link', {
    proof: { password },
  });
  return {
    reporting: { url, token },
    link: made.url,
    owner,
    events: () => allEvents(api),
  };
}

async function allEvents(api: ApiClient): Promise<Event[]> {
  const events: Event[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${cursor}`;
    const page = await api.call<PageOf<Event>>('GET', `/api/v1/events?limit=200${more}`);
    events.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return events;
}
