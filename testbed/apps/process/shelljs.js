import { join } from 'node:path';
import shell from 'shelljs';
import { serveRoutes } from '../serve-routes.js';
import { collect, line, programRoutes, publicDir, written } from './programs.js';

/** Made anew for each call: shelljs writes into what it is given. */
const options = () => ({ silent: true, cwd: publicDir });
const file = ({ name }) => join(publicDir, name);

function failing(result) {
  if (result.code !== 0) throw new Error(result.stderr);
  return String(result);
}

serveRoutes({
  exec: (query) => shell.exec(line(query), options()).stdout,
  'exec-callback': (query) =>
    new Promise((resolve) => {
      shell.exec(line(query), options(), (_code, stdout) => resolve(stdout));
    }),
  'exec-async': (query) => collect(shell.exec(line(query), { ...options(), async: true })),
  cat: (query) => failing(shell.cat(file(query))),
  head: (query) => failing(shell.head(file(query))),
  grep: (query) => failing(shell.grep('o', file(query))),
  sed: (query) => failing(shell.sed('zz', 'z', file(query))),
  cp: (query) => {
    shell.cp(file(query), join(publicDir, 'copy.txt'));
    return failing(shell.cat(join(publicDir, 'copy.txt')));
  },
  ...programRoutes('cmd', (program, args) => written(shell.cmd(program, ...args, options()))),
});
