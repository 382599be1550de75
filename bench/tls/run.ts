// Compares the TLS prober with sslscan on a matrix of local servers: the same protocols and suites, and how long.
//   npm run -s source bench/tls/run.ts > bench/results/tls.txt
// Ends in 1 when they differ or the prober is less than four times as fast, in 3 when sslscan is not installed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeTls } from '../../packages/check/src/evidence/tls/probe.ts';
import type { Protocol } from '../../packages/core/src/tls/index.ts';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { type Contender, contenders, isInstalled } from './servers.ts';
import { type Sight, sslscan, suiteKey, unlisted } from './sslscan.ts';

const wantedRatio = 4;
const rounds = 3;
const folder = mkdtempSync(join(tmpdir(), 'castellan-tls-'));
const times = { ours: 0, theirs: 0 };
let differences = 0;
let compared = 0;
const ratios: number[] = [];

if (isInstalled('sslscan')) {
  console.log(machineLine(describeMachine(process.versions.node)));
  console.log(`Best of ${rounds} rounds each, in turn; sslscan with its default tests.`);
  console.log('Servers of Node.js and made-up ones share the thread of the prober.');
  console.log(
    'Suites of SSLv2 and SSLv3, which sslscan does not list, are held against what a made-up server was set to.\n',
  );
  try {
    await compareAll();
  } finally {
    rmSync(folder, { recursive: true });
  }
  const ratio = times.theirs / times.ours;
  const middle = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
  console.log(
    `\n${compared} servers: ${differences} differences; prober ${seconds(times.ours)}, sslscan ${seconds(times.theirs)}`,
  );
  console.log(
    `${ratio.toFixed(1)} times as fast in all, ${middle.toFixed(1)} times on the server in the middle (wanted: ${wantedRatio})`,
  );
  const isEnough = differences === 0 && compared >= 8 && Math.min(ratio, middle) >= wantedRatio;
  process.exitCode = isEnough ? 0 : 1;
} else {
  console.log('sslscan is not installed: nothing was compared (Debian: apt install sslscan)');
  process.exitCode = 3;
}

async function compareAll(): Promise<void> {
  for (const contender of contenders) {
    const { title, command } = contender;
    if (command !== undefined && !isInstalled(command)) {
      console.log(`${title}: left out, ${command} is not installed`);
      continue;
    }
    const server = await contender.start(folder);
    try {
      await compare(contender, server.port);
    } finally {
      await server.stop();
    }
  }
}

async function compare({ title, suites, startTls }: Contender, port: number): Promise<void> {
  let ours: Sight | undefined;
  let theirs: Sight | undefined;
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    let started = performance.now();
    ours = await probe(port, startTls);
    best.ours = Math.min(best.ours, performance.now() - started);
    started = performance.now();
    theirs = await sslscan(port, startTls);
    best.theirs = Math.min(best.theirs, performance.now() - started);
  }
  compared += 1;
  times.ours += best.ours;
  times.theirs += best.theirs;
  const lines = [
    ...difference('protocol', ours!.protocols, theirs!.protocols),
    ...difference('suite', listed(ours!.suites), theirs!.suites),
    ...(suites ? difference('suite', ours!.suites, keysOf(suites), 'the settings') : []),
  ];
  differences += lines.length;
  ratios.push(best.theirs / best.ours);
  const counts = `${ours!.protocols.size} protocols, ${String(ours!.suites.size).padStart(3)} suites`;
  const ratio = (best.theirs / best.ours).toFixed(1);
  console.log(
    `${title.padEnd(58)} ${counts}  prober ${seconds(best.ours)}  sslscan ${seconds(best.theirs)}  ×${ratio}`,
  );
  for (const line of lines) console.log(`  ${line}`);
}

/** The suites that sslscan would list too. */
function listed(keys: ReadonlySet<string>): Set<string> {
  return new Set([...keys].filter((key) => !unlisted.has(key.split(' ')[0] as Protocol)));
}

function keysOf(suites: NonNullable<Contender['suites']>): Set<string> {
  return new Set(
    (Object.keys(suites) as Protocol[]).flatMap((protocol) =>
      (suites[protocol] ?? []).map((code) => suiteKey(protocol, code)),
    ),
  );
}

async function probe(port: number, startTls: Contender['startTls']): Promise<Sight> {
  const found = await probeTls({ host: '127.0.0.1', port, ...(startTls && { startTls }) });
  if ('failure' in found) throw new Error(found.failure);
  const offered = found.protocols.filter(({ status }) => status === 'offered');
  return {
    protocols: new Set(offered.map(({ protocol }) => protocol)),
    suites: new Set(
      offered.flatMap(({ protocol, suites }) => suites.map((code) => suiteKey(protocol, code))),
    ),
  };
}

function difference(
  what: string,
  ours: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
  other = 'sslscan',
): string[] {
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>, who: string): string[] =>
    [...a].filter((one) => !b.has(one)).map((one) => `${what} that only ${who} sees: ${one}`);
  return [...only(ours, theirs, 'the prober'), ...only(theirs, ours, other)];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
