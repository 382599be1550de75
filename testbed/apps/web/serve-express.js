import { createServer } from 'node:http';
import cookieParser from 'cookie-parser';
import multer from 'multer';
import { listenOn } from '../listen.js';
import { readByFormidable } from './multipart.js';
import { hello, run } from './run.js';

/** Serves one major version of Express; `wildcard` is how it writes "whatever follows". */
export function serveExpress(express, wildcard) {
  const app = express();
  app.set('query parser', 'extended');
  const get = (path, handle) => app.get(path, answer(handle));
  const post = (path, parser, handle) => app.post(path, parser, answer(handle));
  get('/query', (req) => run(hello(req.query.name)));
  get('/duplicate', (req) => run(hello(req.query.name[1])));
  get('/nested', (req) => run(hello(req.query.user.name)));
  get('/param/:name', (req) => run(hello(req.params.name)));
  get(`/path/${wildcard}`, (req) => run(hello(decodeURIComponent(req.url.split('/')[2]))));
  get('/header', (req) => run(hello(req.get('x-name'))));
  app.get(
    '/cookie',
    cookieParser(),
    answer((req) => run(hello(req.cookies.name))),
  );
  app.get(
    '/json-cookie',
    cookieParser(),
    answer((req) => run(hello(req.cookies.name.first))),
  );
  post('/json', express.json(), (req) => run(hello(req.body.user.name)));
  post('/json-array', express.json(), (req) => run(hello(req.body.names[1])));
  post('/json-key', express.json(), (req) => run(hello(Object.keys(req.body)[0])));
  post('/chunked', express.json(), (req) => run(hello(req.body.user.name)));
  post('/gzip', express.json(), (req) => run(hello(req.body.user.name)));
  const urlencoded = express.urlencoded({ extended: true });
  post('/form', urlencoded, (req) => run(hello(req.body.name)));
  post('/form-duplicate', urlencoded, (req) => run(hello(req.body.name[1])));
  post('/text', express.text(), (req) => run(hello(req.body)));
  post('/bytes', express.raw(), (req) => run(hello(req.body.toString('latin1'))));
  serveForms(post);
  serveMounted(app, express);
  listenOn(createServer(app));
}

function serveForms(post) {
  const one = multer().single('file');
  post('/multer/value', one, (req) => run(hello(req.body.title)));
  post('/multer/name', one, (req) => run(hello(Object.keys(req.body).at(-1))));
  post('/multer/file-name', one, (req) => run(hello(req.file.originalname)));
  post('/multer/content', one, (req) => run(hello(req.file.buffer.toString())));
  const unread = (_req, _res, next) => next();
  const form = readByFormidable;
  post('/formidable/value', unread, async (req) => run(hello((await form(req)).fields.title)));
  post('/formidable/name', unread, async (req) =>
    run(hello(Object.keys((await form(req)).fields).at(-1))),
  );
  post('/formidable/file-name', unread, async (req) => run(hello((await form(req)).fileName)));
  post('/formidable/content', unread, async (req) => run(hello((await form(req)).content)));
}

/** A router below a path that has a parameter of its own, and a handler that changes the URL. */
function serveMounted(app, express) {
  const inner = express.Router();
  inner.get(
    '/tenant',
    answer((req) => run(hello(req.tenant))),
  );
  inner.get(
    '/query',
    answer((req) => run(hello(req.query.name))),
  );
  app.use(
    '/mounted/:tenant',
    (req, _res, next) => {
      req.tenant = req.params.tenant;
      next();
    },
    inner,
  );
  app.use('/router', inner);
  app.use('/rewritten', (req, _res, next) => {
    req.tenant = decodeURIComponent(req.url.split('/')[2]);
    req.url = '/rewritten';
    next();
  });
  app.use(answer((req) => run(hello(req.tenant))));
}

/** Like many apps, this one answers every error itself: a block must not end up in there. */
function answer(handle) {
  return async (req, res) => {
    try {
      res.type('text').send((await handle(req)).stdout);
    } catch (error) {
      res.status(500).send(String(error));
    }
  };
}
