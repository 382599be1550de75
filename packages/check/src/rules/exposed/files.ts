import { defineRule, failBy, type Rule } from '../rule.ts';

/** What only the server needs, only the server has. */
export const rule: Rule = defineRule({
  id: 'exposed/files',
  practice: 'P6',
  severity: 'critical',
  confidence: 'certain',
  cwe: 538,
  controls: ['asvs5:13.4.1'],
  title: 'No repository, settings, keys or dumps are open to visitors',
  why: 'Scanners ask every host for /.env and /.git within minutes of its birth.',
  fix: 'Serve a folder that holds nothing but public files (express.static of public/, never of the root), and replace every secret that was open.',
  needs: ['siteFiles'],
  run({ siteFiles }) {
    const findings = siteFiles.map(({ url, what }) => ({
      place: { file: url },
      message: `Everybody can read ${what}`,
      identity: what,
      severity: /secrets|key|token|dump|database|repository|password/.test(what)
        ? ('critical' as const)
        : ('medium' as const),
    }));
    return failBy(findings, 'none of the files that scanners look for answers');
  },
  examples: [
    { title: 'nothing', evidence: { siteFiles: [] }, expect: 'pass' },
    {
      title: 'settings',
      evidence: { siteFiles: [{ url: 'https://shop.example/.env', what: 'settings and secrets' }] },
      expect: 'fail',
      at: ['https://shop.example/.env'],
    },
    { title: 'a repository', expect: 'unknown' },
  ],
});
