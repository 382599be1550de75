import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { supportedNodeVersions } from '@castellan/core';
import { checkConfiguration, hasModuleHooks, isSupportedNode } from '@castellan/guard';
import type { Check } from './report.ts';
import { checkStart } from './start-commands.ts';

/** Everything around the app that decides whether guard starts, and whether it can do its work. */
export function checkEnvironment(folder: string, env: NodeJS.ProcessEnv): Check[] {
  return [
    ...checkNode(),
    ...checkFlags(env),
    ...checkStart(folder, env),
    ...checkSettings(folder, env),
  ];
}

function checkNode(): Check[] {
  const { node } = process.versions;
  if (!isSupportedNode(node)) {
    return [
      {
        id: 'node',
        status: 'problem',
        message: `Node ${node} is not supported; use ${supportedNodeVersions}`,
      },
    ];
  }
  if (hasModuleHooks()) return [{ id: 'node', status: 'ok', message: `Node ${node} is supported` }];
  const message = `Node ${node} is supported, but cannot watch ES modules; 22.22.3, 24.11.1 and later can`;
  return [{ id: 'node', status: 'warning', message }];
}

function checkFlags(env: NodeJS.ProcessEnv): Check[] {
  const found: Check[] = [];
  const problem = (message: string): void =>
    void found.push({ id: 'flags', status: 'problem', message });
  if (env['CASTELLAN'] === 'off') problem('CASTELLAN=off is set: guard does not start');
  if (/--no-(?:experimental-)?require-module\b/.test(env['NODE_OPTIONS'] ?? '')) {
    problem(
      'NODE_OPTIONS holds --no-experimental-require-module: castellan run cannot load guard by -r',
    );
  }
  return found;
}

function checkSettings(folder: string, env: NodeJS.ProcessEnv): Check[] {
  const loaded = checkConfiguration(env, folder);
  if (!loaded.ok) {
    return loaded.problems.map(({ key, message }) => ({
      id: 'configuration',
      status: 'problem',
      message: `${key} ${message}; guard does not start with it`,
    }));
  }
  const { mode, findingsFile } = loaded.configuration;
  const source = loaded.file === undefined ? 'defaults' : path.basename(loaded.file);
  const consequence = {
    block: 'attacks are stopped',
    monitor: 'attacks are logged, not stopped',
    off: 'nothing is judged',
  }[mode];
  return [
    {
      id: 'configuration',
      status: mode === 'block' ? 'ok' : mode === 'monitor' ? 'warning' : 'problem',
      message: `configuration (${source}) is valid: ${mode} mode, ${consequence}`,
    },
    checkFindingsFile(findingsFile),
  ];
}

function checkFindingsFile(file: string | false): Check {
  const id = 'findings-file';
  if (file === false) {
    return { id, status: 'warning', message: 'findings are kept in no file, by configuration' };
  }
  let at = file;
  while (!existsSync(at) && at !== path.dirname(at)) at = path.dirname(at);
  const problem = (why: string): Check => ({
    id,
    status: 'problem',
    message: `findings cannot be written to ${file}: ${why}`,
  });
  if (statSync(at).isDirectory() === (at === file)) {
    return problem(at === file ? 'it is a folder' : `${at} is no folder`);
  }
  try {
    accessSync(at, constants.W_OK);
    return { id, status: 'ok', message: `findings go to ${file}` };
  } catch {
    return problem(`no right to write ${at}`);
  }
}
