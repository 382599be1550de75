import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { announce } from '../listen.js';
import { serveFastify } from './serve-fastify.js';

const app = fastify();
serveFastify(app, { cookie, formbody, multipart }).then(() => announce(app.server.address().port));
