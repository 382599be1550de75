import { isRunTime, type TreeRule } from '../tree.ts';

const maxLines = 300;

/** Run-time files stay short enough to be read in one go. */
export const fileLength: TreeRule = {
  id: 'file-length',
  check: ({ sources }) =>
    sources
      .filter(
        ({ path, lines }) =>
          /^packages\/[^/]+\/src\//.test(path) && isRunTime(path) && lines > maxLines,
      )
      .map(({ path, lines }) => ({
        path,
        line: maxLines + 1,
        problem: `${lines} lines, over ${maxLines}`,
      })),
};
