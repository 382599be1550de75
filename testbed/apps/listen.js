import { createServer } from 'node:http';

/** Serves `app` (an Express app or a request listener) on a free loopback port and tells our parent. */
export function listen(app) {
  return listenOn(createServer(app));
}

/** The same for a server of any kind. */
export function listenOn(server, scheme = 'http') {
  server.listen(0, '127.0.0.1', () => announce(server.address().port, scheme));
}

/** Tells our parent the port, and ends this process with it. */
export function announce(port, scheme = 'http') {
  process.on('disconnect', () => process.exit());
  process.send?.({ port, scheme });
}
