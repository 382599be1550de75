import Koa from 'koa';
import { serveKoa } from './serve-koa.js';

serveKoa(Koa);
