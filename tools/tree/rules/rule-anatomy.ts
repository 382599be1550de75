import type { TreeRule } from '../tree.ts';

const pattern = /^packages\/check\/src\/rules\/([^/]+)\/([^/]+)\.ts$/;

/** One file is one rule of check, and its id is its place. */
export const ruleAnatomy: TreeRule = {
  id: 'rule-anatomy',
  check: (tree) =>
    [...tree.paths].flatMap((path) => {
      const match = pattern.exec(path);
      if (!match || path.endsWith('.test.ts')) return [];
      const id = `${match[1]}/${match[2]}`;
      const text = tree.read(path);
      if (!/^export const rule: Rule\b/m.test(text))
        return [{ path, line: 1, problem: 'it exports no `rule`' }];
      if (!text.includes(`  id: '${id}',\n`))
        return [{ path, line: 1, problem: `its id is not its place, '${id}'` }];
      return [];
    }),
};
