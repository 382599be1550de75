import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A driver whose code stands in the app's own files. */
export interface BundledDriver {
  readonly library: string;
  /** The file that holds it. */
  readonly path: string;
  /** What speaks to the database: a protocol that guard may read at the socket, or nothing it can see. */
  readonly protocol?: string;
}

interface Marks {
  readonly library: string;
  readonly protocol?: string;
  /** Texts that no minifier changes, all of which must be there (seen in bundles by esbuild). */
  readonly texts: readonly string[];
}

const MARKS: readonly Marks[] = [
  {
    library: 'PostgreSQL driver',
    protocol: 'PostgreSQL',
    texts: ['client_encoding', 'SCRAM-SHA-256'],
  },
  {
    library: 'MySQL driver',
    protocol: 'MySQL',
    texts: ['mysql_native_password', 'ER_ACCESS_DENIED_ERROR'],
  },
  { library: 'SQL Server driver', protocol: 'TDS', texts: ['NTLMSSP', 'PRELOGIN'] },
  { library: '@electric-sql/pglite', texts: ['pglite.wasm', 'pglite.data'] },
  { library: 'better-sqlite3', texts: ['better_sqlite3.node'] },
  { library: 'sqlite3', texts: ['node_sqlite3.node'] },
];

const MAX_FILES = 500;
const MAX_FILE_BYTES = 128 * 1024 * 1024;
/** Text between an import's keyword and its relative path is short; names that are computed are not seen. */
const RELATIVE = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["'](\.{1,2}\/[^"'\n]{1,500})["']/g;

/** Drivers in the code of `entry` and of the files that it loads by relative paths. */
export function findBundledDrivers(entry: string): BundledDriver[] {
  const found = new Map<string, BundledDriver>();
  for (const file of filesFrom(entry)) {
    for (const { library, protocol, texts } of MARKS) {
      if (found.has(library) || !texts.every((text) => file.text.includes(text))) continue;
      found.set(library, { library, path: file.path, ...(protocol && { protocol }) });
    }
  }
  return [...found.values()];
}

function* filesFrom(entry: string): Generator<{ path: string; text: string }> {
  const files = new Set([entry]);
  for (const file of files) {
    if (files.size > MAX_FILES || statSync(file).size > MAX_FILE_BYTES) continue;
    const text = readFileSync(file, 'utf8');
    yield { path: file, text };
    for (const [, relative] of text.matchAll(RELATIVE)) {
      const next = resolveFile(path.resolve(path.dirname(file), relative!));
      if (next !== undefined && !next.includes(`${path.sep}node_modules${path.sep}`))
        files.add(next);
    }
  }
}

function resolveFile(base: string): string | undefined {
  const candidates = [
    base,
    `${base}.js`,
    `${base}.cjs`,
    `${base}.mjs`,
    path.join(base, 'index.js'),
  ];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}
