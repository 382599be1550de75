import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const code = /\.[jt]s$/;

/** Changes with every change of the code that makes evidence, of its parser and of Node.js. */
export function implementationDigest(): string {
  const hash = createHash('sha256').update(process.version);
  const own = join(import.meta.dirname, '..', '..');
  const core = dirname(fileURLToPath(import.meta.resolve('@castellan/core')));
  for (const folder of [join(own, 'analysis'), join(own, 'evidence'), core]) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      code.test(file),
    );
    for (const file of files.sort())
      hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  // The parser is a program of its own: where it stands says its version only in its package.json.
  return hash.update(parserVersion()).digest('hex');
}

function parserVersion(): string {
  const entry = createRequire(import.meta.url).resolve('oxc-parser');
  for (let folder = dirname(entry); dirname(folder) !== folder; folder = dirname(folder)) {
    try {
      return readFileSync(join(folder, 'package.json'), 'utf8');
    } catch {
      // One further up.
    }
  }
  return entry;
}
