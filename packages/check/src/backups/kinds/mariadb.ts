import { Readable } from 'node:stream';
import { type BackupKind, Broken } from '../backup-kind.ts';
import { contentOf } from '../open-backup.ts';
import { rowsOf } from '../rows-of.ts';
import { runProgram } from '../run-program.ts';
import { type MariadbServer, startMariadb } from '../throw-away/mariadb-server.ts';
import { withEnd } from '../with-end.ts';
import type { Workspace } from '../workspace.ts';

const plain = /^(\/\*M!999999.*\n)?-- (MariaDB|MySQL) dump /;
const plainEnd = /^-- Dump completed\b/m;
const own = "('mysql', 'sys', 'information_schema', 'performance_schema')";

/** Names are put between backquotes by the server itself. */
const countQuery = `SELECT coalesce(group_concat(concat('SELECT ',
  quote(if(table_schema = 'restore', table_name, concat(table_schema, '.', table_name))),
  ', count(*) FROM \`', replace(table_schema, '\`', '\`\`'), '\`.\`', replace(table_name, '\`', '\`\`'), '\`')
  SEPARATOR ' UNION ALL '), 'SELECT 1 WHERE false')
  FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ${own}`;

/** Dumps of mariadb-dump and mysqldump. */
export const kind: BackupKind = {
  title: 'MariaDB or MySQL dump',
  recognises: ({ head, form }) => form === 'file' && plain.test(head.toString('latin1')),
  async restore(backup, workspace) {
    const server = await startMariadb(workspace);
    const { content, isWhole } = withEnd(contentOf(backup), plainEnd);
    const input = Readable.from(content, { objectMode: false });
    // A dump is a program for the client, whose own commands reach the shell: binary mode has none.
    const args = [...server.flags, '--binary-mode', 'restore'];
    const ended = await runProgram(workspace, server.client, args, { input });
    if (ended.exitCode !== 0) throw new Broken(ended.err.trim().split('\n').at(-1) ?? '');
    if (!isWhole()) throw new Broken('it breaks off: its last line is not there');
    const query = await ask(server, workspace, countQuery);
    return { tables: rowsOf(await ask(server, workspace, query)), notes: [] };
  },
};

async function ask(server: MariadbServer, workspace: Workspace, query: string): Promise<string> {
  const unlimited = 'SET SESSION group_concat_max_len = 16777216;';
  const args = [...server.flags, '--skip-column-names', '--raw', '-B', '-e', unlimited + query];
  const ended = await runProgram(workspace, server.client, args);
  if (ended.exitCode !== 0) throw new Broken(ended.err.trim());
  return ended.out.trim();
}
