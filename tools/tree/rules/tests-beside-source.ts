import { posix } from 'node:path';
import type { TreeRule } from '../tree.ts';

/** A unit test stands beside what it tests: `x.test.ts` beside `x.ts`, or in or beside the folder `x`. */
export const testsBesideSource: TreeRule = {
  id: 'tests-beside-source',
  check: ({ sources, paths }) => {
    const folders = new Set([...paths].map((path) => posix.dirname(path)));
    return sources
      .filter(({ path }) => path.endsWith('.test.ts') && !path.includes('/matrix/'))
      .filter(({ path }) => {
        const folder = posix.dirname(path);
        const name = posix.basename(path, '.test.ts').replace(/\..*$/, '');
        const isFolderTest =
          posix.basename(folder.replace(/\/src$/, '')) === name || folders.has(`${folder}/${name}`);
        return !isFolderTest && !paths.has(`${folder}/${name}.ts`);
      })
      .map(({ path }) => ({
        path,
        line: 1,
        problem: 'no file or folder of this name stands beside the test',
      }));
  },
};
