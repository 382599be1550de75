import { isRunTime, type TreeRule } from '../tree.ts';

const home = 'packages/check/src/';
const touchesTheWorld =
  /^(?:node:)?(?:fs|fs\/promises|child_process|net|tls|http|https|http2|dns|dns\/promises|dgram|worker_threads|cluster|sqlite|vm)$/;

/** Rules and analyses of check are pure: they load nothing of Node. All I/O is in its collectors. */
export const pureRules: TreeRule = {
  id: 'pure-rules',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith(home) && isRunTime(path))
      .flatMap(({ path, imports }) => {
        const isPure = /^(?:rules|analysis)\//.test(path.slice(home.length));
        const isCollecting = path.startsWith(`${home}evidence/`);
        return imports
          .filter(({ specifier }) =>
            isPure ? isOfNode(specifier) : !isCollecting && touchesTheWorld.test(specifier),
          )
          .map(({ specifier, line }) => ({
            path,
            line,
            problem: isPure
              ? `a rule judges evidence and must not import ${specifier}`
              : `only collectors may import ${specifier}`,
          }));
      }),
};

function isOfNode(specifier: string): boolean {
  return specifier.startsWith('node:') || touchesTheWorld.test(specifier);
}
