import { defineRule, failBy, type Rule } from '../rule.ts';

/** TRACE is off. */
export const rule: Rule = defineRule({
  id: 'exposed/trace',
  practice: 'P6',
  severity: 'low',
  confidence: 'certain',
  cwe: 200,
  controls: ['asvs5:13.4.4'],
  title: 'TRACE is not answered with the request',
  why: 'An echo of the request shows headers that proxies add on the way, and cookies that scripts may not read.',
  fix: 'Switch TRACE off in the web server or proxy (TraceEnable off in Apache; nginx and Node.js have it off).',
  needs: ['siteMethods'],
  run({ siteMethods: { echoesTrace } }) {
    const problem = { message: 'TRACE sends the request back', identity: 'trace' };
    return failBy(echoesTrace ? [problem] : [], 'TRACE is refused');
  },
  examples: [
    { title: 'refused', evidence: { siteMethods: { echoesTrace: false } }, expect: 'pass' },
    { title: 'echoed', evidence: { siteMethods: { echoesTrace: true } }, expect: 'fail' },
    { title: 'a repository', expect: 'unknown' },
  ],
});
