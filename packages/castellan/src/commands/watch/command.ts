import type { Command } from '../command.ts';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { openBrowser } from './open-browser.ts';
import { type WatchFlags, watchOptions } from './options.ts';
import { errorLog } from './error-log.ts';
import { loadWatch } from './load-watch.ts';

const defaultPort = '4600';

/** Starts the team's console. */
export const watch: Command = {
  name: 'watch',
  summary: 'Start the console that takes in what guard finds, for the team',
  usage: `[--port N] [--host ADDRESS] [--data DIRECTORY] [--url URL] [--trusted-proxy NETWORK]... [--allow-network NETWORK]... [--open]

  --port N                 where it listens (default: ${defaultPort}; 0 for any free port)
  --host ADDRESS           on which address (default: 127.0.0.1, this machine only)
  --data DIRECTORY         where its own PostgreSQL keeps the data (default: ~/.castellan/watch,
                           /var/lib/castellan/watch for root)
  --url URL                where people reach it, when a proxy with TLS stands before it
  --trusted-proxy NETWORK  address or network of such a proxy, whose X-Forwarded-For is believed
  --allow-network NETWORK  inner address or network to which notifications and monitors may go, such
                           as a mail server's; otherwise they go to public addresses only
  --open                   open it in the browser

  DATABASE_URL  a PostgreSQL (15 or newer) of your own. --data then holds only the key of stored
                secrets; several servers need the same one

  The first start prints a link with which the first person is made; it works once.`,
  examples: [
    'castellan watch',
    'castellan watch --open --port 5000',
    'castellan watch --data /srv/castellan',
    'DATABASE_URL=postgres://watch@db.internal/castellan castellan watch --url https://watch.example.com --trusted-proxy 10.0.0.0/8',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv, {
    port: { type: 'string', default: defaultPort },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    url: { type: 'string' },
    'trusted-proxy': { type: 'string', multiple: true },
    'allow-network': { type: 'string', multiple: true },
    open: { type: 'boolean', default: false },
  }) satisfies WatchFlags;
  const options = watchOptions(flags, process.env, (message) => {
    throw new UsageError(message);
  });
  const { startWatch } = await loadWatch();
  const onError = errorLog((line) => process.stderr.write(line));
  const ending = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const running = await startWatch({ ...options, onError });
  const account = running.account === undefined ? '' : ` (PostgreSQL runs as ${running.account})`;
  process.stdout.write(`castellan watch: ${running.url}\n  data in ${running.place}${account}\n`);
  if (running.setUpUrl !== undefined) {
    process.stdout.write(
      `  make the first person here, once, within a day:\n  ${running.setUpUrl}\n`,
    );
  }
  if (flags.open) openBrowser(running.setUpUrl ?? running.url);
  await ending;
  await running.close();
  return 0;
}
