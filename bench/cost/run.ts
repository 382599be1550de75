// What guard costs in CPU, latency, start-up, memory and size, against the same apps without it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attackStatuses, requireAwake } from './awake.ts';
import { type Contender, guardContender, none, noneAgain } from './contenders.ts';
import { Load } from './load/load.ts';
import { describeMachine } from './machine.ts';
import { measureScenario } from './measure-scenario.ts';
import { installedSizes } from './measure-size.ts';
import { soak } from './measure-soak.ts';
import { measureStart } from './measure-start.ts';
import { type Options, readOptions, usage } from './options.ts';
import { startShopPostgres } from './postgres.ts';
import * as report from './report.ts';
import { scenarios } from './scenarios.ts';
import { startUpstream } from './upstream.ts';

interface Surroundings {
  readonly options: Options;
  readonly contenders: readonly Contender[];
  readonly env: Readonly<Record<string, string>>;
  readonly load: Load;
  readonly say: (text: string) => void;
}

async function measureOn(node: string, surroundings: Surroundings): Promise<object> {
  const { options, contenders, env, load, say } = surroundings;
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  const machine = describeMachine(version);
  say(`\n${report.head(machine)}`);
  const plan = { ...options, node, env };
  const answers = await attackStatuses(contenders, plan, load);
  say(`Answers to an attack: ${[...answers].map((pair) => pair.join(' ')).join(', ')}`);
  requireAwake(answers);
  const results: report.ScenarioResult[] = [];
  for (const scenario of scenarios) {
    if (!options.scenarios.includes(scenario.name)) continue;
    const costs = await measureScenario(scenario, contenders, plan, load);
    const result = report.compareCosts(scenario, costs);
    results.push(result);
    say(report.scenarioText(scenario, result, Number.parseInt(version, 10)));
  }
  const start = options.scenarios.includes('start')
    ? await measureStart('express-pg.js', contenders, plan, options.starts)
    : [];
  if (start.length > 0) say(report.startText(start));
  const memory =
    options.soakMinutes > 0 ? await soak(contenders, plan, options.soakMinutes, load) : [];
  if (memory.length > 0) say(report.soakText(memory));
  return { machine, answers: Object.fromEntries(answers), results, start, soak: memory };
}

async function run(options: Options): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-cost-'));
  const text: string[] = [];
  const say = (line: string): void => {
    text.push(line);
    console.log(line);
  };
  const database = await startShopPostgres();
  const upstream = await startUpstream();
  const load = new Load();
  try {
    const contenders = [none, noneAgain, guardContender(directory), ...options.contenders];
    const env = { DATABASE_URL: database.url, UPSTREAM_URL: upstream.url };
    const { processes, rounds, sliceSeconds } = options;
    say(
      `${database.version}; ${processes} processes each, ${rounds} rounds, slices of ${sliceSeconds} s`,
    );
    const surroundings = { options, contenders, env, load, say };
    const runs: object[] = [];
    for (const node of options.nodes) runs.push(await measureOn(node, surroundings));
    const sizes = options.scenarios.includes('size') ? installedSizes() : [];
    if (sizes.length > 0) say(report.sizeText(sizes));
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify({ options, runs, sizes }, rounded, 1)}\n`);
    }
    if (options.text !== undefined) writeFileSync(options.text, `${text.join('\n')}\n`);
  } finally {
    load.stop();
    upstream.server.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
