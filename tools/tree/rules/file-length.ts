import { isRunTime, type TreeRule } from '../tree.ts';

const maxLines = 300;
/** One state machine each, whose parts would be harder to read apart. */
const longer: Readonly<Record<string, number>> = {
  'packages/guard/src/detections/command-injection/shell/posix-lexer.ts': 370,
  'packages/guard/src/detections/sql-injection/lexer/scanner.ts': 310,
};

/** Run-time files stay short enough to be read in one go. */
export const fileLength: TreeRule = {
  id: 'file-length',
  check: ({ sources }) =>
    sources
      .filter(
        ({ path, lines }) =>
          /^packages\/[^/]+\/src\//.test(path) &&
          isRunTime(path) &&
          lines > (longer[path] ?? maxLines),
      )
      .map(({ path, lines }) => ({
        path,
        line: maxLines + 1,
        problem: `${lines} lines, over ${maxLines}`,
      })),
};
