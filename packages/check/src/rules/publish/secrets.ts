import { secretsIn } from '../../analysis/secrets/file-findings.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** What npm would publish holds no secret, built files included. */
export const rule: Rule = defineRule({
  id: 'publish/secrets',
  practice: 'C1',
  severity: 'critical',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'No file of the npm package holds a secret',
  why: 'A build writes environment variables into bundles that git never sees, and a published package stays in mirrors for ever.',
  fix: 'Replace the secret at its provider, then build without it: bundlers inline `process.env` values that they are told to define.',
  needs: ['manifest', 'packedFiles'],
  run({ manifest, packedFiles }) {
    if (manifest?.isPrivate === true) return notApplicable('the package is private');
    const findings = packedFiles.files.flatMap(({ path, text }) =>
      text === undefined ? [] : secretsIn(path, text),
    );
    return failBy(findings, `${packedFiles.files.length} files would be published`);
  },
  examples: [
    {
      title: 'a built file without secrets',
      given: { 'package.json': '{"name":"a","files":["dist"]}', 'dist/a.js': 'let a = 1;\n' },
      expect: 'pass',
    },
    {
      title: 'a key that the build wrote into a bundle that git ignores',
      given: {
        'package.json': '{"name":"a","files":["dist"]}',
        '.gitignore': 'dist\n',
        'dist/a.js': `let c = { apiSecret: "${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}" };\n`,
      },
      expect: 'fail',
      at: ['dist/a.js:1'],
    },
    { title: 'private', given: { 'package.json': '{"private":true}' }, expect: 'not-applicable' },
    { title: 'no manifest', expect: 'unknown' },
  ],
});
