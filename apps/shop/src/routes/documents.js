import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import { answer } from '../answer.js';
import { multipart } from '../multipart.js';

/** Invoices, terms and uploads: files by name. @param {import('../app.js').Shop} shop */
export function documents({ folders, readFile, writeFile }) {
  const router = Router();

  router.get('/invoices', (_req, res) => res.render('invoices'));

  router.get('/invoices/download', (req, res) => {
    // Vulnerable on purpose: CWE-22, path.join walks up as gladly as down.
    res.download(path.join(folders.invoices, req.query.file));
  });

  router.get('/invoices/:file', async (req, res) => {
    // Vulnerable on purpose: CWE-22, %2F in a path parameter is a slash again here.
    res.type('text').send(await readFile(`${folders.invoices}/${req.params.file}`, 'utf8'));
  });

  router.post('/api/invoices/preview', async (req, res) => {
    const file = path.resolve(folders.invoices, req.body.file);
    // Vulnerable on purpose: CWE-22, path.resolve lets an absolute path win.
    const text = await readFile(file, 'utf8');
    res.json({ text: text.slice(0, 2_000) });
  });

  router.get('/attachments/:id', async (req, res) => {
    const name = Buffer.from(req.params.id, 'base64url').toString('utf8');
    // Vulnerable on purpose: CWE-22, an id that is only an encoded name hides nothing.
    res.type('text').send(await readFile(path.join(folders.invoices, name), 'utf8'));
  });

  router.get('/terms', (req, res) => {
    const file = req.cookies.terms ?? 'en.txt';
    // Vulnerable on purpose: CWE-22, a cookie chooses the file.
    const text = readFileSync(path.join(folders.terms, file), 'utf8');
    answer(req, res, { title: 'Terms', back: '/', output: text });
  });

  router.get('/api/terms', async (req, res) => {
    const file = decodeURIComponent(req.get('x-terms') ?? 'en.txt');
    // Vulnerable on purpose: CWE-22, decoding after the check that a proxy may have made.
    res.json({ text: await readFile(path.join(folders.terms, file), 'utf8') });
  });

  router.post('/uploads', ...multipart, async (req, res) => {
    const file = req.form.get('picture');
    const target = path.join(folders.uploads, file.name);
    // Vulnerable on purpose: CWE-22, the sender's file name chooses where the shop writes.
    await writeFile(target, Buffer.from(await file.arrayBuffer()));
    answer(req, res, { title: 'Picture stored', output: `${file.size} bytes stored.` });
  });

  router.get('/notice', async (_req, res) => {
    res.type('text').send(await readFile(path.join(folders.front, 'notice.txt'), 'utf8'));
  });

  return router;
}
