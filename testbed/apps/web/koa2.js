import Koa from 'koa2';
import { serveKoa } from './serve-koa.js';

serveKoa(Koa);
