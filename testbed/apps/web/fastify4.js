import fastify from 'fastify4';
import cookie from 'fastify4-cookie';
import formbody from 'fastify4-formbody';
import multipart from 'fastify4-multipart';
import { announce } from '../listen.js';
import { serveFastify } from './serve-fastify.js';

const app = fastify();
serveFastify(app, { cookie, formbody, multipart }).then(() => announce(app.server.address().port));
