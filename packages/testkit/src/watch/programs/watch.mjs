// Starts watch on the directory and port that are given, and tells where it is as one line of JSON.
import { parseNetwork } from '@castellan/core';
import { startWatch } from '@castellan/watch';

const [directory, port] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
const running = await startWatch({
  directory,
  ...(databaseUrl !== undefined && { databaseUrl }),
  port: Number(port),
  host: '127.0.0.1',
  trustedProxies: [],
  // Webhooks of tests stand on this machine.
  innerNetworks: [parseNetwork('127.0.0.0/8')],
  onError: (error) => process.stderr.write(`${error?.stack ?? error}\n`),
});
process.on('SIGTERM', () => {
  running.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.stdout.write(`${JSON.stringify({ url: running.url, setUpUrl: running.setUpUrl })}\n`);
