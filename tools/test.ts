// Runs every test of the repository and ends with one line that sums them up. See --help.
import { parseArgs } from 'node:util';
import { type Step, steps } from './test/steps.ts';
import { sum, type Tally, tallyLine } from './test/tally.ts';

const help = `Usage: npm test [-- --only <step>]...

Steps, in order:
${steps.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join('\n')}

Examples:
  npm test                                   everything
  npm test -- --only unit                    only the unit tests
  npm test -- --only build --only matrix     build, then the Node.js versions

Skipped steps say why. With CI=true what is missing is a failure.
`;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  process.stdout.write(help);
} else {
  const wanted = values.only ?? steps.map(({ name }) => name);
  const unknown = wanted.find((name) => !steps.some((step) => step.name === name));
  if (unknown === undefined) {
    process.exitCode = await runSteps(steps.filter(({ name }) => wanted.includes(name)));
  } else {
    process.stderr.write(`There is no step ${unknown}.\n\n${help}`);
    process.exitCode = 2;
  }
}

async function runSteps(chosen: readonly Step[]): Promise<number> {
  const tallies: Tally[] = [];
  const lines: string[] = [];
  const prepared = new Map(chosen.map(({ name, prepare }) => [name, prepare?.()]));
  for (const [index, { name, title, run }] of chosen.entries()) {
    console.log(`\n=== ${index + 1}/${chosen.length} ${name}: ${title}`);
    const started = performance.now();
    await prepared.get(name);
    const tally = await run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    tallies.push(tally);
    lines.push(
      `${tally.failed === 0 ? '✔' : '✖'} ${name.padEnd(8)} ${tallyLine(tally)} (${seconds} s)`,
    );
    console.log(lines.at(-1));
  }
  const total = sum(tallies);
  if (total.failures.length > 0) console.log(`\n=== what failed\n${total.failures.join('\n')}`);
  console.log(`\n=== summary\n${lines.join('\n')}\n\n${tallyLine(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
