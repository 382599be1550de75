import type { HostProcesses, NodeProcess } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { type Host, outputOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { type ProcessFact, processesOf } from '../host/processes.ts';

const mostFiles = 5;

/** What runs, and how the Node.js processes among it run. */
export const collector: Collector<HostProcesses> = {
  title: 'processes of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    const all = await processesOf(host);
    if (all.length === 0) throw new CannotCollect('/proc shows no process', 'run it as root');
    const versions = new Map<string, Promise<string | undefined>>();
    const node = await Promise.all(
      all.filter(isJavaScript).map((one) => nodeProcess(host, one, versions)),
    );
    const programs = [...new Set(all.map(({ name }) => name))].sort();
    return { value: { node, programs }, origin: '/proc' };
  },
};

/** Process managers call their apps otherwise, so the program's path counts too. */
function isJavaScript({ name, args: [program = ''] }: ProcessFact): boolean {
  const runtime = /^(?:node|nodejs|bun|deno)(?:\d+)?$/;
  return runtime.test(name) || runtime.test(program.split('/').at(-1) ?? '');
}

async function nodeProcess(
  host: Host,
  { pid, uid, args, noNewPrivileges }: ProcessFact,
  versions: Map<string, Promise<string | undefined>>,
): Promise<NodeProcess> {
  const executable = await host.linkOf(`/proc/${pid}/exe`);
  const folder = await host.linkOf(`/proc/${pid}/cwd`);
  const script = scriptOf(args);
  const inspector = inspectorOf(args);
  const version = executable && (await versionOf(host, executable, versions));
  const absolute = script.startsWith('/') || folder === undefined ? script : `${folder}/${script}`;
  return {
    pid,
    uid,
    ...(executable !== undefined && { executable }),
    ...(version !== undefined && version !== '' && { version }),
    script: absolute,
    ...(inspector !== undefined && { inspector }),
    noNewPrivileges,
    writableCode: await writableCode(host, uid, absolute),
  };
}

/** Flags of Node.js whose value may be the next word. */
const withValue = new Set([
  '-C',
  '--conditions',
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '--env-file',
  '--title',
  '--cpu-prof-dir',
]);

/** The first word that is neither a flag nor the value of one; other words may hold secrets. */
function scriptOf([, ...words]: readonly string[]): string {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (withValue.has(word)) at += 1;
    else if (/^-(?:e|p|-eval|-print)$/.test(word)) return '';
    else if (!word.startsWith('-')) return word;
  }
  return '';
}

/** `--inspect`, `--inspect=9230`, `--inspect-brk=0.0.0.0:9229`; Node.js listens on 127.0.0.1 by itself. */
function inspectorOf(args: readonly string[]): string | undefined {
  for (const arg of args) {
    const [, place] = /^--inspect(?:-brk|-wait)?(?:=(.*))?$/.exec(arg) ?? [undefined, undefined];
    if (!/^--inspect(?:-brk|-wait)?(?:=|$)/.test(arg)) continue;
    if (place === undefined || place === '') return '127.0.0.1:9229';
    if (/^\d+$/.test(place)) return `127.0.0.1:${place}`;
    return place.includes(':') ? place : `${place}:9229`;
  }
  return undefined;
}

/** Asks a program that only root can have put there: another one is not ours to run. */
function versionOf(
  host: Host,
  executable: string,
  versions: Map<string, Promise<string | undefined>>,
): Promise<string | undefined> {
  const known = versions.get(executable);
  if (known !== undefined) return known;
  const asked = (async (): Promise<string | undefined> => {
    const [entry] = await host.stat([executable]);
    const isRoots = entry?.uid === 0 && (entry.mode & 0o022) === 0;
    if (!isRoots && host.uid === 0) return undefined;
    return (await outputOf(host, executable, ['--version']))?.trim().slice(0, 50);
  })();
  versions.set(executable, asked);
  return asked;
}

/** The script and its folders, as far as the user of the process may change them. */
async function writableCode(host: Host, uid: number, script: string): Promise<string[]> {
  if (uid === 0 || !script.startsWith('/')) return [];
  const folder = script.slice(0, script.lastIndexOf('/')) || '/';
  const entries = await host.stat([
    script,
    folder,
    `${folder}/node_modules`,
    `${folder}/package.json`,
  ]);
  return entries
    .filter(
      (entry) => (entry.uid === uid && (entry.mode & 0o200) !== 0) || (entry.mode & 0o002) !== 0,
    )
    .filter(({ kind }) => kind !== 'link')
    .map(({ path }) => path)
    .slice(0, mostFiles);
}
