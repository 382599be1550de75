import { settingIn } from '../../analysis/npmrc.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const plain = /^http:\/\/(?!localhost\b|127\.|\[::1\])/i;

/** Packages come over an authenticated connection. */
export const rule: Rule = defineRule({
  id: 'deps/registry-tls',
  practice: 'C10',
  severity: 'high',
  confidence: 'certain',
  cwe: 295,
  controls: ['asvs5:12.3.2', 'asvs5:15.2.4'],
  title: 'The registry is asked over TLS, and its certificate is checked',
  why: 'Without it anybody on the way gives you other packages than you asked for, and reads the token of your registry.',
  fix: 'Delete `strict-ssl=false` from .npmrc, write `https://` before the registry, and give a private authority by `cafile`.',
  needs: ['settings'],
  run({ settings }) {
    const files = settings.filter(({ path }) => /(^|\/)(\.npmrc|\.yarnrc\.yml)$/.test(path));
    if (files.length === 0) return notApplicable('no settings say how the registry is asked');
    return failBy(files.flatMap(findingsIn), `${files.map(({ path }) => path).join(', ')}: TLS`);
  },
  mend: {
    needsUnsafe: true,
    // Whether a registry has TLS at all, only its owner knows.
    title: 'Delete the setting that turns the check off',
    offer({ place, identity }, { settings }) {
      const file = settings.find(({ path }) => path === place?.file);
      const was = file?.text.split('\n')[(place?.line ?? 0) - 1];
      if (!file || was === undefined || place?.line === undefined) return undefined;
      const isLast = !file.text.endsWith('\n') && was === file.text.split('\n').at(-1);
      if (identity !== 'off' || isLast) return undefined;
      const edit: Edit = {
        kind: 'text',
        file: file.path,
        line: place.line,
        column: 1,
        was: `${was.replace(/\r$/, '')}\n`,
        to: '',
      };
      // A registry of the team may have a certificate that nobody else signed.
      return {
        title: `Ask the registry over TLS in ${file.path}`,
        edits: [edit],
        isUnsafe: true,
        afterwards: 'give the certificate of a private authority by `cafile`, where there is one',
      };
    },
  },
  examples: [
    {
      title: 'https, and the check left as it is',
      given: { '.npmrc': 'registry=https://npm.acme.example/\n' },
      expect: 'pass',
    },
    {
      title: 'the registry of this machine',
      given: { '.npmrc': 'registry=http://localhost:4873/\n' },
      expect: 'pass',
    },
    {
      title: 'the check is off',
      given: { '.npmrc': 'fund=false\nstrict-ssl=false\n' },
      expect: 'fail',
      at: ['.npmrc:2'],
      fixed: { '.npmrc': 'fund=false\n' },
    },
    {
      title: 'a plain registry of a scope: nobody knows whether it has TLS',
      given: { '.npmrc': '@acme:registry=http://npm.acme.example/\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'Yarn without the check',
      given: { '.yarnrc.yml': 'enableStrictSsl: false\n' },
      expect: 'fail',
      at: ['.yarnrc.yml:1'],
      fixed: { '.yarnrc.yml': '' },
    },
    { title: 'no settings', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text }: SettingsFile): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const off = path.endsWith('.npmrc')
    ? settingIn(text, 'strict-ssl')
    : lineWith(text, /^enableStrictSsl:\s*false/);
  if (off && /false/.test(off.text))
    findings.push({
      place: { file: path, line: off.line },
      message: 'The check of the registry’s certificate is off',
      identity: 'off',
    });
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const match = /^\s*((?:@[\w.-]+:)?registry|npmRegistryServer)\s*[=:]\s*["']?(\S+)/.exec(line);
    if (!match || !plain.test(match[2]!)) continue;
    findings.push({
      place: { file: path, line: index + 1 },
      message: `${match[1]} is asked over plain http`,
      identity: `plain ${match[1]}`,
    });
  }
  return findings;
}

function lineWith(text: string, pattern: RegExp): { line: number; text: string } | undefined {
  const lines = text.split(/\r?\n/);
  const index = lines.findIndex((line) => pattern.test(line));
  return index < 0 ? undefined : { line: index + 1, text: lines[index]! };
}
