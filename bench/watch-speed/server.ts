// A watch in a process of its own, so that what it costs is told from what asks it.
//   node -C castellan-source bench/watch-speed/server.ts DIRECTORY
// Tells its address, and where the first person is made, as one line of JSON, and ends when its input does.
import { startWatch } from '../../packages/watch/src/start-watch.ts';

const [directory = ''] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl } = process.env;
const watch = await startWatch({
  directory,
  ...(databaseUrl !== undefined && { databaseUrl }),
  port: 0,
  host: '127.0.0.1',
  trustedProxies: [],
  onError: (error) => console.error(error),
});
process.stdout.write(`${JSON.stringify({ url: watch.url, setUpUrl: watch.setUpUrl })}\n`);
process.stdin.resume().once('end', () => void watch.close());
