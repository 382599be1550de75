import express from 'express4';
import { serveExpress } from './serve-express.js';

serveExpress(express, '*');
