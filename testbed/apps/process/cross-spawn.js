import crossSpawn from 'cross-spawn';
import { serveRoutes } from '../serve-routes.js';
import { collect, line, programRoutes, publicDir, written } from './programs.js';

const options = { cwd: publicDir, encoding: 'utf8' };
const inShell = { ...options, shell: true };

serveRoutes({
  'spawn-shell': (query) => collect(crossSpawn(line(query), inShell)),
  'sync-shell': (query) => written(crossSpawn.sync(line(query), inShell)),
  ...programRoutes('spawn', (file, args) => collect(crossSpawn(file, args, options))),
  ...programRoutes('sync', (file, args) => written(crossSpawn.sync(file, args, options))),
});
