import { isRunTime, type SourceFile, targetOf, type TreeRule, type Violation } from '../tree.ts';

const home = 'packages/watch/src/';
const subjects = ['ingest', 'incidents', 'events', 'attackers', 'decisions', 'apps', 'overview'];

/** Which folders of watch each folder may import, besides itself. Files at the top join everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  words: [],
  store: ['words'],
  live: ['store'],
  people: ['words', 'store'],
  ...Object.fromEntries(subjects.map((subject) => [subject, ['words', 'store', 'live', 'people']])),
  jobs: ['words', 'store', 'people'],
  api: ['words', 'store', 'live', 'people', ...subjects],
};

/** Inside watch the API stands on the subjects, they on people and the store, and none beside another. */
export const watchLayers: TreeRule = {
  id: 'watch-layers',
  check: ({ sources }) =>
    sources.filter(({ path }) => path.startsWith(home) && isRunTime(path)).flatMap(violationsIn),
};

function violationsIn(file: SourceFile): Violation[] {
  const from = folderOf(file.path);
  if (from === '') return [];
  const allowed = mayImport[from];
  if (allowed === undefined) {
    const problem = `${from} is no stage of watch: add it to the layers`;
    return [{ path: file.path, line: 1, problem }];
  }
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    if (target === undefined || !target.startsWith(home)) return [];
    const to = folderOf(target);
    if (from === to || allowed.includes(to)) return [];
    return [
      { path: file.path, line: one.line, problem: `${from} must not import ${to || target}` },
    ];
  });
}

function folderOf(path: string): string {
  const rest = path.slice(home.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
}
