import { codeFact, flowFindings } from '../../analysis/flow-findings.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const app = (line: string, before = ''): Record<string, string> => ({
  'app.js': `import express from 'express';
import pg from 'pg';
const pool = new pg.Pool();
const app = express();
${before}
app.get('/', async (req, res) => {
  ${line}
});
`,
});

/** No data of a request becomes part of the text of a statement. */
export const rule: Rule = defineRule({
  id: 'injection/sql',
  practice: 'C3',
  severity: 'critical',
  confidence: 'likely',
  cwe: 89,
  controls: ['asvs5:1.2.4', 'pci-dss4:6.2.4'],
  title: 'Statements take data of requests as parameters',
  why: 'Whoever sends a request chooses what the database does: reads every table, signs in as anyone, deletes.',
  fix: "Write the value as a parameter: `pool.query('… WHERE id = $1', [id])`; choose names of columns from a list.",
  needs: ['code'],
  run({ code }) {
    if (code.files === 0) return notApplicable('there is no JavaScript or TypeScript');
    const findings = flowFindings(
      code,
      ({ label, harm }) => label === 'input' && harm === 'sql',
      ({ source, sink }) => `${source} becomes part of a statement: ${sink}`,
    );
    return failBy(findings, codeFact(code));
  },
  examples: [
    {
      title: 'a template',
      given: app('await pool.query(`SELECT * FROM users WHERE id = ${req.params.id}`);'),
      expect: 'fail',
      at: ['app.js:7'],
    },
    {
      title: 'a parameter',
      given: app("await pool.query('SELECT * FROM users WHERE id = $1', [req.params.id]);"),
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});
