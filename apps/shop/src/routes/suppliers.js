import http from 'node:http';
import { Router } from 'express';
import { answer } from '../answer.js';

const timeoutMs = 3_000;

/** What a fetched page was, in the words of the import log. */
async function summaryOf(response) {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? 'unknown';
  return { status: response.status, type, bytes: text.length, start: text.slice(0, 400) };
}

/** Pictures and price lists fetched from elsewhere. @param {import('../app.js').Shop} shop */
export function suppliers({ supplierOrigin }) {
  const router = Router();
  const catalogue = { acme: `${supplierOrigin}/acme`, moat: `${supplierOrigin}/moat-and-sons` };

  const load = async (res, url) => {
    try {
      return await summaryOf(await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }));
    } catch {
      res.status(502);
      return { error: 'The picture could not be reached.' };
    }
  };

  router.post('/pictures/import', async (req, res) => {
    // Vulnerable on purpose: CWE-918, the server fetches whatever address it is given.
    const result = await load(res, req.body.url);
    answer(req, res, { title: 'Picture import', ...result });
  });

  router.get('/pictures/preview', async (req, res) => {
    // Vulnerable on purpose: CWE-918, the same from the query string.
    answer(req, res, { title: 'Picture preview', ...(await load(res, req.query.url)) });
  });

  router.get('/pictures/supplier', async (req, res) => {
    const base = catalogue[req.query.supplier];
    if (!base) return res.status(404).json({ error: 'No such supplier.' });
    // Vulnerable on purpose: CWE-918, the host is fixed, but one of its pages redirects anywhere.
    const result = await load(res, `${base}/${req.query.image}`);
    answer(req, res, { title: 'Supplier picture', ...result });
  });

  router.post('/api/webhooks/test', (req, res) => {
    // Vulnerable on purpose: CWE-918, node:http this time.
    const request = http.get(req.body.callback, { timeout: timeoutMs }, (answered) => {
      let text = '';
      answered.setEncoding('utf8');
      answered.on('data', (chunk) => (text += chunk));
      answered.on('end', () => res.json({ status: answered.statusCode, text: text.slice(0, 400) }));
    });
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', () => res.status(502).json({ error: 'The hook could not be reached.' }));
  });

  router.get('/api/stock-feed', async (req, res) => {
    const host = req.get('x-forwarded-host') ?? new URL(supplierOrigin).host;
    // Vulnerable on purpose: CWE-918, a header that any client can send names the host.
    res.json(await load(res, `http://${host}/feed`));
  });

  router.get('/mirror/:host/:file', async (req, res) => {
    // Vulnerable on purpose: CWE-918, host from the path.
    res.json(await load(res, `http://${req.params.host}/${req.params.file}`));
  });

  router.get('/api/banner', async (req, res) => {
    const host = req.cookies.cdn ?? new URL(supplierOrigin).host;
    // Vulnerable on purpose: CWE-918, host from a cookie.
    res.json(await load(res, `http://${host}/banner`));
  });

  return router;
}
