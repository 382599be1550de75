import type { Tree, TreeRule } from '../tree.ts';

const home = 'packages/guard/src/detections/';
const headings = ['What it stops', 'How it decides', 'What it misses'];

/** Every detection folder has its parts: metadata, detector, cases, test, bench and page. */
export const detectionAnatomy: TreeRule = {
  id: 'detection-anatomy',
  check: (tree) =>
    detectionIds(tree).flatMap((id) => {
      const folder = `${home}${id}/`;
      const parts = [
        'meta.ts',
        'detector.ts',
        'cases.ts',
        `${id}.test.ts`,
        `${id}.bench.ts`,
        'README.md',
      ];
      const missing = parts
        .filter((part) => !tree.paths.has(folder + part))
        .map((part) => ({
          path: `${folder}${part}`,
          line: 1,
          problem: 'this part of the detection is missing',
        }));
      return [...missing, ...missingHeadings(tree, `${folder}README.md`)];
    }),
};

function detectionIds({ paths }: Tree): string[] {
  const ids = [...paths]
    .filter((path) => path.startsWith(home) && path.slice(home.length).includes('/'))
    .map((path) => path.slice(home.length).split('/')[0] ?? '');
  return [...new Set(ids)];
}

function missingHeadings(
  tree: Tree,
  page: string,
): { path: string; line: number; problem: string }[] {
  if (!tree.paths.has(page)) return [];
  const text = tree.read(page);
  return headings
    .filter((heading) => !new RegExp(`^#+ ${heading}\\s*$`, 'm').test(text))
    .map((heading) => ({ path: page, line: 1, problem: `the page has no heading "${heading}"` }));
}
