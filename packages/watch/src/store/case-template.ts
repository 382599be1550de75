import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountFor, give } from './embedded/account.ts';

/** A store that is made once for all runs of tests and copied: initdb and migrations are what is slow. */
export interface CaseTemplate {
  /** Says by which PostgreSQL and from which sources it is made. */
  readonly name: string;
  /** Makes it in an empty directory, and ends its server in order. */
  make(directory: string): Promise<void>;
  /** What of it is copied: PostgreSQL's own directory, and files beside it. */
  readonly data: string;
  readonly files: readonly string[];
}

const dayMs = 86_400_000;
const prefix = 'castellan-store-';

/** Lays a copy of a template into a directory, as `make` would have made it. */
export async function copyTemplate(template: CaseTemplate, directory: string): Promise<void> {
  const made = await madeTemplate(template);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  for (const file of template.files) cpSync(join(made, file), join(directory, file));
  const data = join(directory, template.data);
  const account = accountFor(data);
  mkdirSync(data, { mode: 0o700 });
  give(data, account);
  // One program under the account to which all of it is to belong is quicker than a call a file.
  await promisify(execFile)('cp', ['-R', `${join(made, template.data)}/.`, data], {
    cwd: '/',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
}

/** A test's store needs to outlive no loss of power: what is committed is handed to the system, no further. */
export function sparesTheDisk(pgdata: string): void {
  appendFileSync(join(pgdata, 'postgresql.conf'), 'fsync = off\nfull_page_writes = off\n');
}

/** Files of tests run at once: each makes its own when there is none, and one of these becomes the template. */
async function madeTemplate({ name, make }: CaseTemplate): Promise<string> {
  const place = join(tmpdir(), `${prefix}${digestOf(name)}`);
  if (isOurs(place)) {
    // In use: it is not among those that are old.
    utimesSync(place, new Date(), new Date());
    return place;
  }
  removeOld();
  const draft = mkdtempSync(join(tmpdir(), 'castellan-draft-'));
  try {
    chmodSync(draft, 0o755);
    const whole = join(draft, 'whole');
    mkdirSync(whole, { mode: 0o755 });
    await make(whole);
    // It may have been handed to the account that PostgreSQL runs under.
    const { uid, gid } = statSync(draft);
    chownSync(whole, uid, gid);
    try {
      renameSync(whole, place);
    } catch (error) {
      if (!isOurs(place)) throw error;
    }
    return place;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Others may write into the directory of temporary files too. */
function isOurs(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

/** Of the programs' version and of the schema, which the migrations alone make. */
function digestOf(name: string): string {
  const digest = createHash('sha256').update(`${name}\n${process.getuid?.()}\n`);
  const sources = [new URL('migrations/', import.meta.url), new URL('embedded/', import.meta.url)];
  for (const source of sources) {
    for (const file of readdirSync(source).sort())
      digest.update(readFileSync(new URL(file, source)));
  }
  digest.update(readFileSync(new URL(import.meta.url)));
  return digest.digest('hex').slice(0, 16);
}

/** Those of sources that have changed since. */
function removeOld(): void {
  for (const name of readdirSync(tmpdir())) {
    const place = join(tmpdir(), name);
    if (!name.startsWith(prefix) || !isOurs(place)) continue;
    if (Date.now() - statSync(place).mtimeMs > dayMs)
      rmSync(place, { recursive: true, force: true });
  }
}
