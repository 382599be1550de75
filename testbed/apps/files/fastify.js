import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { join } from 'node:path';
import { announce } from '../listen.js';
import { makeSandbox } from '../sandbox.js';

const { publicDir } = makeSandbox();
const app = fastify();

async function start() {
  await app.register(fastifyStatic, { root: publicDir, prefix: '/static/' });
  app.get('/send-file/root', (req, reply) =>
    reply.sendFile(req.query.file, join(publicDir, req.query.name)),
  );
  app.get('/send-file/inside', (req, reply) => reply.sendFile(req.query.name));
  app.get('/download/root', (req, reply) =>
    reply.download(req.query.file, 'x.txt', { root: join(publicDir, req.query.name) }),
  );
  app.get('/download/inside', (req, reply) => reply.download(req.query.name));
  await app.listen({ port: 0, host: '127.0.0.1' });
  announce(app.server.address().port);
}

start();
