import { mapOf } from '../../analysis/workflow.ts';
import type { UpdateBot } from '../../evidence/collectors/update-bots.ts';
import type { Edit } from '../patch.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  pass,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

const days = 7;
/** Presets of Renovate that bring a wait along. */
const waitingPresets =
  /^(config:best-practices|security:minimumReleaseAge|:?minimumReleaseAge|npm:unpublishSafe)/;

/** Presets whose text is not in the repository. */
const comesFromElsewhere = /^(github|gitlab|bitbucket|gitea|local|npm)>|^https?:/;

/** The update bot proposes what others have had time to look at. */
export const rule: Rule = defineRule({
  id: 'deps/bot-wait',
  practice: 'C10',
  severity: 'low',
  confidence: 'certain',
  cwe: 829,
  controls: ['asvs5:15.2.4'],
  title: 'The update bot proposes only versions that are some days old',
  why: 'Stolen packages and actions are mostly found within a day or two: a bot that proposes them at once runs them in CI before anybody looked.',
  fix: 'Write `cooldown: { default-days: 7 }` into each entry of Dependabot, or `"minimumReleaseAge": "7 days"` for Renovate; updates that mend a known hole come at once all the same.',
  needs: ['updateBots'],
  run({ updateBots: [bot] }) {
    if (!bot) return notApplicable('neither Dependabot nor a file of Renovate is set up');
    if (bot.problem !== undefined) return unknown(`${bot.path}: ${bot.problem}`);
    if (bot.name === 'Dependabot') return failBy(hastyEntries(bot), `${bot.path}: it waits`);
    const own = mapOf(bot.data);
    if (doesWait(own)) return pass(`${bot.path}: it waits`);
    const foreign = presetsOf(own).find((name) => comesFromElsewhere.test(name));
    if (foreign !== undefined) return unknown(`what ${foreign} says`);
    const message = 'Renovate proposes a version as soon as it is there';
    return failBy([{ place: { file: bot.path }, message, identity: 'Renovate' }], '');
  },
  mend: {
    title:
      'Write `cooldown` of seven days, or `minimumReleaseAge`; updates for known holes do not wait',
    offer({ place }, { updateBots }) {
      const bot = updateBots.find(({ path }) => path === place?.file);
      if (!bot) return undefined;
      const { path: file, name } = bot;
      const title = `Let the bot of ${file} wait seven days`;
      if (name === 'Renovate') {
        const at = ['minimumReleaseAge'];
        const edit: Edit = { kind: 'json', file, at, value: `${days} days` };
        // JSON with comments is not what the edit can read.
        return file.endsWith('5') ? undefined : { title, edits: [edit] };
      }
      const edits = entriesOf(bot).flatMap((entry, index): Edit[] => {
        const at = ['updates', index, 'cooldown'];
        return isHasty(entry) ? [{ kind: 'yaml', file, at, value: { 'default-days': days } }] : [];
      });
      return { title, edits };
    },
  },
  examples: [
    {
      title: 'Dependabot waits, and an entry is for known holes alone',
      given: dependabot(
        '  - package-ecosystem: npm\n    cooldown:\n      default-days: 3\n  - package-ecosystem: docker\n    open-pull-requests-limit: 0\n',
      ),
      expect: 'pass',
    },
    {
      title: 'Dependabot waits for most versions by kind',
      given: dependabot(
        '  - package-ecosystem: npm\n    cooldown:\n      semver-major-days: 30\n      semver-minor-days: 7\n      semver-patch-days: 3\n',
      ),
      expect: 'pass',
    },
    {
      title: 'Renovate waits, by itself or a preset',
      given: { 'renovate.json': '{"extends":["config:best-practices"]}' },
      expect: 'pass',
    },
    {
      title: 'Renovate waits in a rule for packages',
      given: {
        'renovate.json':
          '{"packageRules":[{"matchManagers":["npm"],"minimumReleaseAge":"3 days"}]}',
      },
      expect: 'pass',
    },
    {
      title: 'Dependabot waits with one of two, with comments',
      given: dependabot(
        "  - package-ecosystem: 'npm' # the app\n    schedule:\n      interval: daily # each day\n\n  # images\n  - package-ecosystem: docker\n    cooldown: { default-days: 5 }\n",
      ),
      expect: 'fail',
      at: ['.github/dependabot.yml:3'],
      fixed: dependabot(
        "  - package-ecosystem: 'npm' # the app\n    schedule:\n      interval: daily # each day\n    cooldown:\n      default-days: 7\n\n  # images\n  - package-ecosystem: docker\n    cooldown: { default-days: 5 }\n",
      ),
    },
    {
      title: 'Dependabot does not wait with two folders of one kind',
      given: dependabot(
        '  - package-ecosystem: npm\n    directory: /\n  - package-ecosystem: npm\n    directory: /b\n',
      ),
      expect: 'fail',
      at: ['.github/dependabot.yml:3'],
      fixed: dependabot(
        '  - package-ecosystem: npm\n    directory: /\n    cooldown:\n      default-days: 7\n  - package-ecosystem: npm\n    directory: /b\n    cooldown:\n      default-days: 7\n',
      ),
    },
    {
      title: 'Renovate does not wait',
      given: { 'renovate.json': '{\n  "extends": ["config:recommended"]\n}\n' },
      expect: 'fail',
      at: ['renovate.json'],
      fixed: {
        'renovate.json':
          '{\n  "extends": ["config:recommended"],\n  "minimumReleaseAge": "7 days"\n}\n',
      },
    },
    {
      title: 'Renovate takes the settings of the team from elsewhere',
      given: { 'renovate.json': '{"extends":["github>acme/renovate-config"]}' },
      expect: 'unknown',
    },
    { title: 'broken', given: { '.github/dependabot.yml': 'updates: [\n' }, expect: 'unknown' },
    { title: 'no bot', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function entriesOf({ data }: UpdateBot): Readonly<Record<string, unknown>>[] {
  const { updates } = mapOf(data);
  return Array.isArray(updates) ? updates.map(mapOf) : [];
}

function nameOf(entry: Readonly<Record<string, unknown>>): string {
  return String(entry['package-ecosystem']);
}

/** With a limit of none it proposes what mends a known hole, and nothing else. */
function isHasty(entry: Readonly<Record<string, unknown>>): boolean {
  const isClosed = entry['open-pull-requests-limit'] === 0;
  return !isClosed && entry['cooldown'] === undefined && entry['package-ecosystem'] !== undefined;
}

/** One finding for the file: whoever lets one entry wait lets all. */
function hastyEntries(bot: UpdateBot): RuleFinding[] {
  const names = [...new Set(entriesOf(bot).filter(isHasty).map(nameOf))];
  const [first] = names;
  if (first === undefined) return [];
  const index = bot.text
    .split('\n')
    .findIndex((one) => /package-ecosystem:/.test(one) && one.includes(first));
  return [
    {
      place: { file: bot.path, ...(index >= 0 && { line: index + 1 }) },
      message: `Dependabot proposes a version of ${names.join(', ')} as soon as it is there`,
      identity: 'Dependabot',
    },
  ];
}

function doesWait(own: Readonly<Record<string, unknown>>): boolean {
  const rules = Array.isArray(own['packageRules']) ? own['packageRules'].map(mapOf) : [];
  return (
    [own, ...rules].some(({ minimumReleaseAge, stabilityDays }) =>
      [minimumReleaseAge, stabilityDays].some((one) => one !== undefined && one !== null),
    ) || presetsOf(own).some((name) => waitingPresets.test(name))
  );
}

function presetsOf({ extends: presets }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(presets) ? presets.map(String) : [];
}

function dependabot(entries: string): Readonly<Record<string, string>> {
  return { '.github/dependabot.yml': `version: 2\nupdates:\n${entries}` };
}
