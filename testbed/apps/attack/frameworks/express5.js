import cookieParser from 'cookie-parser';
import express from 'express';
import { serveExpress } from './serve-express.js';

export const serve = async (routes) => serveExpress(express, cookieParser, routes);
