import { createWriteStream, chownSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Backup, type BackupKind, Broken } from '../backup-kind.ts';
import { findProgram } from '../find-program.ts';
import { contentOf } from '../open-backup.ts';
import { rowsOf } from '../rows-of.ts';
import { runProgram } from '../run-program.ts';
import { withEnd } from '../with-end.ts';
import type { Workspace } from '../workspace.ts';
import { Readable } from 'node:stream';

const magic = 'SQLite format 3\0';
const plain = /^PRAGMA foreign_keys=OFF;\s+BEGIN TRANSACTION;/;
const plainEnd = /^(COMMIT|ROLLBACK; -- due to errors);\s*$/m;

/** Names are put between double quotes by the database itself. */
const countQuery = `SELECT coalesce(group_concat(
  'SELECT ' || quote(name) || ', count(*) FROM "' || replace(name, '"', '""') || '"', ' UNION ALL '),
  'SELECT 1 WHERE false') FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL %'`;

/** Databases of SQLite as files, and dumps of its shell as text. */
export const kind: BackupKind = {
  title: 'SQLite database',
  recognises({ head, form }) {
    const text = head.toString('latin1');
    return form === 'file' && (text.startsWith(magic) || plain.test(text));
  },
  async restore(backup, workspace) {
    const program = findProgram(['sqlite3'], 'the shell of SQLite (Debian: sqlite3)');
    const database = join(workspace.folder('sqlite'), 'restored.db');
    if (plain.test(backup.head.toString('latin1')))
      await fromText(program, backup, database, workspace);
    else {
      await pipeline(contentOf(backup), createWriteStream(database, { mode: 0o600 }));
      if (workspace.account) chownSync(database, workspace.account.uid, workspace.account.gid);
    }
    const ask = (query: string): Promise<string> => answer(program, database, query, workspace);
    const said = await ask('PRAGMA integrity_check(3)');
    if (said !== 'ok') throw new Broken(said.replaceAll('\n', '; '));
    const dangling = await ask('PRAGMA foreign_key_check');
    const notes = dangling === '' ? [] : ['rows point at rows that are not there (foreign keys)'];
    return { tables: rowsOf(await ask(await ask(countQuery))), notes };
  },
};

/** The shell has commands of its own, which reach the disk: -safe shuts them off. */
async function fromText(
  program: string,
  backup: Backup,
  database: string,
  workspace: Workspace,
): Promise<void> {
  const { content, isWhole } = withEnd(contentOf(backup), plainEnd);
  const input = Readable.from(content, { objectMode: false });
  const ended = await runProgram(workspace, program, ['-safe', '-bail', '-batch', database], {
    input,
  });
  if (ended.exitCode !== 0) throw new Broken(lastLine(ended.err));
  if (!isWhole()) throw new Broken('it breaks off: its last line is not there');
}

async function answer(
  program: string,
  database: string,
  query: string,
  workspace: Workspace,
): Promise<string> {
  const args = ['-batch', '-noheader', '-separator', '\t', database, query];
  const ended = await runProgram(workspace, program, args);
  if (ended.exitCode !== 0) throw new Broken(lastLine(ended.err));
  return ended.out.trim();
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'sqlite3 failed';
}
