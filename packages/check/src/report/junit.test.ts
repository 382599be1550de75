import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Parser } from 'htmlparser2';
import { rules } from '../rules/registry.generated.ts';
import { hardReports } from './case-hard-reports.ts';
import { junitReport } from './junit.ts';

/** The elements that we write, with what Jenkins' junit-10.xsd takes in each: where it stands, and its attributes. */
const known: Readonly<Record<string, { in: readonly string[]; may: string; must: string }>> = {
  testsuites: { in: [''], may: 'name time tests failures errors', must: '' },
  testsuite: {
    in: ['testsuites'],
    may: 'name tests failures errors time skipped timestamp',
    must: 'name tests failures errors',
  },
  testcase: { in: ['testsuite'], may: 'name time classname', must: 'name' },
  failure: { in: ['testcase'], may: 'type message', must: '' },
  error: { in: ['testcase'], may: 'type message', must: '' },
  skipped: { in: ['testcase'], may: 'type message', must: '' },
};
/** Its times: seconds, at most three digits after the point, nothing else. */
const time = /^\d+(?:\.\d{1,3})?$/;

test('every report has the elements and attributes that Jenkins takes, and no other', () => {
  for (const [what, report] of Object.entries(hardReports())) {
    const open = [''];
    let cases = 0;
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          const element = known[name];
          assert.ok(element !== undefined && element.in.includes(open.at(-1)!), `${what}: ${name}`);
          const names = Object.keys(attributes);
          const taken = element.may.split(' ');
          assert.deepEqual(
            names.filter((one) => !taken.includes(one)),
            [],
            `${what}: ${name}`,
          );
          for (const must of element.must.split(' ').filter(Boolean)) assert.ok(must in attributes);
          if (attributes['time'] !== undefined) assert.match(attributes['time'], time);
          if (name === 'testcase') cases += 1;
          open.push(name);
        },
        onclosetag: () => open.pop(),
      },
      { xmlMode: true },
    );
    const printed = junitReport(report, rules);
    parser.end(printed);
    assert.equal(/<testsuites [^>]*tests="(\d+)"/.exec(printed)?.[1], String(cases), what);
  }
});
