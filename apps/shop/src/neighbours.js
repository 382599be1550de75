import { createServer } from 'node:http';
import { secrets } from './data/secrets.js';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>`;

const listen = (server) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });

/** Starts the internal server: whoever reaches it gets the token. @returns {Promise<{ port: number, server: import('node:http').Server }>} */
export async function startInternalAdmin() {
  const server = createServer((_req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ service: 'internal admin', token: secrets.adminToken }));
  });
  return { server, port: await listen(server) };
}

/** Starts the suppliers' picture host, which stands for a public one. @returns {Promise<{ port: number, server: import('node:http').Server }>} */
export async function startSupplierHost() {
  const server = createServer((req, res) => {
    const url = new URL(req.url, 'http://supplier');
    if (url.pathname.endsWith('/moved')) {
      res.writeHead(302, { location: url.searchParams.get('to') ?? '/' }).end();
    } else if (url.pathname.endsWith('.svg')) {
      res.setHeader('content-type', 'image/svg+xml').end(svg);
    } else {
      res.setHeader('content-type', 'text/plain').end('supplier: nothing new today\n');
    }
  });
  return { server, port: await listen(server) };
}
