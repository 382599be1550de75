import { createServer } from 'node:http';
import { listenOn } from '../listen.js';
import { serveBare, serveUpgrade } from './bare-routes.js';

listenOn(createServer(serveBare).on('upgrade', serveUpgrade));
