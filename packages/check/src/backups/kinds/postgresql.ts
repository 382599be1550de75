import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Backup, type BackupKind, Broken, CannotRestore } from '../backup-kind.ts';
import { contentOf } from '../open-backup.ts';
import { type Ended, runProgram } from '../run-program.ts';
import { rowsOf } from '../rows-of.ts';
import { type PostgresqlServer, startPostgresql } from '../throw-away/postgresql-server.ts';
import { readWholeTar } from '../whole-tar.ts';
import { withEnd } from '../with-end.ts';
import type { Workspace } from '../workspace.ts';

const plain = /^(--\n)?-- PostgreSQL database dump\n/;
const plainEnd = /^-- PostgreSQL database dump complete$/m;
const wholeServer = '-- PostgreSQL database cluster dump';
const tarStart = 'toc.dat\0';
const isRefusedCommand = /backslash commands are restricted/;

/** One query that counts the rows of every table of the team's; the server quotes the names. */
const countQuery = `SELECT coalesce(string_agg(format('SELECT %L, count(*) FROM %I.%I',
  n.nspname || '.' || c.relname, n.nspname, c.relname), ' UNION ALL '), 'SELECT 1 WHERE false')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/** Dumps of pg_dump: as text, in its own format, as a tar or a folder. */
export const kind: BackupKind = {
  title: 'PostgreSQL dump',
  recognises: ({ head, form, names }) =>
    form === 'folder' ? names.includes('toc.dat') : isDump(head.toString('latin1')),
  async restore(backup, workspace) {
    const text = backup.head.toString('latin1');
    if (text.includes(wholeServer))
      throw new CannotRestore(
        'a dump of a whole server (pg_dumpall): dump its databases by pg_dump',
      );
    const server = await startPostgresql(workspace);
    const notes = plain.test(text)
      ? await fromText(backup, server, workspace)
      : await fromArchive(backup, server, workspace);
    const asked = await ask(server, workspace, await ask(server, workspace, countQuery));
    return { tables: rowsOf(asked), notes };
  },
};

function isDump(text: string): boolean {
  const isOwnFormat = text.startsWith('PGDMP') || text.startsWith(tarStart);
  return isOwnFormat || plain.test(text) || text.includes(wholeServer);
}

/**
 * A dump as text is a program for psql, whose own commands reach the shell. They are shut off by
 * \\restrict (CVE-2025-8714); where psql is too old to know it nothing is run.
 */
async function fromText(
  backup: Backup,
  { programs, flags }: PostgresqlServer,
  workspace: Workspace,
): Promise<string[]> {
  const psql = join(programs, 'psql');
  const quiet = [...flags, '-X', '-q', '-o', '/dev/null', '-v', 'VERBOSITY=verbose'];
  const restrict = `\\restrict ${randomBytes(16).toString('hex')}`;
  const known = await runProgram(workspace, psql, [...quiet, '-c', restrict]);
  if (known.exitCode !== 0)
    throw new CannotRestore(
      'this psql knows no \\restrict, so a dump could run programs: update it',
    );
  const { content, isWhole } = withEnd(contentOf(backup), plainEnd);
  async function* restricted(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${restrict}\n`);
    yield* content;
  }
  const input = Readable.from(restricted(), { objectMode: false });
  const ended = await runProgram(workspace, psql, quiet, { input });
  if (!isWhole()) throw new Broken('it breaks off: its last line is not there');
  const ownCommands = backup.head.includes('\n\\restrict ') ? 1 : 0;
  const refused = ended.err.split('\n').filter((line) => isRefusedCommand.test(line)).length;
  if (refused > ownCommands) throw new Broken('it holds commands of psql: no dump of pg_dump does');
  return notesFrom(ended);
}

async function fromArchive(
  backup: Backup,
  { programs, flags }: PostgresqlServer,
  workspace: Workspace,
): Promise<string[]> {
  // What belonged to whom is no part of one database's dump: roles live outside of it.
  const args = [...flags, '--no-owner', '--no-privileges'];
  const isFolder = backup.form === 'folder';
  // pg_restore 15 waits for ever on a tar that was cut off.
  if (backup.head.toString('latin1').startsWith(tarStart)) await readWholeTar(contentOf(backup));
  const ended = await runProgram(
    workspace,
    join(programs, 'pg_restore'),
    isFolder ? [...args, '-F', 'd', backup.path] : args,
    isFolder ? { asWeAre: true } : { input: contentOf(backup) },
  );
  if (/unsupported version/.test(ended.err))
    throw new CannotRestore('it was made by a newer PostgreSQL than the one here: install that');
  const errors = archiveErrors(ended.err);
  if (ended.exitCode !== 0 && errors.length === 0)
    throw new Broken(ended.err.trim().split('\n').at(-1) ?? 'pg_restore failed');
  const [damage] = errors.filter((line) => !/already exists/.test(line));
  judgeExtensions(errors);
  if (damage !== undefined) throw new Broken(damage);
  return [];
}

function archiveErrors(err: string): string[] {
  return [...err.matchAll(/^pg_restore: error: (.*)$/gm)].map(([, message = '']) =>
    message.replace(/^could not execute query: /, ''),
  );
}

/** Roles live outside of one database's dump; everything else that fails is damage. */
function notesFrom({ err, exitCode }: Ended): string[] {
  const errors = [...err.matchAll(/^(?:ERROR|FATAL|PANIC): {2}(\w{5}: .*)$/gm)].map(
    ([, text = '']) => text,
  );
  judgeExtensions(errors);
  const isOfRole = /^(42704: role |42501: must be (member|owner) of )/;
  const damage = errors.find((text) => !isOfRole.test(text));
  if (damage !== undefined) throw new Broken(damage.replace(/^\w{5}: /, ''));
  if (exitCode !== 0 && errors.length === 0)
    throw new Broken(err.trim().split('\n').at(-1) || 'psql failed');
  return errors.length === 0
    ? []
    : ['who owned what was left out: roles are no part of the dump of one database'];
}

/** Without an extension what is built on it cannot come back, here: that says nothing of the backup. */
function judgeExtensions(errors: readonly string[]): void {
  const [, name] =
    /extension "?([\w-]+)"? (?:is not available|control file)|create extension "([\w-]+)"/.exec(
      errors.join('\n'),
    ) ?? [];
  if (name !== undefined)
    throw new CannotRestore(`it needs the extension ${name}, which is not to be had here`);
}

async function ask(
  { programs, flags }: PostgresqlServer,
  workspace: Workspace,
  query: string,
): Promise<string> {
  const args = [...flags, '-X', '-q', '-A', '-t', '-F', '\t', '-c', query];
  const ended = await runProgram(workspace, join(programs, 'psql'), args);
  if (ended.exitCode !== 0) throw new Broken(ended.err.trim());
  return ended.out.trim();
}
