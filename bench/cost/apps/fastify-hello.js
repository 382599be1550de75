'use strict';
const fastify = require('fastify');
const { ready } = require('./control.js');

const app = fastify();
app.get('/', async () => ({ hello: 'world' }));
app.listen({ port: 0, host: '127.0.0.1' }).then(() => ready(app.server.address().port));
