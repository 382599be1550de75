import { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serveRoutes } from '../serve-routes.js';
import { collect, line, plugins, programRoutes, publicDir, written } from './programs.js';

const options = { cwd: publicDir, encoding: 'utf8' };
const inShell = { ...options, shell: true };
const inBash = { ...options, shell: '/bin/bash' };

/** Many programs end with an error and say what they did on the way. */
const orWhatItWrote = (error) => {
  if (error.stdout === undefined) throw error;
  return written(error);
};

const byCallback = (start) =>
  new Promise((resolve, reject) => {
    start((error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve(written({ stdout, stderr }));
    });
  });

const sync = (run) => {
  try {
    return run();
  } catch (error) {
    return orWhatItWrote(error);
  }
};

serveRoutes({
  exec: (query) => byCallback((done) => exec(line(query), options, done)),
  'exec-bash': (query) => byCallback((done) => exec(line(query), inBash, done)),
  'exec-promisified': async (query) => written(await promisify(exec)(line(query), options)),
  'exec-sync': (query) => execSync(line(query), options),
  'exec-file-shell': (query) => byCallback((done) => execFile(line(query), inShell, done)),
  'exec-file-sh': (query) => byCallback((done) => execFile('sh', ['-c', line(query)], done)),
  'exec-file-sync-shell': (query) => execFileSync(line(query), inShell),
  'exec-file-sync-sh': (query) => execFileSync('/bin/sh', ['-c', line(query)], options),
  'spawn-shell': (query) => collect(spawn(line(query), inShell)),
  'spawn-shell-arguments': ({ name }) => collect(spawn('echo', [`"hello ${name}"`], inShell)),
  'spawn-bash': (query) => collect(spawn(line(query), inBash)),
  'spawn-sh': (query) => collect(spawn('bash', ['-c', line(query)], options)),
  'spawn-sync-shell': (query) => written(spawnSync(line(query), inShell)),
  'spawn-sync-sh': (query) => written(spawnSync('sh', ['-c', line(query)], options)),
  fork: ({ name }) => collect(fork(join(plugins, name), { silent: true, execArgv: [] })),
  'fork-written': ({ name }) => collect(fork(`${plugins}/${name}`, { silent: true, execArgv: [] })),
  ...programRoutes('exec-file', (file, args) =>
    byCallback((done) => execFile(file, args, options, done)),
  ),
  ...programRoutes('exec-file-promisified', async (file, args) =>
    promisify(execFile)(file, args, options).then(written, orWhatItWrote),
  ),
  ...programRoutes('exec-file-sync', (file, args) =>
    sync(() => execFileSync(file, args, options).slice(0, 100)),
  ),
  ...programRoutes('spawn', (file, args) => collect(spawn(file, args, options))),
  ...programRoutes('spawn-sync', (file, args) => written(spawnSync(file, args, options))),
});
