import { hello, run } from './run.js';

/** Serves one major version of Fastify with the plugins that belong to it. */
export async function serveFastify(app, { cookie, formbody, multipart }) {
  await app.register(cookie);
  await app.register(formbody);
  for (const type of ['text/plain', 'application/octet-stream'])
    app.addContentTypeParser(type, { parseAs: 'buffer' }, async (_req, body) => body);
  const get = (path, handle) => app.get(path, answer(handle));
  const post = (path, handle) => app.post(path, answer(handle));
  get('/query', (req) => run(hello(req.query.name)));
  get('/duplicate', (req) => run(hello(req.query.name[1])));
  get('/nested', (req) => run(hello(req.query['user[name]'])));
  get('/param/:name', (req) => run(hello(req.params.name)));
  get('/path/*', (req) => run(hello(decodeURIComponent(req.raw.url.split('/')[2]))));
  get('/header', (req) => run(hello(req.headers['x-name'])));
  get('/cookie', (req) => run(hello(req.cookies.name)));
  post('/json', (req) => run(hello(req.body.user.name)));
  post('/json-array', (req) => run(hello(req.body.names[1])));
  post('/json-key', (req) => run(hello(Object.keys(req.body)[0])));
  post('/chunked', (req) => run(hello(req.body.user.name)));
  post('/form', (req) => run(hello(req.body.name)));
  post('/form-duplicate', (req) => run(hello(req.body.name[1])));
  post('/text', (req) => run(hello(req.body.toString())));
  post('/bytes', (req) => run(hello(req.body.toString('latin1'))));
  app.register(serveParts, { multipart });
  app.register(serveAttached, { multipart });
  app.register(serveHooks, { prefix: '/prefix' });
  await app.listen({ port: 0, host: '127.0.0.1' });
}

/** Multipart read part by part. */
async function serveParts(app, { multipart }) {
  await app.register(multipart);
  const post = (path, handle) => app.post(path, answer(handle));
  post('/parts/value', async (req) => run(hello((await partsOf(req)).fields.title)));
  post('/parts/name', async (req) => run(hello(Object.keys((await partsOf(req)).fields).at(-1))));
  post('/parts/file-name', async (req) => run(hello((await partsOf(req)).fileName)));
  post('/parts/content', async (req) => run(hello((await partsOf(req)).content)));
}

async function partsOf(req) {
  const form = { fields: {} };
  for await (const part of req.parts()) {
    if (part.type === 'field') form.fields[part.fieldname] = part.value;
    else {
      form.fileName = part.filename;
      form.content = (await part.toBuffer()).toString();
    }
  }
  return form;
}

/** Multipart put on the body by the plugin. */
async function serveAttached(app, { multipart }) {
  await app.register(multipart, { attachFieldsToBody: 'keyValues' });
  const post = (path, handle) => app.post(path, answer(handle));
  post('/attached/value', async (req) => run(hello(req.body.title)));
  post('/attached/name', async (req) => run(hello(Object.keys(req.body).at(-1))));
  post('/attached/content', async (req) => run(hello(req.body.file.toString())));
}

/** Hooks that run before the body is parsed, below a prefix. */
async function serveHooks(app) {
  app.addHook('onRequest', async (req, reply) => {
    if (req.headers['x-name']) reply.send((await run(hello(req.headers['x-name']))).stdout);
  });
  app.get('/header', async () => 'not sent');
  app.get(
    '/param/:name',
    answer((req) => run(hello(req.params.name))),
  );
}

function answer(handle) {
  return async (req, reply) => {
    try {
      reply.type('text/plain').send((await handle(req)).stdout);
    } catch (error) {
      reply.code(500).send(String(error));
    }
    return reply;
  };
}
