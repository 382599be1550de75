import { setTimeout as pause } from 'node:timers/promises';
import { tokenKindOf } from '@castellan/core';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { chooseApp, type KnownApp } from './choose-app.ts';
import { ConsoleClient } from './console-client.ts';
import type { Drill } from './drill-type.ts';
import { sendAttack } from './send-attack.ts';
import { endLines, settledLines } from './show-drill.ts';

const pollMs = 250;
const waitSeconds = { least: 5, most: 600 } as const;

/** Attacks the team's own app harmlessly, and times how long it takes until people are told. */
export const drill: Command = {
  name: 'drill',
  summary: 'Attack your own app harmlessly and time how long it takes until people are told',
  usage: `--app URL [--watch URL] [--token TOKEN] [--name APP] [--channel NAME] [--wait SECONDS] [--json]

  --app URL        your guarded app: on this machine, or at the address that an admin set for it in watch
  --watch URL      the team's watch; CASTELLAN_WATCH_URL unless given
  --token TOKEN    an API token of a responder; better kept in CASTELLAN_API_TOKEN
  --name APP       its name in watch, where watch knows several apps
  --channel NAME   tell this channel only; all that would be told of an attack unless given
  --wait SECONDS   give up after so long, 5 to 600; 60 unless given
  --json           one JSON object instead of text

  Sends one request to URL with a marked, harmless SQL injection in its query. Guard refuses and reports
  it as it would an attack, the app's code never acts on it; watch makes an incident marked as a drill,
  tells the channels, and closes it. Ends in 0 when everybody who should be told was, 1 when something
  did not arrive (the last lines say what and what to do), 2 when the command line makes no sense.`,
  examples: [
    'castellan drill --app http://localhost:3000 --watch https://watch.example.com',
    'castellan drill --app https://shop.example.com --name shop --channel "on call"',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv, {
    app: { type: 'string' },
    watch: { type: 'string' },
    token: { type: 'string' },
    name: { type: 'string' },
    channel: { type: 'string' },
    wait: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  });
  const target = urlIn('--app', flags.app, 'the address of your app');
  const watch = urlIn(
    '--watch',
    flags.watch ?? process.env['CASTELLAN_WATCH_URL'],
    'that of watch',
  );
  const client = new ConsoleClient(watch, tokenIn(flags.token));
  const wait = secondsIn(flags.wait);
  const { items } = await client.call<{ items: KnownApp[] }>('GET', 'apps');
  const app = chooseApp(items, target, flags.name);
  const { id, request } = await client.call<Started>('POST', 'drills', {
    app: app.id,
    way: 'own-request',
    target: target.href,
    waitSeconds: wait,
    ...(flags.channel !== undefined && { channel: flags.channel }),
  });
  const answer = await sendAttack(target, request);
  await client.call('POST', `drills/${id}/answer`, answer);
  return follow(client, id, flags.json);
}

interface Started {
  readonly id: string;
  readonly request: { readonly parameter: string; readonly value: string };
}

/** Prints what is known as it comes, until watch says that the drill is over, which it always does. */
async function follow(client: ConsoleClient, id: string, isJson: boolean): Promise<number> {
  const printed = new Set<string>();
  for (;;) {
    const found = await client.call<Drill>('GET', `drills/${id}`);
    const isOver = found.outcome !== undefined;
    if (isJson && isOver) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    if (!isJson) {
      const lines = settledLines(found).filter((line) => !printed.has(line));
      for (const line of lines) printed.add(line);
      const all = isOver ? [...lines, ...endLines(found)] : lines;
      process.stdout.write(all.map((line) => `${line}\n`).join(''));
    }
    if (isOver) return found.outcome === 'arrived' ? 0 : 1;
    await pause(pollMs);
  }
}

function urlIn(flag: string, text: string | undefined, what: string): URL {
  if (text === undefined || text === '') throw new UsageError(`${flag} is needed: ${what}`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
    throw new UsageError(
      `${flag} takes an address such as http://localhost:3000, not ${JSON.stringify(text)}`,
    );
  }
  return url;
}

function tokenIn(flag: string | undefined): string {
  const token = flag ?? process.env['CASTELLAN_API_TOKEN'];
  if (token === undefined || token === '') {
    throw new UsageError(
      'an API token is needed in CASTELLAN_API_TOKEN: Settings, Tokens in watch, role responder',
    );
  }
  if (tokenKindOf(token) === 'api') return token;
  throw new UsageError('the token is no API token, whole, as watch showed it');
}

function secondsIn(text: string): number {
  const seconds = Number(text);
  const { least, most } = waitSeconds;
  if (/^\d{1,3}$/.test(text) && seconds >= least && seconds <= most) return seconds;
  throw new UsageError(`--wait takes ${least} to ${most} seconds, not ${JSON.stringify(text)}`);
}
