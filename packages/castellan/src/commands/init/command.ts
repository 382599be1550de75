import { rules } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import type { Command } from '../command.ts';
import { fixFlags, fixUsage } from '../fix/fix-flags.ts';
import { mend } from '../fix/mend.ts';

/** Rules whose fixes set a repository up; those that change its code or its images' bases are for `check --fix`. */
const settingUp: ReadonlySet<string> = new Set([
  'ci/permissions',
  'ci/persist-credentials',
  'ci/sast',
  'deps/ci-install',
  'deps/install-scripts',
  'deps/min-age',
  'deps/update-bot',
  'docker/ignore',
  'docker/user',
  'guard/installed',
  'hooks/pre-commit',
  'policy/security-md',
  'policy/security-txt-file',
  'publish/private',
  'publish/guarded',
  'review/checklist',
  'review/codeowners',
  'secrets/env-example',
  'secrets/gitignore',
]);

/** Sets a repository up with all that it lacks. */
export const init: Command = {
  name: 'init',
  summary: 'Set a repository up: guard, hook, CI, review, updates, security policy',
  usage: `[--yes | --dry-run] [--owner NAME] [--contact WHERE] [--host NAME]

  Plans what is missing, shows why and how, asks, and writes: guard in the start command, a
  pre-commit hook, a CI workflow, .npmrc, .gitignore and .dockerignore, pull request template,
  CODEOWNERS, SECURITY.md, security.txt, update bot, the image's user, .env.example. Keeps what is there, and
  does nothing the second time.

${fixUsage}
  --json             what was done, as JSON`,
  examples: [
    'castellan init',
    'castellan init --dry-run',
    'castellan init --yes --host github --owner @acme/shop --contact security@example.com',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv, { ...fixFlags, json: { type: 'boolean', default: false } });
  return mend({
    flags,
    rules: rules.filter(({ id }) => settingUp.has(id)),
    withCommands: true,
    isQuiet: true,
  });
}
