import type { TreeRule } from '../tree.ts';

const drawers = /^(utils?|helpers?|misc|common|shared|managers?|services?|info)$/;
const ours = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;

/** Names say what a file is for: no drawers, kebab case. */
export const fileNames: TreeRule = {
  id: 'file-names',
  check: ({ sources }) =>
    sources.flatMap(({ path }) => {
      const names = path.split('/').slice(1);
      const drawer = names.find((name) =>
        name
          .replace(/\..*$/, '')
          .split('-')
          .some((word) => drawers.test(word)),
      );
      if (drawer !== undefined)
        return [{ path, line: 1, problem: `"${drawer}" does not say what it is for` }];
      return ours.test(names.at(-1) ?? '')
        ? []
        : [{ path, line: 1, problem: 'the name is not kebab-case' }];
    }),
};
