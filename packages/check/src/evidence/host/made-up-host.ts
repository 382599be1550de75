import type { Host, HostEntry } from './host.ts';

/** A machine that exists only as a table, for tests of collectors. */
export interface MadeUpHost {
  readonly uid?: number;
  /** Texts by path; `null` is a file that we may not read. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Where something differs from a file of root's with mode 0644. */
  readonly entries?: Readonly<Record<string, Partial<HostEntry>>>;
  /** What programs write, by their command line; a number is the exit code of one that fails. */
  readonly programs?: Readonly<Record<string, string | number>>;
}

export function madeUpHost(given: MadeUpHost): Host {
  const { uid = 0, files = {}, links = {}, entries = {}, programs = {} } = given;
  const paths = [...Object.keys(files), ...Object.keys(links), ...Object.keys(entries)];
  const entryOf = (path: string): HostEntry[] => {
    if (!paths.includes(path)) return [];
    const bytes = files[path]?.length ?? 0;
    const kind = path in links ? 'link' : 'file';
    const usual = { path, kind, mode: 0o644, uid: 0, gid: 0, bytes, modifiedMs: 0 } as const;
    return [{ ...usual, ...entries[path] }];
  };
  return {
    uid,
    read(path) {
      const text = files[path];
      if (text === undefined) return Promise.resolve({ status: 'missing' });
      return Promise.resolve(text === null ? { status: 'denied' } : { status: 'read', text });
    },
    entries(folder) {
      const start = folder === '/' ? '/' : `${folder}/`;
      const below = paths.filter((path) => path.startsWith(start));
      if (below.length === 0) return Promise.resolve(undefined);
      return Promise.resolve([
        ...new Set(below.map((path) => path.slice(start.length).split('/')[0] ?? '')),
      ]);
    },
    stat: (wanted) => Promise.resolve(wanted.flatMap(entryOf)),
    linkOf: (path) => Promise.resolve(links[path]),
    execute(program, args) {
      const said = programs[[program, ...args].join(' ')];
      if (said === undefined) return Promise.resolve(undefined);
      const stdout = new TextEncoder().encode(typeof said === 'string' ? said : '');
      return Promise.resolve({ exitCode: typeof said === 'number' ? said : 0, stdout, stderr: '' });
    },
  };
}
