import { resolve } from 'node:path';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Command } from '../command.ts';
import { loadWatch } from '../watch/load-watch.ts';
import { storePlace } from '../watch/options.ts';
import { inWords, secretsInWords } from '../watch-backup/command.ts';

/** Brings back what a backup holds. */
export const watchRestore: Command = {
  name: 'watch restore',
  summary: 'Bring back what a backup of watch holds',
  usage: `FILE [--data DIRECTORY] [--replace]

  FILE              a backup of this version or an older one
  --data DIRECTORY  where watch keeps its data, as for castellan watch; made when it is not there
  --replace         put the backup in the place of what is stored there, which is lost

  DATABASE_URL  as for castellan watch

  Stop watch first. The file is checked whole before anything is touched, and what goes wrong after
  that leaves everything as it was.`,
  examples: [
    'castellan watch restore /backups/watch.backup',
    'castellan watch restore /backups/watch.backup --data /srv/castellan --replace',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [file = '', ...others] = argv;
  if (file === '' || file.startsWith('-')) {
    throw new UsageError('watch restore takes the file of a backup first');
  }
  const flags = parseFlags(others, {
    data: { type: 'string' },
    replace: { type: 'boolean', default: false },
  });
  const { restoreBackup } = await loadWatch();
  const place = storePlace(flags, process.env);
  const done = await restoreBackup({ ...place, file: resolve(file), replace: flags.replace });
  const { secretsKey, sealed } = done.head;
  process.stdout.write(`restored ${inWords(done)}\n`);
  if (secretsKey === undefined && sealed.secrets > 0) {
    process.stdout.write(
      `${secretsInWords(sealed.secrets)} sealed with the secrets-key of the watch that was backed up: put it into ${place.directory}; without it enter them anew under Settings.\n`,
    );
  }
  return 0;
}
