import { exec, execSync, spawn } from 'node:child_process';
import { Router } from 'express';
import { answer } from '../answer.js';
import { multipart } from '../multipart.js';

/** Reports made by a shell command line. @param {import('../app.js').Shop} shop */
export function reports({ folders }) {
  const router = Router();
  const options = { cwd: folders.sales, timeout: 5_000 };

  /** Runs a command line; resolves to what it printed, also when it failed. */
  const run = (command) =>
    new Promise((resolve, reject) => {
      const done = (error, stdout, stderr) => {
        if (error?.code === undefined && error) reject(error);
        else resolve({ output: stdout, messages: stderr });
      };
      exec(command, options, done);
    });

  router.get('/reports/sales', async (req, res) => {
    const month = req.query.month ?? '2026-10';
    // Vulnerable on purpose: CWE-78, the month becomes part of the command line.
    const report = await run(`cat ${month}.csv | cut -d, -f2 | sort | uniq -c`);
    answer(req, res, { title: `Sales by region, ${month}`, ...report });
  });

  router.post('/reports/product', async (req, res) => {
    // Vulnerable on purpose: CWE-78, double quotes do not stop the shell's substitutions.
    const report = await run(`grep -h "${req.body.product}" *.csv`);
    answer(req, res, { title: 'Sales of a product', ...report });
  });

  router.post('/api/reports/region', (req, res, next) => {
    // Vulnerable on purpose: CWE-78, a single quote in the region ends the quoted word.
    const awk = `awk -F, -v region='${req.body.region}' '$2 == region { n += $5 } END { print n + 0 }' *.csv`;
    const child = spawn(awk, { ...options, shell: true });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('error', next);
    child.on('close', () => res.json({ output }));
  });

  router.get('/reports/clock', async (req, res) => {
    const zone = req.get('x-time-zone') ?? 'UTC';
    // Vulnerable on purpose: CWE-78, a header stands unquoted in the command line.
    answer(req, res, { title: 'Shop clock', ...(await run(`TZ=${zone} date +%H:%M`)) });
  });

  router.get('/reports/till', (req, res) => {
    const till = req.cookies.till ?? 'front desk';
    // Vulnerable on purpose: CWE-78, a cookie stands in double quotes.
    const output = execSync(`printf 'till: %s\\n' "${till}"`, { ...options, encoding: 'utf8' });
    answer(req, res, { title: 'Till', output });
  });

  router.get('/reports/lines/:file', (req, res) => {
    // Vulnerable on purpose: CWE-78, a line break in the path starts a second command.
    const output = execSync(`wc -l < ${req.params.file}`, { ...options, encoding: 'utf8' });
    answer(req, res, { title: 'Lines in a ledger', output });
  });

  router.post('/reports/upload', ...multipart, async (req, res) => {
    const file = req.form.get('ledger');
    // Vulnerable on purpose: CWE-78, the file's name is chosen by the sender.
    const report = await run(`echo "received ${file.name}, ${Number(file.size)} bytes"`);
    answer(req, res, { title: 'Ledger received', ...report });
  });

  return router;
}
