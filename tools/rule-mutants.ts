// Takes pieces out of check's rules and says which of them no example misses:
// `node -C castellan-source tools/rule-mutants.ts [--seed N] [--rules N] [--checks]`. Without --rules all
// of them; --checks takes single checks (`if`) out too. Ends in 1 when the body of a rule is not missed.
import { parseArgs } from 'node:util';
import { judgeMutants, sampled } from './mutants/judge-mutants.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rules: { type: 'string', default: '10000' },
    checks: { type: 'boolean', default: false },
  },
});
const chosen = sampled(Number(values.seed), Number(values.rules));
const { rules, mutants, without, survivors } = await judgeMutants(
  chosen,
  values.checks ? ['body', 'check'] : ['body'],
);
for (const { file, mutant } of survivors) {
  const was = mutant.was.replace(/\s+/g, ' ').slice(0, 100);
  console.log(`${file}:${mutant.line} ${mutant.kind} not missed: ${was}`);
}
console.log(
  `${rules} rules, ${mutants} mutants, ${mutants - survivors.length} missed by an example, ${survivors.length} not; ${without.length} rules have nothing to take out`,
);
if (survivors.some(({ mutant }) => mutant.kind === 'body')) process.exitCode = 1;
