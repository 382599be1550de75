import { $, execa, execaCommand, execaCommandSync, execaNode, execaSync } from 'execa';
import { join } from 'node:path';
import { serveRoutes } from '../serve-routes.js';
import { line, plugins, programRoutes, publicDir, written } from './programs.js';

const options = { cwd: publicDir, reject: false, stripFinalNewline: false };
const inShell = { ...options, shell: true };
const ended = (result) => {
  if (result.failed && result.exitCode === undefined) throw result;
  return written(result);
};

async function byLines(subprocess) {
  const lines = [];
  for await (const each of subprocess) lines.push(each);
  return `${lines.join('\n')}\n`;
}

serveRoutes({
  shell: async (query) => ended(await execa(line(query), inShell)),
  'shell-template': async (query) => ended(await execa(inShell)`${line(query)}`),
  'shell-sync': (query) => ended(execaSync(line(query), inShell)),
  'shell-script': async (query) => ended(await $(inShell)`${line(query)}`),
  'shell-script-sync': (query) => ended($(inShell).sync`${line(query)}`),
  'shell-lines': (query) => byLines(execa(line(query), inShell)),
  sh: async (query) => ended(await $(options)`sh -c ${line(query)}`),
  'command-shell': async (query) => ended(await execaCommand(line(query), inShell)),
  pipe: async (query) => ended(await $(options)`echo ${line(query)}`.pipe(options)`sh`),
  'pipe-second': async (query) =>
    ended(await $(options)`echo x`.pipe(options)`sh -c ${line(query)}`),
  node: async ({ name }) =>
    ended(await execaNode(join(plugins, name), { ...options, nodeOptions: [] })),
  ...programRoutes('execa', async (file, args) => ended(await execa(file, args, options))),
  ...programRoutes('sync', (file, args) => ended(execaSync(file, args, options))),
  ...programRoutes('script', async (file, args) => ended(await $(options)`${file} ${args}`)),
  ...programRoutes('command', async (file, args) =>
    ended(await execaCommand([file, ...args.map(escaped)].join(' '), options)),
  ),
  ...programRoutes('command-sync', (file, args) =>
    ended(execaCommandSync([file, ...args.map(escaped)].join(' '), options)),
  ),
});

function escaped(argument) {
  return argument.replaceAll(' ', '\\ ');
}
