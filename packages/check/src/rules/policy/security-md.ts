import { contactOf } from '../../analysis/report-contact.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const places = /^(\.github\/|\.gitlab\/|docs\/)?SECURITY(\.(md|markdown|txt|rst|adoc))?$/i;
const minLength = 100;
const missing = 'There is no SECURITY.md here (one of the organisation would count)';

/** Researchers find out how to report. */
export const rule: Rule = defineRule({
  id: 'policy/security-md',
  practice: 'P4',
  severity: 'medium',
  confidence: 'certain',
  controls: ['pci-dss4:6.3.1'],
  title: 'SECURITY.md tells how to report a vulnerability',
  why: 'Who finds a hole and no address tells everybody, or nobody.',
  fix: 'Write SECURITY.md: a private address or link for reports, how soon you answer, and which versions get fixes.',
  needs: ['manifest', 'repoFiles', 'settings'],
  run({ manifest, repoFiles, settings }) {
    const policy = settings.find(({ path }) => places.test(path));
    const hasLicence = repoFiles.files.some(({ path }) =>
      /^(licen[cs]e|copying)(\.\w+)?$/i.test(path),
    );
    if (policy === undefined && manifest?.isPrivate === true && !hasLicence)
      return notApplicable('a private package without a licence: outsiders do not see it');
    if (policy === undefined)
      return failBy([{ message: missing, identity: 'missing', confidence: 'likely' }], '');
    return failBy(problemsIn(policy.path, policy.text), `${policy.path} names a way to report`);
  },
  mend: {
    title: 'Write SECURITY.md with an address that the repository or `--contact` gives',
    reads: ['git'],
    offer({ identity }, { manifest, git }, told) {
      if (identity !== 'missing') return undefined;
      const way = contactOf(told, manifest, git?.remotes);
      if (way === undefined)
        return { asks: 'the address or link for reports: --contact security@your-domain' };
      return {
        title: `Write SECURITY.md: reports go to ${way}`,
        edits: [{ kind: 'create', file: 'SECURITY.md', text: policyText(way) }],
        afterwards: way.endsWith('/advisories/new')
          ? 'turn private vulnerability reporting on in the settings of the repository'
          : 'read SECURITY.md: it promises an answer within three working days',
      };
    },
  },
  examples: [
    {
      title: 'an address and a promise',
      given: {
        'SECURITY.md':
          '# Security\nPlease write to security@example.com and do not open an issue. We answer within two working days and fix the newest minor version.\n',
      },
      expect: 'pass',
    },
    {
      title: 'private reporting of GitHub',
      given: {
        '.github/SECURITY.md':
          '# Reporting\nUse https://github.com/acme/shop/security/advisories/new to report a vulnerability in private. We answer in two days.\n',
      },
      expect: 'pass',
    },
    {
      title: 'the private way of the host, in words',
      given: {
        'SECURITY.md':
          '# Security\nPlease report privately, not in a public issue: use "Report a vulnerability" on the tab Security of this repository.\n',
      },
      expect: 'pass',
    },
    { title: 'none', given: { 'package.json': '{}' }, expect: 'fail', fixed: {} },
    {
      title: 'none, and somebody tells the address',
      given: { 'package.json': '{}' },
      told: { contact: 'security@example.com' },
      expect: 'fail',
      fixed: { 'SECURITY.md': policyText('security@example.com') },
    },
    {
      title: 'none, in a repository on GitHub',
      given: { 'package.json': '{}' },
      evidence: {
        git: {
          isShallow: false,
          trackedButIgnored: [],
          branches: [],
          remotes: ['git@github.com:acme/shop.git'],
        },
      },
      expect: 'fail',
      fixed: { 'SECURITY.md': policyText('https://github.com/acme/shop/security/advisories/new') },
    },
    {
      title: 'none, and package.json names an address for bugs',
      given: { 'package.json': '{"bugs":{"email":"bugs@example.com"}}' },
      expect: 'fail',
      fixed: { 'SECURITY.md': policyText('bugs@example.com') },
    },
    {
      title: 'no way to report',
      given: {
        'SECURITY.md':
          '# Security\nWe take security very seriously and work hard every day so that our users can sleep well at night. Thank you for it.\n',
      },
      expect: 'fail',
      at: ['SECURITY.md'],
    },
    {
      title: 'a heading alone',
      given: { 'SECURITY.md': '# Security\nsec@example.com\n' },
      expect: 'fail',
      at: ['SECURITY.md'],
    },
    {
      title: 'private, yet open',
      given: { 'package.json': '{"private":true}', LICENSE: 'Apache' },
      expect: 'fail',
    },
    {
      title: 'a private app',
      given: { 'package.json': '{"private":true}' },
      expect: 'not-applicable',
    },
  ],
});

function policyText(way: string): string {
  return `# Security policy

## Report a vulnerability

Please report it in private to ${way.startsWith('https:') ? `<${way}>` : `**${way}**`} and not in a public issue.

Say which version you looked at, what you did and what happened; a small example helps most. We answer
within three working days, tell you what we found, and name you when the fix is out, if you like.

## Supported versions

The newest version gets security fixes.
`;
}

function problemsIn(file: string, text: string): RuleFinding[] {
  const place = { file };
  if (
    !/https?:\/\/\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}|\breport\w* (\w+ ){0,3}privately|\bprivate(ly)? (security |vulnerability )?(report|advisor|disclos)/i.test(
      text,
    )
  )
    return [{ place, message: 'It names neither an address nor a link', identity: 'no contact' }];
  if (text.trim().length < minLength)
    return [{ place, message: 'It says next to nothing', identity: 'too short', severity: 'low' }];
  return [];
}
