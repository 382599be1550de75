import { madeUpAttack } from '../attack-rule.ts';
import { defineRule, pass, type Rule, unknown } from '../rule.ts';

const skipped = '--changes-state was not given';
const route = { method: 'POST', route: '/orders', from: ['app'], inputs: [] };

/** The app is attacked at every change, and all of it. */
export const rule: Rule = defineRule({
  id: 'attack/in-ci',
  practice: 'C9',
  severity: 'medium',
  confidence: 'certain',
  controls: [],
  title: 'The whole app is attacked in continuous integration',
  why: 'A hole that came in with a change is found by the next person who looks, and that may be anybody.',
  fix: 'Add a step to the workflow that starts the app on data of its own: npx castellan attack --changes-state -- node app.js.',
  needs: ['appAttack'],
  run({ appAttack: { isInContinuousIntegration, routes, unfinished, requests, target } }) {
    if (!isInContinuousIntegration) return unknown('a run in continuous integration');
    // Nothing that it did not come to was looked at: never a clean end.
    if (unfinished !== undefined) return unknown(`a run to the end: ${unfinished}`);
    const left = routes.filter((one) => one.skipped !== undefined);
    const [first] = left;
    if (first === undefined)
      return pass(`${routes.length} routes were attacked by ${requests} requests`);
    const why = `${left.length} of ${routes.length} routes were left out: ${first.skipped}`;
    return {
      status: 'fail',
      findings: [
        { place: { file: target }, message: `The run was not whole: ${why}`, identity: 'part' },
      ],
    };
  },
  examples: [
    {
      title: 'a run of the whole app in a workflow',
      evidence: madeUpAttack({ isInContinuousIntegration: true }),
      expect: 'pass',
    },
    {
      title: 'routes that change state were left out',
      evidence: madeUpAttack({ isInContinuousIntegration: true, routes: [{ ...route, skipped }] }),
      expect: 'fail',
    },
    {
      title: 'time was up',
      evidence: madeUpAttack({ isInContinuousIntegration: true, unfinished: 'time was up' }),
      expect: 'unknown',
    },
    { title: 'by hand', evidence: madeUpAttack(), expect: 'unknown' },
  ],
});
