import { codeHost } from '../../analysis/code-host.ts';
import { isOfOneAuthor, publicLibrary } from '../../analysis/library-package.ts';
import { isForOthers } from '../../analysis/published-app.ts';
import type { Told } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const file = '.github/CODEOWNERS';
/** Where both hosts look, in their order. */
const places = /^(\.github\/|\.gitlab\/|docs\/)?CODEOWNERS$/;

/** Somebody answers for each part of the code. */
export const rule: Rule = defineRule({
  id: 'review/codeowners',
  practice: 'C11',
  severity: 'medium',
  confidence: 'certain',
  controls: ['pci-dss4:6.2.3'],
  title: 'CODEOWNERS says who reviews, the workflows included',
  why: 'Without owners a change to sign-in, to the build or to the lockfile is approved by whoever is awake.',
  fix: `Write ${file} with a line \`* @your-team\` and one for what is dangerous: \`/.github/ @your-security-team\`.`,
  needs: ['manifest', 'packages', 'repoFiles', 'settings', 'dockerfiles'],
  run({ manifest, packages, repoFiles, settings, dockerfiles }) {
    const hasHost = repoFiles.files.some(({ path }) =>
      /^\.(github|gitlab)|^\.gitlab-ci/.test(path),
    );
    const owners = settings.find(({ path }) => places.test(path));
    if (owners === undefined) {
      if (!hasHost) return notApplicable('the repository has no settings of GitHub or GitLab');
      const library = manifest && publicLibrary(manifest, { isDeployed: dockerfiles.length > 0 });
      if (library && isOfOneAuthor(manifest, library))
        return notApplicable(`all of it belongs to ${library.owner}, its author`);
      const message = 'There is no CODEOWNERS file';
      // A package for everyone has few maintainers, who are asked by the rules of the branch alone.
      const isForAll = packages.some(({ manifest }) => isForOthers(manifest));
      const mild = isForAll ? ({ severity: 'low' } as const) : {};
      return failBy([{ message, identity: 'missing', ...mild }], '');
    }
    return failBy(problemsIn(owners.path, owners.text), `${owners.path} names owners`);
  },
  mend: {
    title:
      'Write CODEOWNERS with the owner that `--owner` tells, or put that owner first as the default',
    reads: ['git'],
    offer({ place, identity }, { repoFiles, git }, { owner }: Told) {
      if (identity !== 'missing' && identity !== 'no default') return undefined;
      if (owner === undefined) return { asks: 'who reviews the code: --owner @your-org/your-team' };
      if (place) {
        // The last line that matches decides, so the default stands first.
        const to = `* ${owner}\n`;
        const edit = { kind: 'text', file: place.file, line: 1, column: 1, was: '', to } as const;
        return { title: `Let ${owner} review what has no owner`, edits: [edit] };
      }
      const paths = repoFiles.files.map(({ path }) => path);
      const isGitlab = codeHost({ paths, remotes: git?.remotes ?? [] }) === 'gitlab';
      const create = {
        kind: 'create',
        file: isGitlab ? '.gitlab/CODEOWNERS' : file,
        text: `* ${owner}\n`,
      } as const;
      return {
        title: `Let ${owner} review every change`,
        edits: [create],
        afterwards: 'require a review from code owners in the rules of the default branch',
      };
    },
  },
  examples: [
    {
      title: 'an owner for everything',
      given: { '.github/CODEOWNERS': '# who\n* @acme/core\n/.github/ @acme/security\n' },
      expect: 'pass',
    },
    {
      title: 'owners by mail, in docs',
      given: { 'docs/CODEOWNERS': '* ana@example.com\n' },
      expect: 'pass',
    },
    {
      title: 'GitLab sections',
      given: { '.gitlab/CODEOWNERS': '[Core] @acme/core\n*\n[Docs]\ndocs/ @acme/docs\n' },
      expect: 'pass',
    },
    {
      title: 'no file: nobody guesses who owns it',
      given: { '.github/workflows/ci.yml': 'on: push\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no file, in a package for everyone: a low finding',
      given: {
        '.github/workflows/ci.yml': 'on: push\n',
        'package.json': '{"name":"a","version":"1.0.0","exports":"./a.js"}',
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no file, and somebody tells who reviews',
      given: { '.gitlab-ci.yml': 'a: {}\n' },
      told: { owner: '@acme/core' },
      expect: 'fail',
      fixed: { '.gitlab/CODEOWNERS': '* @acme/core\n' },
    },
    {
      title: 'nobody for the rest',
      given: { CODEOWNERS: '/docs @acme/docs\n' },
      told: { owner: 'ana@example.com' },
      expect: 'fail',
      at: ['CODEOWNERS'],
      fixed: { CODEOWNERS: '* ana@example.com\n/docs @acme/docs\n' },
    },
    {
      title: 'only comments',
      given: { '.github/CODEOWNERS': '# * @acme/core\n' },
      expect: 'fail',
      at: ['.github/CODEOWNERS'],
    },
    {
      title: 'an owner that is no name',
      given: { '.github/CODEOWNERS': '* @acme/core\n/src acme\n' },
      expect: 'fail',
      at: ['.github/CODEOWNERS:2'],
    },
    {
      title: 'a library of one author, under the account of that author',
      given: {
        '.github/workflows/ci.yml': 'on: push\n',
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"anaperez/a","author":{"name":"Ana Perez"}}',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a library of several, under the account of one',
      given: {
        '.github/workflows/ci.yml': 'on: push\n',
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"anaperez/a","author":"Ana Perez <ana@example.com>","contributors":["Ben"]}',
      },
      expect: 'fail',
      fixed: {},
    },
    { title: 'no host', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function problemsIn(path: string, text: string): RuleFinding[] {
  const findings: RuleFinding[] = [];
  let coversAll = false;
  let sectionOwners = 0;
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const words = whole
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    const [pattern = ''] = words;
    if (pattern === '') continue;
    if (/^\^?\[/.test(pattern)) {
      sectionOwners = words.filter(isOwner).length;
      continue;
    }
    const owners = words.slice(1);
    const wrong = owners.find((owner) => !isOwner(owner));
    if (wrong !== undefined) {
      findings.push({
        place: { file: path, line: index + 1 },
        message: `${wrong} is neither @user, @org/team nor an address: the line is ignored`,
        identity: `owner ${wrong}`,
      });
    }
    if (/^(\*|\*\*|\/\*\*|\/)$/.test(pattern) && (owners.length > 0 || sectionOwners > 0))
      coversAll = true;
  }
  if (coversAll) return findings;
  const message = 'No line names an owner for everything that has none of its own';
  return [...findings, { place: { file: path }, message, identity: 'no default', severity: 'low' }];
}

function isOwner(word: string): boolean {
  return /^@[\w.-]+(\/[\w./-]+)?$|^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(word);
}
