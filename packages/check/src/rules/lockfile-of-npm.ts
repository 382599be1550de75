/** A digest as npm, pnpm, Yarn 1 and Bun write it. */
export const digest: string = `sha512-${'A'.repeat(86)}==`;
/** A commit of git. */
export const commit: string = 'c0'.repeat(20);

/** An entry of a package-lock.json for the package `a`. */
export function good(): Record<string, unknown> {
  return {
    version: '1.0.0',
    resolved: 'https://registry.example.com/a/-/a-1.0.0.tgz',
    integrity: digest,
  };
}

/** Two packages of one registry: `a` by `scheme`, its `b` by https. */
export function twoPackages(scheme: string): Record<string, string> {
  return withLock({
    'node_modules/a': { ...good(), resolved: `${scheme}://npm.example.com/a/-/a-1.0.0.tgz` },
    'node_modules/a/node_modules/b': {
      ...good(),
      resolved: 'https://npm.example.com/b/-/b-1.0.0.tgz',
    },
  });
}

/** An app that asks for `a`, with a package-lock.json. */
export function withLock(packages: Readonly<Record<string, unknown>>): Record<string, string> {
  const root = { dependencies: { a: '^1.0.0' } };
  return {
    'package.json': JSON.stringify(root),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': root, ...packages },
    }),
  };
}
