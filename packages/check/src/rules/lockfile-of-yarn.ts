import { commit, digest } from './lockfile-of-npm.ts';
import type { Example } from './rule.ts';

const checksum = `10c0/${'ab'.repeat(64)}`;

/** Of `deps/lockfile`. */
export const ofYarn: readonly Example[] = [
  {
    title: 'Yarn 1: pinned, an alias, from a commit, an archive that is asked for, a folder',
    given: withYarnClassic(
      [
        `a@^1.0.0, a@^1.0.1:\n  version "1.0.1"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.1.tgz#${commit}"\n  integrity ${digest}\n`,
        `"b@npm:@s/c@^1.0.0":\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/@s/c/-/c-1.0.0.tgz#${commit}"\n  integrity ${digest}\n`,
        `"d@git+https://example.com/d.git":\n  version "1.0.0"\n  resolved "git+https://example.com/d.git#${commit}"\n`,
        `"e@https://cdn.example.com/o/-/o-1.0.0.tgz":\n  version "1.0.0"\n  resolved "https://cdn.example.com/o/-/o-1.0.0.tgz#${commit}"\n  integrity ${digest}\n`,
        '"f@file:f":\n  version "1.0.0"\n',
      ].join('\n'),
    ),
    expect: 'pass',
  },
  {
    title: 'Yarn 1: SHA-1 alone',
    given: withYarnClassic(
      `a@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#${commit}"\n`,
    ),
    expect: 'fail',
    at: ['yarn.lock'],
  },
  {
    title: 'Yarn 1: one package from a host of its own, behind the right name',
    given: withYarnClassic(
      ['https://registry.yarnpkg.com/a', 'https://mirror.example.net/b']
        .map((address) => {
          const name = address.slice(-1);
          return `${name}@^1.0.0:\n  version "1.0.0"\n  resolved "${address}/-/${name}-1.0.0.tgz#${commit}"\n  integrity ${digest}\n`;
        })
        .join('\n'),
    ),
    expect: 'fail',
  },
  {
    title: 'Yarn 1: a registry of one scope',
    given: withYarnClassic(
      `a@^1.0.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#${commit}"\n  integrity ${digest}\n\n"@s/b@1":\n  version "1.0.0"\n  resolved "https://npm.example.net/@s/b/-/b-1.0.0.tgz#${commit}"\n  integrity ${digest}\n`,
    ),
    expect: 'pass',
  },
  {
    title: 'Yarn 1: plain http, and https in the settings',
    given: {
      ...withYarnClassic(classicFrom('http')),
      '.npmrc': 'registry=https://npm.example.com/\n',
    },
    expect: 'fail',
    fixed: { 'yarn.lock': withYarnClassic(classicFrom('https'))['yarn.lock']! },
  },
  {
    title: 'Yarn 1: behind package.json',
    given: withYarnClassic(
      `a@^0.9.0:\n  version "0.9.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-0.9.0.tgz#${commit}"\n  integrity ${digest}\n`,
    ),
    expect: 'fail',
  },
  {
    title: 'Yarn 1: cut off',
    given: withYarnClassic('a@^1.0.0:\n  version "1.0'),
    expect: 'unknown',
  },
  {
    title: 'Yarn 4: pinned, patched, from a commit, an archive, for another system, a portal',
    given: withYarnBerry(
      [
        berry('a@npm:^1.0.0', 'a@npm:1.0.0', `  checksum: ${checksum}\n`),
        berry(
          'a@patch:a@npm%3A^1.0.0#./a.patch',
          'a@patch:a@npm%3A1.0.0#./a.patch::version=1.0.0&hash=abcdef',
          `  checksum: ${checksum}\n`,
        ),
        berry(
          'b@https://example.com/b.git',
          `b@https://example.com/b.git#commit=${commit}`,
          `  checksum: ${checksum}\n`,
        ),
        berry(
          'c@https://cdn.example.com/c.tgz',
          'c@https://cdn.example.com/c.tgz',
          `  checksum: ${checksum}\n`,
        ),
        berry('d-darwin@npm:1.0.0', 'd-darwin@npm:1.0.0', '  conditions: os=darwin\n'),
        berry(
          'e@portal:../e::locator=app%40workspace%3A.',
          'e@portal:../e::locator=app%40workspace%3A.',
          '',
          'soft',
        ),
      ].join('\n'),
    ),
    expect: 'pass',
  },
  {
    title: 'Yarn 4: no digest',
    given: withYarnBerry(berry('a@npm:^1.0.0', 'a@npm:1.0.0', '')),
    expect: 'fail',
    at: ['yarn.lock'],
  },
  {
    title: 'Yarn 4: an archive that the registry has by plain http',
    given: {
      ...withYarnBerry(
        berry(
          'a@npm:^1.0.0',
          'a@npm:1.0.0::__archiveUrl=http%3A%2F%2Fnpm.example.com%2Fa.tgz',
          `  checksum: ${checksum}\n`,
        ),
      ),
      '.npmrc': 'registry=https://npm.example.com/\n',
    },
    expect: 'fail',
    fixed: {},
  },
  {
    title: 'Yarn 4: behind package.json',
    given: {
      ...withYarnBerry(berry('a@npm:^1.0.0', 'a@npm:1.0.0', `  checksum: ${checksum}\n`)),
      'package.json': '{"dependencies":{"a":"^1.0.0","b":"^1.0.0"}}',
    },
    expect: 'fail',
  },
  {
    title: 'Yarn 4: an entry without resolution',
    given: withYarnBerry('"a@npm:^1.0.0":\n  version: 1.0.0\n'),
    expect: 'unknown',
  },
];

function classicFrom(scheme: string): string {
  return `a@^1.0.0:\n  version "1.0.0"\n  resolved "${scheme}://npm.example.com/a/-/a-1.0.0.tgz#${commit}"\n  integrity ${digest}\n`;
}

/** An app that asks for `a`, with a yarn.lock of the first Yarn. */
function withYarnClassic(entries: string): Record<string, string> {
  return {
    'package.json': '{"dependencies":{"a":"^1.0.0"}}',
    'yarn.lock': `# yarn lockfile v1\n\n\n${entries}`,
  };
}

/** An app that asks for `a`, with a yarn.lock of Yarn 4. */
function withYarnBerry(entries: string): Record<string, string> {
  const root = '  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n  dependencies:\n';
  return {
    'package.json': '{"dependencies":{"a":"^1.0.0"}}',
    'yarn.lock': `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n${entries}\n"app@workspace:.":\n${root}    a: "npm:^1.0.0"\n  languageName: unknown\n  linkType: soft\n`,
  };
}

/** An entry of a yarn.lock of Yarn 4. */
function berry(key: string, resolution: string, more: string, linkType: string = 'hard'): string {
  return `"${key}":\n  version: 1.0.0\n  resolution: "${resolution}"\n${more}  languageName: node\n  linkType: ${linkType}\n`;
}
