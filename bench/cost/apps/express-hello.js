'use strict';
const http = require('node:http');
const express = require('express');
const { listen } = require('./control.js');

const app = express();
app.get('/', (_req, res) => res.json({ hello: 'world' }));
listen(http.createServer(app));
