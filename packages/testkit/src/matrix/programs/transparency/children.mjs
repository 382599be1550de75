// What children, threads and cluster workers are given, and how they end.
import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const told = () =>
  JSON.stringify([process.execArgv, process.env.NODE_OPTIONS, process.listenerCount('exit')]);
const role = process.argv[2];

async function threads() {
  const worker = new Worker(process.argv[1], { workerData: 'given', argv: ['thread'] });
  worker.on('message', (message) => console.log('thread', message));
  console.log(await once(worker, 'exit'), worker instanceof Worker);
  const failing = new Worker('throw new Error("in a thread")', { eval: true });
  failing.once('error', (error) => console.log(error.message, error instanceof Error));
  console.log(await once(failing, 'exit').catch((error) => error.message));
}

async function programs() {
  const script = 'console.log(JSON.stringify([process.execArgv, process.env.NODE_OPTIONS]))';
  console.log(childProcess.execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
  const child = childProcess.fork(process.argv[1], ['child'], { stdio: 'pipe' });
  child.stdout.pipe(process.stdout);
  child.on('message', (message) => console.log('child', message));
  console.log(
    await once(child, 'close'),
    child.spawnargs.length,
    child instanceof childProcess.ChildProcess,
  );
  const missing = childProcess.spawn('/nowhere/at-all', ['a']);
  console.log(
    (await once(missing, 'error')).map((error) => [error.code, error.path, error.spawnargs]),
  );
  console.log(childProcess.spawnSync('sh', ['-c', 'exit 5']).status);
  const worker = cluster.setupPrimary({ args: ['worker'] }) ?? cluster.fork();
  worker.on('message', (message) => console.log('worker', message));
  console.log(await once(worker, 'exit'));
}

if (!isMainThread) parentPort?.postMessage([told(), workerData]);
else if (role === 'child') process.send(told(), () => process.disconnect());
else if (role === 'worker') process.send(told(), () => process.exit(3));
else threads().then(programs);
