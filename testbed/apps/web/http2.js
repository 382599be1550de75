import { createServer } from 'node:http2';
import { listenOn } from '../listen.js';
import { serveBare } from './bare-routes.js';

listenOn(createServer(serveBare), 'http2');
