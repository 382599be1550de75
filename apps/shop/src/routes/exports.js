import { execFile } from 'node:child_process';
import { Router } from 'express';
import { answer } from '../answer.js';

const listOf = (value) => [value ?? []].flat().map(String);

/** Exports made by programs that are started without a shell. @param {import('../app.js').Shop} shop */
export function exports({ folders }) {
  const router = Router();

  /** Starts a program; resolves to what it printed, also when it failed. */
  const run = (file, args) =>
    new Promise((resolve, reject) => {
      const done = (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ output: stdout, messages: stderr });
      };
      execFile(file, args, { cwd: folders.sales, timeout: 5_000 }, done);
    });

  const pack = (files) => run('tar', ['-cf', `${folders.uploads}/ledgers.tar`, ...files]);

  router.get('/exports/archive', async (req, res) => {
    // Vulnerable on purpose: CWE-88, a file name that starts with a dash is an option to tar.
    answer(req, res, { title: 'Archive', ...(await pack(listOf(req.query.file))) });
  });

  router.post('/api/exports/archive', async (req, res) => {
    // Vulnerable on purpose: CWE-88, the same with names from a JSON array.
    res.json(await pack(listOf(req.body.files)));
  });

  router.post('/exports/list', async (req, res) => {
    // Vulnerable on purpose: CWE-88, find takes tests and actions where it takes folders.
    const report = await run('find', [...listOf(req.body.folder), '-name', '*.csv']);
    answer(req, res, { title: 'Ledgers', ...report });
  });

  router.get('/exports/words/:file', async (req, res) => {
    // Vulnerable on purpose: CWE-88, wc reads the list of its files from any file.
    answer(req, res, { title: 'Words', ...(await run('wc', ['-w', req.params.file])) });
  });

  router.get('/exports/sorted', async (req, res) => {
    const ledger = req.get('x-ledger') ?? '2026-10.csv';
    // Vulnerable on purpose: CWE-88, sort writes wherever its option says.
    answer(req, res, { title: 'Sorted', ...(await run('sort', ['-t,', '-k2', ledger])) });
  });

  router.get('/exports/day', async (req, res) => {
    const format = req.cookies.dateformat ?? '+%A';
    // Vulnerable on purpose: CWE-88, date prints every line of a file that it cannot understand.
    answer(req, res, { title: 'Today', ...(await run('date', [format])) });
  });

  router.get('/exports/find', async (req, res) => {
    // Not vulnerable: `--` ends the options, so a word with a dash is only a word.
    const words = String(req.query.text ?? '');
    const report = await run('grep', ['-rhiF', '--', words, '.']);
    answer(req, res, { title: 'Lines found', ...report });
  });

  return router;
}
