import { isForeign } from '../../analysis/site/observatory/content-tests.ts';
import { judgePage } from '../page-rule.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding } from '../rule.ts';

const page = (body: string): { sitePages: ReturnType<typeof madeUpSite> } => ({
  sitePages: madeUpSite({ body }),
});

/** Scripts from others are the ones that were looked at. */
export const rule: Rule = defineRule({
  id: 'headers/integrity',
  practice: 'C6',
  severity: 'medium',
  confidence: 'certain',
  cwe: 353,
  controls: ['asvs5:3.6.1'],
  title: 'Scripts of other sites are held to their hash',
  why: 'Whoever breaks into that other site runs script in yours.',
  fix: 'Serve the script yourself, or give its tag integrity="sha384-…" and crossorigin="anonymous".',
  needs: ['sitePages'],
  run: ({ sitePages }) =>
    judgePage(sitePages, ({ html }, place) => {
      const foreign = (html?.scripts ?? []).filter(({ src }) => isForeign(src, place.file));
      const findings = foreign.flatMap(({ src, integrity }): RuleFinding[] => {
        const isPlain = /^http:/i.test(src);
        if (integrity !== undefined && !isPlain) return [];
        const how = isPlain ? 'over plain HTTP' : 'without a hash';
        return [
          {
            place,
            message: `${src.slice(0, 200)} is loaded ${how}`,
            identity: src.split(/[?#]/)[0]!,
            severity: isPlain ? 'high' : 'medium',
          },
        ];
      });
      return failBy(findings, `${foreign.length} scripts of others, each with its hash`);
    }),
  examples: [
    { title: 'own scripts', evidence: page('<script src="/app.js"></script>'), expect: 'pass' },
    {
      title: 'with a hash',
      evidence: page('<script src="https://cdn.example/a.js" integrity="sha384-abc"></script>'),
      expect: 'pass',
    },
    {
      title: 'without',
      evidence: page('<script src="https://cdn.example/a.js"></script>'),
      expect: 'fail',
    },
    {
      title: 'over plain HTTP',
      evidence: page('<script src="http://cdn.example/a.js" integrity="sha384-abc"></script>'),
      expect: 'fail',
    },
    {
      title: 'an API',
      evidence: { sitePages: madeUpSite({ type: 'application/json' }) },
      expect: 'not-applicable',
    },
  ],
});
