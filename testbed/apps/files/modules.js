import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeSandbox } from '../sandbox.js';
import { serveRoutes } from '../serve-routes.js';

const { plugins } = makeSandbox();
const load = createRequire(join(plugins, 'x.js'));

function runWorker(file) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { stdout: true });
    let output = '';
    worker.stdout.on('data', (chunk) => (output += chunk));
    worker.on('error', reject);
    worker.on('exit', () => resolve(output));
  });
}

serveRoutes({
  require: ({ name }) => load(join(plugins, name)),
  'require/written': ({ name }) => load(`${plugins}/${name}`),
  'require/relative': ({ name }) => load(`./${name}`),
  worker: ({ name }) => runWorker(join(plugins, name)),
});
