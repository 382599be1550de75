import { isForOthers } from '../../analysis/published-app.ts';
import { severities } from '@castellan/core';
import { type FileSecret, secretsIn } from '../../analysis/secrets/file-findings.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const mostFiles = 5;

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
  needs: ['packedFiles', 'packages', 'repoFiles'],
  run({ packedFiles, packages, repoFiles }) {
    if (packedFiles.length === 0) return notApplicable('no package here is meant to be published');
    const all = packedFiles.flatMap(({ files }) => files);
    // Of an app that nobody means to publish `secrets/tree` tells all that is committed.
    const meant = new Set(
      packages.filter(({ manifest }) => isForOthers(manifest)).map(({ folder }) => folder),
    );
    const committed = new Set(
      repoFiles.files.filter(({ isTracked }) => isTracked).map(({ path }) => path),
    );
    const findings = packedFiles.flatMap(({ files }) =>
      files
        .filter(({ path }) => !committed.has(path))
        .flatMap(({ path, text }) => (text === undefined ? [] : secretsIn(path, text))),
    );
    const told = packedFiles.flatMap(({ folder, files }) =>
      meant.has(folder)
        ? files
            .filter(({ path }) => committed.has(path))
            .flatMap(({ path, text }) => (text === undefined ? [] : secretsIn(path, text)))
        : [],
    );
    const large = all.filter(({ text }) => text === undefined).length;
    return failBy(
      [...findings, ...together(told)],
      `${all.length - large} files would be published and hold none that we know`,
    );
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
    {
      title: 'a committed key of an app that nobody means to publish, which another rule tells',
      given: {
        'package.json': '{"name":"a","version":"1.0.0","scripts":{"start":"node a.js"}}',
        'a.js': `let c = { apiSecret: "${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}" };\n`,
      },
      expect: 'pass',
    },
    {
      title: 'two committed keys of a package for others: one package, one finding',
      given: {
        'package.json': '{"name":"a","version":"1.0.0","exports":"./a.js"}',
        'a.js': `let c = { apiSecret: "${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}" };\n`,
        'b.js': `let c = { apiSecret: "${['Zr4v', 'B2mK9', 'pQw4X', 'tB8nC', 'yD3h'].join('')}" };\n`,
      },
      expect: 'fail',
      at: ['a.js:1'],
    },
    {
      title: 'a committed key of a package for others',
      given: {
        'package.json': '{"name":"a","version":"1.0.0","exports":"./a.js"}',
        'a.js': `let c = { apiSecret: "${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}" };\n`,
      },
      expect: 'fail',
      at: ['a.js:1'],
    },
    { title: 'private', given: { 'package.json': '{"private":true}' }, expect: 'not-applicable' },
    { title: 'no manifest', expect: 'not-applicable' },
  ],
});

/** Each of these is a finding of `secrets/tree` already: here it is said once that they leave with the package. */
function together(told: readonly FileSecret[]): RuleFinding[] {
  const bySeverity = told.toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  const [worst] = bySeverity;
  if (worst === undefined) return [];
  const files = [...new Set(bySeverity.map(({ place }) => place.file))];
  const rest = files.length > mostFiles ? ', …' : '';
  return [
    {
      place: worst.place,
      message: `The package takes along ${told.length === 1 ? 'a secret' : `${told.length} secrets`} of the repository: ${files.slice(0, mostFiles).join(', ')}${rest}`,
      identity: 'committed',
      severity: worst.severity,
      confidence: worst.confidence,
      frame: worst.frame,
    },
  ];
}
