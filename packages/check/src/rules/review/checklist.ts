import { codeHost } from '../../analysis/code-host.ts';
import { publicLibrary } from '../../analysis/library-package.ts';
import { reviewChecklistText } from '../../analysis/review-checklist.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

const places =
  /^(\.github\/|docs\/)?pull_request_template(\.\w+)?$|^(\.github\/|docs\/)?PULL_REQUEST_TEMPLATE\/|^\.gitlab\/merge_request_templates\//i;
const topics =
  /\b(secur\w*|vulnerab\w*|injection|sanit\w*|validat\w*|escap\w*|authori[sz]\w*|authenticat\w*|permission\w*|secrets?|credentials?|password\w*|xss|csrf|owasp|sensitive|personal data|encrypt\w*)\b/gi;
const leastTopics = 2;

/** Who reviews is asked about security each time. */
export const rule: Rule = defineRule({
  id: 'review/checklist',
  practice: 'C11',
  severity: 'low',
  confidence: 'certain',
  controls: ['pci-dss4:6.2.3'],
  isAttestable: true,
  title: 'The pull request template holds a checklist on security',
  why: 'Reviewers look at what a change does; a list makes them ask what it lets others do.',
  fix: 'Write .github/pull_request_template.md with lines such as `- [ ] Input is validated before it is used`, `- [ ] Who may call this is checked`, `- [ ] No secrets or personal data in code or logs`.',
  needs: ['manifest', 'repoFiles', 'settings', 'dockerfiles'],
  run({ manifest, repoFiles, settings, dockerfiles }) {
    const hasHost = repoFiles.files.some(({ path }) =>
      /^\.(github|gitlab)|^\.gitlab-ci/.test(path),
    );
    const templates = settings.filter(({ path }) => places.test(path));
    if (templates.length === 0) {
      if (!hasHost) return notApplicable('the repository has no settings of GitHub or GitLab');
      const library = manifest && publicLibrary(manifest, { isDeployed: dockerfiles.length > 0 });
      if (library)
        return unknown(
          `whether ${library.owner}/.github holds a template, which GitHub takes where a repository has none`,
        );
      const message =
        'There is no pull request template here (one of the organisation would count)';
      return failBy([{ message, identity: 'missing', confidence: 'possible' }], '');
    }
    const asks = templates.find(({ text }) => topicsIn(text) >= leastTopics);
    const place = { file: templates[0]!.path };
    const message = 'The template asks nothing about security';
    return failBy(
      asks ? [] : [{ place, message, identity: 'no topics' }],
      `${asks?.path} asks about security`,
    );
  },
  mend: {
    title: 'Write a template with a list on security, or add the list to the one that is there',
    reads: ['git'],
    offer({ place }, { repoFiles, settings, git }) {
      if (place) {
        const text = settings.find(({ path }) => path === place.file)?.text ?? '';
        // A form of YAML or a list of another kind is not for us to lengthen.
        if (!/\.md$|TEMPLATE$/i.test(place.file)) return undefined;
        const lines = text.split('\n');
        const last = lines.at(-1) ?? '';
        const to = `${last === '' ? '' : '\n'}\n${reviewChecklistText()}`;
        const edit = {
          kind: 'text',
          file: place.file,
          line: lines.length,
          column: last.length + 1,
          was: '',
          to,
        } as const;
        return { title: `Ask about security in ${place.file}`, edits: [edit] };
      }
      const paths = repoFiles.files.map(({ path }) => path);
      const isGitlab = codeHost({ paths, remotes: git?.remotes ?? [] }) === 'gitlab';
      const file = isGitlab
        ? '.gitlab/merge_request_templates/Default.md'
        : '.github/pull_request_template.md';
      const text = `## What changes, and why\n\n\n${reviewChecklistText()}`;
      return {
        title: 'Ask about security in each review',
        edits: [{ kind: 'create', file, text }],
      };
    },
  },
  examples: [
    {
      title: 'a list with two topics',
      given: {
        '.github/pull_request_template.md':
          '- [ ] Input is validated\n- [ ] No secrets in code or logs\n',
      },
      expect: 'pass',
    },
    {
      title: 'one of several templates of GitLab',
      given: {
        '.gitlab/merge_request_templates/Default.md':
          '* [ ] permissions checked\n* [ ] no injection\n',
      },
      expect: 'pass',
    },
    {
      title: 'no template',
      given: { '.github/workflows/ci.yml': 'on: push\n' },
      expect: 'fail',
      fixed: {
        '.github/pull_request_template.md': `## What changes, and why\n\n\n${reviewChecklistText()}`,
      },
    },
    {
      title: 'no template, on GitLab',
      given: { '.gitlab-ci.yml': 'test:\n  script: npm test\n' },
      expect: 'fail',
      fixed: {
        '.gitlab/merge_request_templates/Default.md': `## What changes, and why\n\n\n${reviewChecklistText()}`,
      },
    },
    {
      title: 'about tests and docs alone',
      given: { '.github/PULL_REQUEST_TEMPLATE.md': '- [ ] tests\n- [ ] docs\n' },
      expect: 'fail',
      at: ['.github/PULL_REQUEST_TEMPLATE.md'],
      fixed: {
        '.github/PULL_REQUEST_TEMPLATE.md': `- [ ] tests\n- [ ] docs\n\n${reviewChecklistText()}`,
      },
    },
    {
      title: 'a comment is no item',
      given: {
        '.github/PULL_REQUEST_TEMPLATE.md': '<!-- security, secrets, passwords -->\n- [ ] tests\n',
      },
      expect: 'fail',
    },
    {
      title: 'no template, in a public library: its account may have one for all',
      given: {
        '.github/workflows/ci.yml': 'on: push\n',
        'package.json':
          '{"name":"a","version":"1.0.0","license":"MIT","exports":"./a.js","repository":"acme/a"}',
      },
      expect: 'unknown',
    },
    { title: 'no host', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

/** Different topics that items of the list name. */
function topicsIn(text: string): number {
  const items = text
    .replace(/<!--.*?-->/gs, '')
    .split('\n')
    .filter((line) => /^\s*([-*+]|\d+\.)\s/.test(line));
  return new Set(items.flatMap((line) => line.toLowerCase().match(topics) ?? [])).size;
}
