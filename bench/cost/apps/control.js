'use strict';
// What every app shares: it tells the bench when it listens and what it has used, over Node's IPC channel.

/** Listens on a free loopback port and answers the bench's questions from then on. */
exports.listen = (server) => {
  server.listen(0, '127.0.0.1', () => ready(server.address().port));
};

/** Tells the bench that the app listens. */
function ready(port) {
  process.send?.({ port, cpu: process.cpuUsage(), wallMs: performance.now() });
}
exports.ready = ready;

process.on('message', (message) => {
  // By itself, so that a profile is written.
  if (message === 'exit') process.exit(0);
  if (message !== 'memory') return;
  globalThis.gc?.();
  process.send({ memory: process.memoryUsage() });
});
