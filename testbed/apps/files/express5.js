import express from 'express';
import { serveExpress } from './serve-express.js';

serveExpress(express);
