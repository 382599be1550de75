// Writes the console's typed client from the OpenAPI document of watch.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientPath, clientText } from './api-client/client-file.ts';
import { root } from './workspace.ts';

writeFileSync(join(root, clientPath), clientText());
console.log(`${clientPath}: written`);
