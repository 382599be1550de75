// Runs under guard, as a process of its own: loads one package and tells what guard said of it.
import { existsSync, writeSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { coverageReport } from '@castellan/guard';
import { ANSWER_FD, type ProbeAnswer, type ProbeTask } from './answer.ts';
import { confine, exit } from './confine.ts';

/** Modules of Node that guard hooks only once they are asked for. */
const LAZY = ['node:http2', 'node:sqlite'];

const task = JSON.parse(process.argv[2] ?? '') as ProbeTask;
confine();
process.on('uncaughtException', (error) => answer(describe(error)));
try {
  await load(task);
  answer();
} catch (error) {
  answer(describe(error));
}

async function load({ parent, specifier, way, parts = [] }: ProbeTask): Promise<void> {
  if (specifier === undefined) {
    for (const name of LAZY) if (module.isBuiltin(name)) process.getBuiltinModule(name);
    return;
  }
  const loaders = loadersIn(parent);
  if (way === 'require') loaders.require(specifier);
  else await loaders.import(specifier);
  for (const part of parts) if (existsSync(part)) loaders.require(part);
}

interface Loaders {
  require(specifier: string): unknown;
  import(specifier: string): Promise<unknown>;
}

/** `require` and `import()` as a file in `folder` would have them, without a file there. */
function loadersIn(folder: string): Loaders {
  const filename = path.join(folder, 'castellan-doctor.cjs');
  const made = new module(filename) as NodeJS.Module & {
    _compile(source: string, filename: string): void;
  };
  made.filename = filename;
  made.paths = (
    module as unknown as { _nodeModulePaths(folder: string): string[] }
  )._nodeModulePaths(folder);
  made._compile('exports.require=require;exports.import=(name)=>import(name);', filename);
  return made.exports as Loaders;
}

function answer(failure?: string): never {
  const said: ProbeAnswer = { coverage: coverageReport(), ...(failure && { failure }) };
  writeSync(ANSWER_FD, `${JSON.stringify(said)}\n`);
  exit(0);
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] || 'it failed without a message').slice(0, 300);
}
