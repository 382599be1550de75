import { resolve } from 'node:path';
import type { BackupSummary } from '@castellan/watch';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { loadWatch } from '../watch/load-watch.ts';
import { storePlace } from '../watch/options.ts';

/** Writes all that watch has stored into one file. */
export const watchBackup: Command = {
  name: 'watch backup',
  summary: 'Write all that watch has stored into one file, also while it runs',
  usage: `FILE [--data DIRECTORY] [--with-secrets-key] | --verify FILE

  FILE                the backup; one that is there is replaced once the new one is whole
  --data DIRECTORY    where watch keeps its data, as for castellan watch
  --with-secrets-key  put the key of the stored secrets into it too: whoever has the file can then
                      read the channels' passwords and tokens
  --verify FILE       only look whether a backup is whole and undamaged; needs no database

  DATABASE_URL  as for castellan watch`,
  examples: [
    'castellan watch backup /backups/watch.backup',
    'castellan watch backup --verify /backups/watch.backup',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [first = '', ...others] = argv;
  const isFile = !first.startsWith('-') && first !== '';
  const flags = parseFlags(isFile ? others : argv, {
    data: { type: 'string' },
    'with-secrets-key': { type: 'boolean', default: false },
    verify: { type: 'string' },
  });
  if (isFile === (flags.verify !== undefined)) {
    throw new UsageError('watch backup takes a file to write, or --verify and the file to look at');
  }
  const { backUp, verifyBackup, watchVersion } = await loadWatch();
  if (flags.verify !== undefined) {
    const summary = await verifyBackup(resolve(flags.verify));
    process.stdout.write(`whole and undamaged: ${inWords(summary)}\n`);
    return 0;
  }
  const done = await backUp({
    ...storePlace(flags, process.env),
    file: resolve(first),
    watchVersion: watchVersion(),
    withSecretsKey: flags['with-secrets-key'],
  });
  process.stdout.write(`${first}: ${inWords(done)}, ${done.bytes} bytes\n${aboutKey(done)}`);
  return 0;
}

/** What a backup holds, in one line. */
export function inWords({ head, tables }: BackupSummary): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const events = tables.find(({ table }) => table === 'events')?.rows ?? 0;
  return `${rows} rows of ${tables.length} tables (${events} events), made ${head.madeAt} by watch ${head.watchVersion}, schema ${head.schema.at(-1) ?? 'none'}`;
}

/** Those of channels, destinations, monitors, the sign-in provider, and the key that signs evidence. */
export function secretsInWords(count: number): string {
  return count === 1 ? 'One stored secret is' : `${count} stored secrets are`;
}

function aboutKey({ head: { secretsKey, sealed } }: BackupSummary): string {
  if (secretsKey !== undefined) {
    return 'It holds the key of the stored secrets: whoever has this file can read them. Keep it closed.\n';
  }
  return sealed.secrets === 0
    ? ''
    : `${secretsInWords(sealed.secrets)} sealed with secrets-key in the data directory, which is not in this file.\n` +
        'Keep a copy of that key elsewhere (or use --with-secrets-key); without it they must be entered anew.\n';
}
