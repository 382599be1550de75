import cookieParser from 'cookie-parser';
import express from 'express4';
import { serveExpress } from './serve-express.js';

export const serve = async (routes) => serveExpress(express, cookieParser, routes);
