// Ends in the way that the argument names, and tells every event on the way.
import { once } from 'node:events';

let rounds = 0;
process.on('beforeExit', (code) => console.log('beforeExit', code, (rounds += 1)));
process.on('exit', (code) => console.log('exit', code, process.exitCode));
process.prependListener('exit', () => console.log('first'));

const ways = {
  'by itself': () => {},
  'after a timer': () => setTimeout(() => {}, 5),
  'exit 3': () => process.exit(3),
  'exit code 4': () => void (process.exitCode = 4),
  'exit in a listener': () => process.on('exit', () => process.exit(5)),
  'throw in a listener': () =>
    process.on('exit', () => {
      throw new Error('thrown at the end');
    }),
  'work in beforeExit': () => process.once('beforeExit', () => setTimeout(() => {}, 1)),
  abort: () => process.kill(process.pid, 'SIGABRT'),
  SIGTERM: () => {
    setTimeout(() => {}, 5_000);
    process.kill(process.pid, 'SIGTERM');
  },
  'SIGTERM with a listener': async () => {
    const waiting = setTimeout(() => {}, 5_000);
    const signal = once(process, 'SIGTERM');
    process.kill(process.pid, 'SIGTERM');
    console.log(await signal);
    clearTimeout(waiting);
  },
  'await of nothing': async () => new Promise(() => {}),
  'events of its own': () => {
    process.on('own', (...values) => console.log('own', values));
    console.log(process.emit('own', 1, 2), process.emit('nobody'));
    console.log(process.emit('exit', 9), process.listenerCount('exit'));
  },
};
await0(ways[process.argv[2]]());

function await0(result) {
  result?.then?.(() => console.log('done'));
}
