import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';

/** Serves the routes by Fastify, from a plugin of their own. */
export async function serve(routes) {
  const app = Fastify();
  await app.register(cookie);
  await app.register(formbody);
  await app.register(async (inner) => {
    for (const { method, path, run } of routes)
      inner.route({
        method,
        url: path,
        handler: async (request, reply) => answer(reply, await run(asker(request))),
      });
  });
  app.setErrorHandler((_error, _request, reply) => reply.status(500).send({ error: 'it broke' }));
  await app.ready();
  return app.server;
}

function asker(request) {
  return {
    query: (name) => request.query[name],
    param: (name) => request.params[name],
    header: (name) => request.headers[name],
    cookie: (name) => request.cookies[name],
    body: async () => request.body ?? {},
  };
}

function answer(reply, { status = 200, json, html, text, redirect, cookie }) {
  if (cookie !== undefined) reply.header('set-cookie', cookie);
  if (redirect !== undefined) return reply.redirect(redirect);
  reply.status(status);
  if (html !== undefined) return reply.type('text/html').send(html);
  if (text !== undefined) return reply.type('text/plain').send(text);
  return reply.type('application/json').send(JSON.stringify(json));
}
