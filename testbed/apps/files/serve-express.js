import { join } from 'node:path';
import { listen } from '../listen.js';
import { makeSandbox } from '../sandbox.js';

/** Files that one major version of Express sends. */
export function serveExpress(express) {
  const { publicDir } = makeSandbox();
  const app = express();
  const options = { headers: { 'x-app': 'files' }, dotfiles: 'allow', lastModified: false };
  app.get('/send-file', (req, res) => res.sendFile(join(publicDir, req.query.name), options));
  app.get('/send-file/root', (req, res) =>
    res.sendFile(req.query.file, { ...options, root: join(publicDir, req.query.name) }),
  );
  app.get('/send-file/inside', (req, res) =>
    res.sendFile(req.query.name, { ...options, root: publicDir }),
  );
  app.get('/download', (req, res) => res.download(join(publicDir, req.query.name)));
  app.get('/download/root', (req, res) =>
    res.download(req.query.file, 'x.txt', { root: join(publicDir, req.query.name) }),
  );
  app.use('/static', express.static(publicDir));
  app.use((_error, _req, res, _next) => res.status(500).send('not sent'));
  listen(app);
}
