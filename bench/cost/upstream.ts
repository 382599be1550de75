import { createServer, type Server } from 'node:http';

/** A service for the apps to call: answers each request with a little JSON. */
export function startUpstream(): Promise<{ url: string; server: Server }> {
  const body = JSON.stringify({ cents: 1_299, currency: 'EUR', stock: 4 });
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    res.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${port}`, server });
    });
  });
}
