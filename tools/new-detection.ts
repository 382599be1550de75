// Starts a new detection: `node tools/new-detection.ts log-injection`. Its files pass as they are;
// fill them in, then run `npm test`.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { detectionFiles } from './scaffold/detection-files.ts';
import { root } from './workspace.ts';

const [id = '', tree = root] = process.argv.slice(2);
const folder = resolve(tree, 'packages/guard/src/detections', id);
if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
  console.error(
    'Usage: node tools/new-detection.ts NAME\nExample: node tools/new-detection.ts log-injection',
  );
  process.exitCode = 2;
} else if (existsSync(folder)) {
  console.error(`${relative(tree, folder)} exists already`);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(detectionFiles(id)))
    writeFileSync(join(folder, name), text);
  console.log(`${relative(tree, folder)} is made. Now:
1. node tools/registries.ts
2. add '${id}' to the detections of the kinds that it judges in packages/core/src/sinks/sink-kind.ts
3. fill in its files: cases first`);
}
