import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const files = {
  'public/notes.txt': 'my notes\n',
  'public/a note; (old) & more.txt': 'old notes\n',
  'public/..hidden.txt': 'two dots\n',
  'public/terms.txt': 'use --open-files-in-pager=less or not\n',
  'public/plugins/greet.cjs': 'module.exports = process.stdout.write("hello\\n") && "hello";\n',
  'public/plugins/greet.mjs': 'export default "hello";\n',
  'private/secret.txt': 'stolen\n',
  'private/evil.cjs': 'module.exports = process.stdout.write("stolen\\n") && "stolen";\n',
  'private/evil.mjs': 'export default "stolen";\n',
};

/** A directory of an app's own, with files that it serves and files that it must not; gone with the process. */
export function makeSandbox() {
  const root = mkdtempSync(join(tmpdir(), 'castellan-testbed-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, 0, 0);
  }
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  return { root, publicDir: join(root, 'public'), plugins: join(root, 'public/plugins') };
}
