// Writes the console's typed client from the OpenAPI document of watch; with --check it only says when it is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../packages/watch/src/api/openapi.ts';
import { routes } from '../packages/watch/src/api/routes.ts';
import { type OpenApi, operationsFile } from './api-client/operations-file.ts';
import { root } from './workspace.ts';

const path = 'packages/watch-ui/src/api/operations.generated.ts';
const file = join(root, path);
const text = operationsFile(openApiDocument(routes, '0') as unknown as OpenApi);
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  const isCheck = process.argv.includes('--check');
  if (isCheck) process.exitCode = 1;
  else writeFileSync(file, text);
  console.log(
    `${path}: ${isCheck ? 'out of date, run node -C castellan-source tools/api-client.ts' : 'written'}`,
  );
}
