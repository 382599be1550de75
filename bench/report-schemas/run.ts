// Our reports against the schemas of those who read them, over inputs that are hard to write down.
//   npm run -s source bench/report-schemas/run.ts -- [--sarif FILE] [--gitlab-sast FILE] [--gitlab FILE] [--junit FILE]
// --sarif: OASIS' sarif-schema-2.1.0.json; --gitlab-sast: GitLab's sast-report-format.json; --gitlab: GitLab's
// codeclimate.json; --junit: Jenkins' junit-10.xsd, which takes xmllint (Debian: libxml2-utils).
// Ends in 1 when a report is not of its form, in 3 when a schema was not given.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hardReports } from '../../packages/check/src/report/case-hard-reports.ts';
import { schemaCheck } from '../../packages/check/src/report/case-schema.ts';
import { printReport } from '../../packages/check/src/report/formats.ts';
import { rules } from '../../packages/check/src/rules/registry.generated.ts';

type Check = (printed: string) => readonly string[];

const checks: Readonly<
  Record<'sarif' | 'gitlab-sast' | 'gitlab' | 'junit', (file: string) => Check>
> = {
  sarif: (file) => ofJson(file),
  'gitlab-sast': (file) => ofJson(file),
  gitlab: (file) => ofEach(file),
  junit: (file) => ofXml(file),
};
type Name = keyof typeof checks;
const names = Object.keys(checks) as Name[];

const { values: flags } = parseArgs({
  options: {
    sarif: { type: 'string' },
    'gitlab-sast': { type: 'string' },
    gitlab: { type: 'string' },
    junit: { type: 'string' },
  },
});

let [bad, absent] = [0, 0];
for (const name of names) {
  const file = flags[name];
  if (file === undefined || !existsSync(file)) {
    console.log(`${name}: no schema at ${file ?? `--${name}`}: not compared`);
    absent += 1;
  } else bad += compare(name, checks[name](file));
}
process.exitCode = bad > 0 ? 1 : absent > 0 ? 3 : 0;

/** How many reports are not of the form. */
function compare(name: Name, check: Check): number {
  const all = Object.entries(hardReports()).map(([what, report]) => {
    const printed = printReport(name, report, rules, { columns: 100, colours: false });
    const problems = check(printed);
    for (const problem of problems.slice(0, 3))
      console.log(`  ${what}: ${JSON.stringify(problem.slice(0, 300))}`);
    return problems.length;
  });
  const valid = all.filter((problems) => problems === 0).length;
  console.log(`${name}: ${valid} of ${all.length} reports are valid`);
  return all.length - valid;
}

function ofJson(file: string): Check {
  const check = schemaCheck(JSON.parse(readFileSync(file, 'utf8')));
  return (printed) => check(JSON.parse(printed));
}

/** GitLab holds its schema against each entry of the list. */
function ofEach(file: string): Check {
  const check = schemaCheck(JSON.parse(readFileSync(file, 'utf8')));
  return (printed) => (JSON.parse(printed) as unknown[]).flatMap(check);
}

function ofXml(file: string): Check {
  return (printed) => {
    const { status, stderr, error } = spawnSync(
      'xmllint',
      ['--noout', '--huge', '--schema', file, '-'],
      {
        input: printed,
        encoding: 'utf8',
      },
    );
    if (error !== undefined) throw new Error('xmllint cannot be run', { cause: error });
    return status === 0 ? [] : stderr.split('\n').filter((line) => line !== '');
  };
}
