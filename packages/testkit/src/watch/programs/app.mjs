// A server with a hole: what stands in `q` reaches a shell.
import { execSync } from 'node:child_process';
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  const url = new URL(req.url, 'http://app');
  try {
    res.end(execSync(`echo ${url.searchParams.get('q') ?? 'hello'}`));
  } catch {
    res.statusCode = 500;
    res.end();
  }
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`);
});
