import { haveDependencies } from '../../analysis/web-app.ts';
import { settingIn } from '../../analysis/npmrc.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';

/** Settings by which a package manager waits, with where they stand. */
const waits: readonly { readonly path: string; readonly pattern: RegExp; readonly what: string }[] =
  [
    { path: '.npmrc', pattern: /^\s*min-release-age\s*=\s*(\d+)/m, what: 'min-release-age' },
    {
      path: '.npmrc',
      pattern: /^\s*minimum-release-age\s*=\s*(\d+)/m,
      what: 'minimum-release-age',
    },
    {
      path: 'pnpm-workspace.yaml',
      pattern: /^minimumReleaseAge:\s*(\d+)/m,
      what: 'minimumReleaseAge',
    },
    {
      path: '.yarnrc.yml',
      pattern: /^npmMinimalAgeGate:\s*["']?(\d+)/m,
      what: 'npmMinimalAgeGate',
    },
    {
      path: 'bunfig.toml',
      pattern: /^\s*minimumReleaseAge\s*=\s*(\d+)/m,
      what: 'minimumReleaseAge',
    },
  ];
const botWaits = /"minimumReleaseAge"\s*:|^\s*cooldown:/m;
const isBot = /renovate|dependabot/;

/** A version is installed only when others have had time to look at it. */
export const rule: Rule = defineRule({
  id: 'deps/min-age',
  practice: 'C10',
  severity: 'low',
  confidence: 'certain',
  controls: ['asvs5:15.2.4'],
  title: 'New versions wait some days before they are installed',
  why: 'Stolen packages are mostly found and withdrawn within a day or two: who waits never gets them.',
  fix: 'Write `min-release-age=7` (days; npm 11.19 knows it) to .npmrc, or `minimumReleaseAge: 10080` (minutes) to pnpm-workspace.yaml, `npmMinimalAgeGate: 7d` to .yarnrc.yml, or `minimumReleaseAge = 604800` (seconds) below `[install]` of bunfig.toml.',
  needs: ['manifest', 'packages', 'settings'],
  run({ manifest, packages, settings }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (!haveDependencies(packages)) return notApplicable('the package has no dependencies');
    const found = waits.find((one) => valueOf(one, settings) > 0);
    if (found) return pass(`${found.path}: ${found.what}`);
    const bot = settings.find(({ path, text }) => isBot.test(path) && botWaits.test(text));
    const message = bot
      ? `Only the update bot waits (${bot.path}); npm install takes what is newest`
      : 'Nothing makes installs wait';
    return failBy([{ message, identity: 'no wait' }], '');
  },
  mend: {
    title: 'Write a wait of seven days into the settings of the package manager',
    reads: ['lockfiles'],
    offer(_, { settings, lockfiles = [] }) {
      const kinds = new Set(lockfiles.map(({ kind }) => kind));
      if (kinds.size > 1) return undefined;
      const [kind = 'npm'] = kinds;
      const edit = waitFor(kind, settings);
      if (edit === undefined) return undefined;
      return {
        title: `Let ${kind} wait seven days before it installs a new version`,
        edits: [edit],
      };
    },
  },
  examples: [
    { title: 'npm waits', given: { ...app(), '.npmrc': 'min-release-age=7\n' }, expect: 'pass' },
    {
      title: 'pnpm waits',
      given: { ...app(), 'pnpm-workspace.yaml': 'packages:\n  - a\nminimumReleaseAge: 10080\n' },
      expect: 'pass',
    },
    {
      title: 'nothing waits',
      given: app(),
      expect: 'fail',
      fixed: { '.npmrc': 'min-release-age=7\n' },
    },
    {
      title: 'nothing waits, beside other settings with the line ends of Windows',
      given: { ...app(), '.npmrc': 'fund=false\r\naudit=false' },
      expect: 'fail',
      fixed: { '.npmrc': 'fund=false\r\naudit=false\r\nmin-release-age=7\r\n' },
    },
    {
      title: 'nothing waits of pnpm',
      given: {
        ...app(),
        'pnpm-lock.yaml': '',
        'pnpm-workspace.yaml': '# all\npackages:\n  - a # first\n',
      },
      expect: 'fail',
      fixed: {
        'pnpm-workspace.yaml': '# all\npackages:\n  - a # first\nminimumReleaseAge: 10080\n',
      },
    },
    {
      title: 'nothing waits of Yarn',
      given: { ...app(), 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\n' },
      expect: 'fail',
      fixed: { '.yarnrc.yml': 'nodeLinker: node-modules\nnpmMinimalAgeGate: 10080\n' },
    },
    {
      title: 'nothing waits of the old Yarn, which cannot',
      given: { ...app(), 'yarn.lock': '# yarn lockfile v1\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'nothing waits of Bun',
      given: { ...app(), 'bun.lock': '{}', 'bunfig.toml': '[test]\nroot = "src"\n' },
      expect: 'fail',
      fixed: {
        'bunfig.toml': '[test]\nroot = "src"\n[install]\nminimumReleaseAge = 604800\n',
      },
    },
    {
      title: 'nothing waits of Bun, which has settings for installs',
      given: { ...app(), 'bun.lock': '{}', 'bunfig.toml': '[install]\nexact = true\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'Bun waits',
      given: {
        ...app(),
        'bun.lock': '{}',
        'bunfig.toml': '[install]\nminimumReleaseAge = 604800 # seconds\n',
      },
      expect: 'pass',
    },
    {
      title: 'Yarn waits a week',
      given: { ...app(), 'yarn.lock': '', '.yarnrc.yml': 'npmMinimalAgeGate: "1w"\n' },
      expect: 'pass',
    },
    {
      title: 'no time at all',
      given: { ...app(), '.npmrc': 'min-release-age=0\n' },
      expect: 'fail',
      fixed: { '.npmrc': 'min-release-age=7\n' },
    },
    {
      title: 'the bot alone',
      given: {
        ...app(),
        '.github/dependabot.yml': 'updates:\n  - cooldown:\n      default-days: 7\n',
      },
      expect: 'fail',
    },
    {
      title: 'nothing waits, and only workspaces ask for packages',
      given: {
        'package.json': '{"workspaces":["apps/*"]}',
        'apps/a/package.json': '{"devDependencies":{"a":"1"}}',
      },
      expect: 'fail',
      fixed: { '.npmrc': 'min-release-age=7\n' },
    },
    { title: 'no dependencies', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function valueOf(
  { path, pattern }: (typeof waits)[number],
  settings: readonly SettingsFile[],
): number {
  const text = settings.find((file) => file.path === path)?.text ?? '';
  return Number(pattern.exec(text)?.[1] ?? 0);
}

const days = 7;
const minutes = days * 24 * 60;

function waitFor(
  kind: 'npm' | 'pnpm' | 'yarn' | 'bun',
  settings: readonly SettingsFile[],
): Edit | undefined {
  const text = (path: string): string | undefined =>
    settings.find((file) => file.path === path)?.text;
  if (kind === 'npm') {
    const file = '.npmrc';
    const to = `min-release-age=${days}`;
    const before = settingIn(text(file) ?? '', 'min-release-age');
    if (before) return { kind: 'text', file, line: before.line, column: 1, was: before.text, to };
    return { kind: 'lines', file, lines: [to] };
  }
  if (kind === 'pnpm') {
    const file = 'pnpm-workspace.yaml';
    if (text(file) !== undefined)
      return { kind: 'yaml', file, at: ['minimumReleaseAge'], value: minutes };
    return { kind: 'create', file, text: `minimumReleaseAge: ${minutes}\n` };
  }
  if (kind === 'bun') return waitOfBun(text('bunfig.toml'));
  // Only the Yarn that has this file knows the setting.
  const file = '.yarnrc.yml';
  if (kind !== 'yarn' || text(file) === undefined) return undefined;
  return { kind: 'yaml', file, at: ['npmMinimalAgeGate'], value: minutes };
}

/** Bun counts seconds. A table that is there already is left to people: ours reads no TOML. */
function waitOfBun(before: string = ''): Edit | undefined {
  if (/^\s*(\[install[.\]]|install\b)/m.test(before)) return undefined;
  const lines = ['[install]', `minimumReleaseAge = ${minutes * 60}`];
  return { kind: 'lines', file: 'bunfig.toml', lines };
}

function app(): Record<string, string> {
  return { 'package.json': '{"dependencies":{"a":"1"}}' };
}
