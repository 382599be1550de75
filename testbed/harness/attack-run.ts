import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { accounts } from '../apps/attack/accounts.js';
import { answers } from '../apps/attack/answers.js';
import { calls } from '../apps/attack/calls.js';
import { expressions } from '../apps/attack/expressions.js';
import { fields } from '../apps/attack/fields.js';
import { forged } from '../apps/attack/forged.js';
import { openSessions } from '../apps/attack/sessions.js';
import { statements } from '../apps/attack/statements.js';
import { repositoryRoot, testbedRoot } from './places.ts';

/** An app that `castellan attack` is let loose at. */
export interface AttackedApp {
  readonly framework: string;
  readonly database: string;
  readonly form: 'bad' | 'good';
}

/** What came of one run. Holes are written `kind METHOD /route`. */
export interface AttackOutcome {
  readonly found: readonly string[];
  /** Holes by a call of the app's that were told without the line that holds it. */
  readonly withoutLine: readonly string[];
  readonly requests: number;
  readonly seconds: number;
  readonly exitCode: number | null;
  readonly said: string;
}

interface Told {
  readonly rule: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}
interface Report {
  readonly findings: readonly Told[];
}

const user = (email: string, password: string) => ({ path: '/login', json: { email, password } });
const login = {
  first: user('ada@example.com', 'lamp-and-moat'),
  second: user('bob@example.com', 'oak-and-iron'),
};

/** The holes that the vulnerable app has, whatever serves it. */
export function holesOfApp(): readonly string[] {
  const none = { raw: () => [], bound: () => [] };
  const sessions = openSessions(true);
  return [
    statements(none),
    calls(),
    answers(),
    accounts(sessions),
    forged(sessions, none),
    fields(sessions),
    expressions(),
  ]
    .flat()
    .flatMap((route: { kind?: string; also?: string; method: string; path: string }) =>
      [route.kind, route.also]
        .filter((kind) => kind !== undefined)
        .map((kind) => `${kind} ${route.method} ${route.path}`),
    );
}

/** Attacks an app by the command that teams type. */
export async function attackApp(
  app: AttackedApp,
  flags: readonly string[],
): Promise<AttackOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-attack-run-'));
  const loginFile = join(folder, 'login.json');
  writeFileSync(loginFile, JSON.stringify(login));
  const out = ['--out', join(folder, 'out')];
  const started = performance.now();
  try {
    const all = ['--changes-state', '--rate', '1000', '--login', loginFile, '--json', ...out];
    const { code, said, err } = await castellan(app, [...all, ...flags]);
    const seconds = (performance.now() - started) / 1_000;
    if (!said.startsWith('{')) throw new Error(`${code} ${err}`);
    const { findings } = JSON.parse(said) as Report;
    return {
      found: findings.map(nameOf),
      withoutLine: findings.filter((one) => !hasLine(one)).map(nameOf),
      requests: Number(/(\d+) requests in/.exec(err)?.[1] ?? 0),
      seconds,
      exitCode: code,
      said: err,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Attacks the vulnerable app, and sends what was kept to it and to its mended form: how each run ended. */
export async function replayAtBoth(
  app: Omit<AttackedApp, 'form'>,
  flags: readonly string[],
): Promise<{ readonly open: Ended; readonly closed: Ended }> {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-attack-replay-'));
  try {
    const bad = { ...app, form: 'bad' } as const;
    const all = ['--rate', '1000', '--out', folder];
    await castellan(bad, ['--changes-state', '--json', ...all, ...flags]);
    const replay = [...all, '--replay', folder];
    const open = await castellan(bad, replay);
    const closed = await castellan({ ...app, form: 'good' }, replay);
    return { open, closed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly err: string;
}

async function castellan(
  { framework, database, form }: AttackedApp,
  flags: readonly string[],
): Promise<Ended> {
  const command = join(repositoryRoot, 'packages/castellan/bin/castellan.js');
  const args = [command, 'attack', ...flags, '--', process.execPath, 'apps/attack/app.js'];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: testbedRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      CI: '',
      ATTACK_FRAMEWORK: framework,
      ATTACK_DATABASE: database,
      ATTACK_FORM: form,
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [said, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said, err };
}

function nameOf({ rule, message }: Told): string {
  return `${rule.replace('attack/', '')} ${message.split(': ')[0]}`;
}

/** True where the line that is told is the one that the app's own text says holds the hole, or where no call is meant. */
function hasLine({ rule, message, file, line }: Told): boolean {
  if (!/ \([^()]+ [^()]+\)\.$/.test(message)) return true;
  if (file === undefined || line === undefined) return false;
  const [, kind] = rule.split('/');
  const own = readFileSync(join(testbedRoot, file), 'utf8').split('\n')[line - 1];
  return own?.includes(`// hole: ${kind}`) === true;
}
