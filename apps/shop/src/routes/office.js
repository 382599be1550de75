import { Router } from 'express';
import { readAttacks, toHttp } from '../attacks/attacks.js';
import { curlOf } from '../attacks/curl.js';

/** The back office's forms, and every exploit as a command line. @param {import('../app.js').Shop} shop */
export function office({ adminPort }) {
  const router = Router();

  router.get('/office', (_req, res) => res.render('office', { adminPort }));

  router.get('/break-in', async (req, res) => {
    const origin = `http://${req.get('host')}`;
    const classes = await readAttacks(adminPort);
    const groups = classes.map((group) => ({
      ...group,
      exploits: group.exploits.map((exploit) => ({
        ...exploit,
        method: toHttp(exploit.request).method,
        path: exploit.request.path,
        commands: [exploit.request, exploit.then]
          .filter(Boolean)
          .map((request) => curlOf(origin, request)),
      })),
    }));
    res.render('break-in', { groups });
  });

  return router;
}
