import { openApiDocument } from '../../packages/watch/src/api/openapi.ts';
import { routes } from '../../packages/watch/src/api/routes.ts';
import { type OpenApi, operationsFile } from './operations-file.ts';

/** The generated file of the console's client, from the root. */
export const clientPath = 'packages/watch-ui/src/api/operations.generated.ts';

/** Its text as it should stand, made of the API alone. */
export function clientText(): string {
  return operationsFile(openApiDocument(routes, '0') as unknown as OpenApi);
}
