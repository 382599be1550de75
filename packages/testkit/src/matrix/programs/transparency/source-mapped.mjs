// Fails in code whose lines a source map leads back to another file.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.dirname(process.argv[1]);
const map = { version: 3, sources: ['original.ts'], names: [], mappings: 'AAUA,SAAS' };
const comment = '//# sourceMappingURL=data:application/json;base64,';
const code = `exports.fail = () => { throw new Error('mapped') };\n${comment}${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;
fs.writeFileSync(path.join(folder, 'mapped.cjs'), code);
const { fail } = createRequire(process.argv[1])('./mapped.cjs');
try {
  fail();
} catch (error) {
  console.log(error.stack);
}
const server = http
  .createServer(() => fail())
  .listen(0, '127.0.0.1', () => {
    http.get({ port: server.address().port });
  });
