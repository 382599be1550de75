import { attackRule, madeUpAttack } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** Another site cannot act for whoever is signed in. */
export const rule: Rule = attackRule({
  id: 'attack/csrf',
  severity: 'high',
  cwe: 352,
  controls: ['asvs5:3.5.1', 'asvs5:3.5.3', 'asvs5:3.3.2'],
  title: 'Another site cannot act for whoever is signed in',
  why: 'A page that a user comes upon sends the request, and the browser adds their session to it.',
  fix: 'Set the cookie with SameSite=Lax or Strict, change nothing on GET, and refuse requests whose Origin is not yours.',
  needsSessions: 1,
  examples: [
    {
      title: 'how the cookie was set is not known',
      evidence: madeUpAttack({ sessions: { given: 2, signIns: 0 }, tried: { csrf: 3 } }),
      expect: 'unknown',
    },
    {
      title: 'the session is a token in a header, which no browser adds by itself',
      evidence: madeUpAttack({ sessions: { given: 1, signIns: 0, cookies: 0 } }),
      expect: 'not-applicable',
    },
  ],
});
