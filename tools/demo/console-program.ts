// Runs watch for the demo: `console-program.ts <directory> <port>`. Tells by message where it is.
import { startWatch, WatchError } from '@castellan/watch';

const [directory = '', port] = process.argv.slice(2);

// Ctrl-C reaches every process at the terminal: the demo ends this one after the shops.
process.on('SIGINT', () => undefined);
const ending = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'disconnect'] as const) process.once(signal, () => resolve());
});

try {
  const watch = await startWatch({
    directory,
    port: Number(port),
    host: '127.0.0.1',
    trustedProxies: [],
    onError: (error) => console.error(error),
  });
  if (process.connected) process.send?.({ url: watch.url, setUpUrl: watch.setUpUrl });
  await ending;
  await watch.close();
} catch (error) {
  // In words for people: there is nothing to be mended in the demo.
  if (!(error instanceof WatchError)) throw error;
  process.send?.({ missing: error.message });
}
process.exit();
