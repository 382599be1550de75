import { createServer } from 'node:http';

/** Serves the routes by one major version of Express, whose cookies `cookie-parser` reads. */
export function serveExpress(express, cookieParser, routes) {
  const app = express();
  app.use(express.json(), express.urlencoded({ extended: false }), cookieParser());
  const router = express.Router();
  for (const { method, path, run } of routes)
    router[method.toLowerCase()](path, (req, res, next) => {
      const ask = {
        query: (name) => req.query[name],
        param: (name) => req.params[name],
        header: (name) => req.get(name),
        cookie: (name) => req.cookies[name],
        body: async () => req.body ?? {},
      };
      run(ask).then((answer) => reply(res, answer), next);
    });
  app.use('/', router);
  app.use((_error, _req, res, _next) => res.status(500).json('it broke'));
  return createServer(app);
}

function reply(res, { status = 200, json, html, text, redirect, cookie }) {
  if (cookie !== undefined) res.append('set-cookie', cookie);
  if (redirect !== undefined) return res.redirect(redirect);
  res.status(status);
  if (html !== undefined) return res.type('html').send(html);
  return text === undefined ? res.json(json) : res.type('text').send(text);
}
