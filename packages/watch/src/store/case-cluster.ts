import { readFileSync } from 'node:fs';
import { type CaseTemplate, copyTemplate, sparesTheDisk } from './case-template.ts';
import { prepareCluster } from './embedded/cluster-directory.ts';
import { openStore } from './open-store.ts';

const manifest = new URL('../../package.json', import.meta.url);

/** The PostgreSQL from npm, with the schema of today. */
const template: CaseTemplate = {
  name: `embedded ${readFileSync(manifest, 'utf8')}`,
  data: 'postgres',
  files: ['database-password'],
  async make(directory) {
    const { pgdata } = await prepareCluster(directory);
    sparesTheDisk(pgdata);
    const { close } = await openStore({ directory });
    await close();
  },
};

/** Makes a data directory of watch in which nothing is yet, quicker than watch makes its own. */
export function layCaseCluster(home: string): Promise<void> {
  return copyTemplate(template, home);
}
