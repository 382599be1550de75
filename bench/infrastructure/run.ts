// Our rules about Dockerfiles, Kubernetes, Terraform and CloudFormation on the examples of trivy-checks (MIT).
//   npm run -s source bench/infrastructure/run.ts -- --checks DIR [--why]
// DIR is the folder `checks` of a checkout. Says per rule and check how often both agree; --why each difference.
// Ends in 3 when there are no examples, in 1 when a difference has no reason in `differences.ts`.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judgeRule } from '../../packages/check/src/engine/judge-rule.ts';
import { madeUpSource } from '../../packages/check/src/evidence/made-up.ts';
import { collectors } from '../../packages/check/src/evidence/registry.generated.ts';
import { Session } from '../../packages/check/src/evidence/session.ts';
import { rules } from '../../packages/check/src/rules/registry.generated.ts';
import { counterparts } from './counterparts.ts';
import { reasonFor } from './differences.ts';
import { type Labelled, labelledOf } from './labelled.ts';

const { values: flags } = parseArgs({
  options: { checks: { type: 'string' }, why: { type: 'boolean', default: false } },
});
if (flags.checks === undefined || !existsSync(flags.checks)) {
  console.log(`no checks at ${flags.checks ?? '--checks'}: agreement was not measured`);
  process.exitCode = 3;
} else process.exitCode = await compare(flags.checks);

async function compare(checks: string): Promise<number> {
  let [all, agreed, unexplained] = [0, 0, 0];
  console.log(
    'rule                 check                                                     agree',
  );
  for (const [rule, others] of Object.entries(counterparts))
    for (const check of others) {
      const given = labelledOf(checks, check);
      const different: Labelled[] = [];
      for (const one of given) if ((await isFlagged(rule, one)) !== one.isBad) different.push(one);
      all += given.length;
      agreed += given.length - different.length;
      console.log(
        `${rule.padEnd(20)} ${check.padEnd(57)} ${given.length - different.length} of ${given.length}`,
      );
      for (const one of different) {
        const reason = reasonFor(rule, one.id);
        if (reason === undefined) unexplained += 1;
        const what = one.isBad ? 'passed here' : 'flagged here';
        console.log(`  ${what}: ${one.id.slice(check.length).trim()}: ${reason ?? '?'}`);
        if (flags.why) console.log(one.text.replaceAll(/^/gm, '    | '));
      }
    }
  console.log(`all: ${agreed} of ${all}`);
  return unexplained > 0 ? 1 : 0;
}

async function isFlagged(id: string, { path, text }: Labelled): Promise<boolean> {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  const session = new Session(madeUpSource({ [path]: text }));
  const verdict = await judgeRule(
    rule,
    (name) => session.ask<unknown>(collectors[name]),
    Date.now(),
  );
  if (verdict.status === 'error') throw new Error(verdict.problem);
  return verdict.status === 'fail';
}
