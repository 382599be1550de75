import { createServer } from 'node:https';
import { listenOn } from '../listen.js';
import { serveBare, serveUpgrade } from './bare-routes.js';
import { selfSigned } from './self-signed.js';

listenOn(createServer(selfSigned(), serveBare).on('upgrade', serveUpgrade), 'https');
