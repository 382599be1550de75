import { readFileSync } from 'node:fs';
import path from 'node:path';
import { guardStartOf, shellForm, startScriptIn } from '@castellan/core';
import { readManifest } from './installed-copies.ts';
import type { Check } from './report.ts';

/** A place that says how the app is started, with the variables that it sets. */
interface StartCommand {
  readonly where: string;
  readonly command: string;
  readonly variables: string;
}

/** Whether package.json, Dockerfile and Procfile in `folder` start the app under guard, and how. */
export function checkStart(folder: string, env: NodeJS.ProcessEnv): Check[] {
  if (guardStartOf(env['NODE_OPTIONS'] ?? '').starts) {
    return [check('ok', 'NODE_OPTIONS starts guard in every Node process of this shell')];
  }
  const scripts = scriptsOf(folder);
  const deployed = [...dockerfile(folder), ...procfile(folder)];
  const judged = deployed.map((one) => judge(one, scripts, 'problem'));
  const start = scripts.get('start');
  if (start === undefined) return judged;
  // Where something else starts the app in production, the script is for development.
  const fault = judged.some(({ status }) => status === 'ok') ? 'warning' : 'problem';
  return [judge(start, scripts, fault), ...judged];
}

function judge(
  { where, command, variables }: StartCommand,
  scripts: ReadonlyMap<string, StartCommand>,
  fault: 'warning' | 'problem',
): Check {
  const shown = JSON.stringify(command.length > 80 ? `${command.slice(0, 77)}...` : command);
  const script = scripts.get(startScriptIn(command) ?? '');
  const whole = `${variables} ${command} ${script?.command ?? ''}`;
  const { starts, isOff, mode } = guardStartOf(whole);
  if (!starts) {
    const how = `castellan run, or node --import castellan/guard`;
    return check(fault, `${where} starts the app without guard: ${shown}; use ${how}`);
  }
  if (isOff) {
    return check(fault, `${where} turns guard off by CASTELLAN=off: ${shown}`);
  }
  if (mode === 'off') return check(fault, `${where} turns every detection off: ${shown}`);
  if (mode === 'monitor') {
    return check(
      'warning',
      `${where} starts guard in monitor mode: attacks are logged, not stopped`,
    );
  }
  return check('ok', `${where} starts guard${mode === undefined ? '' : ` in ${mode} mode`}`);
}

function check(status: Check['status'], message: string): Check {
  return { id: 'start', status, message };
}

function scriptsOf(folder: string): Map<string, StartCommand> {
  const found = new Map<string, StartCommand>();
  for (const [name, command] of Object.entries(readManifest(folder)?.scripts ?? {})) {
    if (typeof command !== 'string') continue;
    found.set(name, { where: `package.json's ${name} script`, command, variables: '' });
  }
  return found;
}

/** The last ENTRYPOINT and CMD of a Dockerfile, with all that ENV sets. */
function dockerfile(folder: string): StartCommand[] {
  const text = read(folder, 'Dockerfile')?.replaceAll(/\\\r?\n/g, ' ') ?? '';
  const of = (instruction: string): string[] =>
    [...text.matchAll(new RegExp(`^\\s*${instruction}\\s+(.*)$`, 'gim'))].map(([, rest]) => rest!);
  const words = [of('ENTRYPOINT').at(-1), of('CMD').at(-1)].flatMap((one) =>
    one === undefined ? [] : [shellForm(one)],
  );
  if (words.length === 0) return [];
  return [{ where: 'Dockerfile', command: words.join(' '), variables: of('ENV').join(' ') }];
}

function procfile(folder: string): StartCommand[] {
  const command = /^web:\s*(.+)$/m.exec(read(folder, 'Procfile') ?? '')?.[1];
  return command === undefined ? [] : [{ where: 'Procfile', command, variables: '' }];
}

function read(folder: string, name: string): string | undefined {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
