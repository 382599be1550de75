// The same by Fastify; ends with its parent.
import fastify from 'fastify';

const app = fastify();
await app.register(
  async (inner) => {
    inner.get('/named/:id', (request) => [request.query.word, request.params.id]);
    inner.post('/body', (request) => request.body.user?.name ?? 'none');
  },
  { prefix: '/inner' },
);
await app.listen({ host: '127.0.0.1', port: 0 });
process.send(app.server.address().port);
process.once('disconnect', () => process.exit());
