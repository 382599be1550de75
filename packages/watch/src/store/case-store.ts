import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { layCaseCluster } from './case-cluster.ts';
import { CasePostgres, debianPrograms, withoutDebian } from './case-postgres.ts';
import { type CaseTemplate, copyTemplate, sparesTheDisk } from './case-template.ts';
import { openStore, type OpenStore } from './open-store.ts';

/** A PostgreSQL to test on; why it is not there when it is not. */
export interface CaseServer {
  readonly name: string;
  readonly missing: string | undefined;
  open(): Promise<OpenStore>;
}

/** What is to be undone when all tests of the file have run, last first. */
const undone: (() => unknown)[] = [];
after(async () => {
  for (const undo of undone.reverse()) await undo();
});

/** The one from npm, and Debian's as a team's own would be reached: same schema, same tests. */
export const caseServers: readonly CaseServer[] = [
  {
    name: 'embedded PostgreSQL 18',
    missing: undefined,
    async open() {
      const directory = join(temporaryDirectory(), 'data');
      await layCaseCluster(directory);
      return openStore({ directory });
    },
  },
  {
    name: `PostgreSQL of ${debianPrograms ?? 'Debian'} by DATABASE_URL`,
    missing: withoutDebian,
    open: async () => openStore({ directory: '/nowhere', databaseUrl: await startDebian() }),
  },
];

/** A directory that every account may enter; taken away after the tests. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-watch-'));
  chmodSync(directory, 0o755);
  undone.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Debian's, with the schema of today. */
const debianTemplate: CaseTemplate = {
  name: debianPrograms ?? '',
  data: 'data',
  files: [],
  async make(directory) {
    const server = new CasePostgres(directory);
    server.initialise();
    sparesTheDisk(server.pgdata);
    await server.start();
    const { close } = await openStore({ directory, databaseUrl: server.url });
    await close();
    await server.stop();
  },
};

async function startDebian(): Promise<string> {
  const directory = temporaryDirectory();
  await copyTemplate(debianTemplate, directory);
  const server = new CasePostgres(directory);
  undone.push(() => server.stop());
  await server.start();
  return server.url;
}
