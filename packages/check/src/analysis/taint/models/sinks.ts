import { sinkTable, staticReach, staticSinks } from '@castellan/core';
import type { Harm } from '../harms.ts';
import { classNames } from './sources.ts';

/** Where in a call a dangerous value stands: position, then fields, `*` for all it holds. */
export interface Taken {
  readonly index: number;
  readonly fields: readonly string[];
  readonly isDeep: boolean;
  /** Counted from the end. */
  readonly isLast: boolean;
}

/** A function of a library that is a sink. */
export interface SinkSpec {
  readonly harm: Harm;
  /** As a developer knows it: `pg Client.query`. */
  readonly title: string;
  readonly takes: readonly Taken[];
  /** Field of an argument that must be true, or that must not be there, for it to do harm. */
  readonly needs?: string | undefined;
  readonly unless?: string | undefined;
}

const harmOf: Readonly<Record<string, Harm>> = {
  sql: 'sql',
  shell: 'command',
  program: 'argument',
  path: 'path',
  connect: 'ssrf',
  code: 'code',
  nosql: 'nosql',
  template: 'template',
  html: 'html',
  redirect: 'redirect',
};

/** All sinks by the path that leads to them. */
export const sinks: ReadonlyMap<string, readonly SinkSpec[]> = tableOf();
/** Paths that lead to instances, by what they are; for libraries of the sink table. */
export const instancePaths: ReadonlyMap<string, string> = new Map(
  Object.entries(staticReach).flatMap(([library, { instances = {} }]) =>
    Object.entries(instances).flatMap(([name, paths]) =>
      paths.map((path): [string, string] => [
        `${rootOf(library)}${path}`,
        name === '' ? rootOf(library) : `${rootOf(library)}#${name}`,
      ]),
    ),
  ),
);
/** Other names under which packages are imported. */
export const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries(staticReach).flatMap(([library, { aliases: names = [] }]) =>
    names.map((name): [string, string] => [name, rootOf(library)]),
  ),
);
/** Classes whose methods give, where nothing else is known, an instance of another: query builders. */
export const fluent: ReadonlyMap<string, string> = new Map(
  Object.entries(staticReach).flatMap(([library, { fluent: classes = {} }]) =>
    Object.entries(classes).map(([from, to]): [string, string] => [
      `${rootOf(library)}#${from}`,
      `${rootOf(library)}#${to}`,
    ]),
  ),
);

function tableOf(): Map<string, SinkSpec[]> {
  const table = new Map<string, SinkSpec[]>();
  for (const { name: library, apis } of [...sinkTable, ...staticSinks]) {
    const reach = staticReach[library];
    for (const { name, kind } of apis) {
      const facts = reach?.takes?.[name];
      const harm = kind === 'code' && reach?.isTemplate ? 'template' : harmOf[kind];
      if (harm === undefined || facts === 'nowhere') continue;
      const isShellOption = kind === 'shell' && /^(?:spawn|execFile|execa)/.test(name);
      const spec: SinkSpec = {
        harm,
        title: library === 'javascript' ? name : `${library.replace('node:', '')} ${name}`,
        takes: (facts ?? defaultsOf(kind)).map(taken),
        needs: isShellOption ? 'shell' : reach?.needs?.[name],
        unless: reach?.unless?.[name],
      };
      for (const path of pathsOf(library, name, reach?.isDefault === true)) {
        const known = table.get(path);
        if (known) known.push(spec);
        else table.set(path, [spec]);
      }
    }
  }
  return table;
}

function defaultsOf(kind: string): readonly string[] {
  if (kind === 'program') return ['0', '1.*'];
  if (kind === 'nosql') return ['0.*'];
  return ['0'];
}

function taken(text: string): Taken {
  const [position = '0', ...fields] = text.split('.');
  const isDeep = fields.at(-1) === '*';
  return {
    index: position === 'last' ? -1 : Number(position),
    fields: isDeep ? fields.slice(0, -1) : fields,
    isDeep,
    isLast: position === 'last',
  };
}

/** `Pool.query` of pg is reached as `pg#Pool.query`, `exec` of node:child_process as `child_process.exec`. */
function pathsOf(library: string, name: string, isDefault: boolean): string[] {
  const root = rootOf(library);
  if (root === 'global') return [`global.${name}`];
  const isMember = /^[^.]+\.[^.]+$/.test(name);
  if (isMember && root !== 'cross-spawn') return [`${root}#${name}`];
  return isDefault ? [root, `${root}.${name}`] : [`${root}.${name}`];
}

/** How paths of a library start. */
function rootOf(library: string): string {
  if (library === 'javascript' || library === 'fetch') return 'global';
  return library.replace(/^node:/, '');
}

/** Methods that take SQL, for calls on things that nothing is known of. */
export const likelySqlMethods: ReadonlySet<string> = new Set(
  'query execute raw run all get each exec prepare queryRaw $queryRawUnsafe $executeRawUnsafe unsafe execSql queryObject queryArray one any none many oneOrNone manyOrNone'.split(
    ' ',
  ),
);

/** Properties that are sinks when they are assigned to. */
export const storeSinks: ReadonlyMap<string, { readonly harm: Harm; readonly title: string }> =
  new Map([[`${classNames.koaContext}.body`, { harm: 'html', title: 'ctx.body' }]]);
