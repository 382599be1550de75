import { isRunTime, type TreeRule } from '../tree.ts';

const home = 'packages/check/src/';
const touchesTheWorld =
  /^(?:node:)?(?:fs|fs\/promises|child_process|net|tls|http|https|http2|dns|dns\/promises|dgram|worker_threads|cluster|sqlite|vm)$/;

/** Folders that touch the world: what collects evidence, restores backups, or attacks an app. */
const outward = ['evidence/', 'backups/', 'attack/wire/'];

/** The one file of fixes that touches the world. */
const writer = `${home}fixes/write-files.ts`;

/** Rules and analyses of check are pure: they load nothing of Node. It reads in its collectors, attacks by one folder, and writes in one file. */
export const pureRules: TreeRule = {
  id: 'pure-rules',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith(home) && isRunTime(path))
      .flatMap(({ path, imports }) => {
        const isPure = /^(?:rules|analysis)\//.test(path.slice(home.length));
        const mayTouch =
          outward.some((folder) => path.startsWith(home + folder)) || path === writer;
        return imports
          .filter(({ specifier }) =>
            isPure ? isOfNode(specifier) : !mayTouch && touchesTheWorld.test(specifier),
          )
          .map(({ specifier, line }) => ({
            path,
            line,
            problem: isPure
              ? `a rule judges evidence and must not import ${specifier}`
              : `only collectors, the wire of attacks and the writer of fixes may import ${specifier}`,
          }));
      }),
};

function isOfNode(specifier: string): boolean {
  return specifier.startsWith('node:') || touchesTheWorld.test(specifier);
}
