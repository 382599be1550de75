import { type Act, acts } from '../../packages/watch/src/people/roles.ts';
import { roles } from '../../packages/watch/src/people/roles.ts';
import { type JsonSchema, typeOfSchema } from './type-of-schema.ts';

/** One operation of an OpenAPI document, as far as the client is made of it. */
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-castellan-access': string;
  readonly 'x-castellan-needs-all-apps'?: true;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const headline =
  '// Generated from the API’s own schemas: do not edit. `node -C castellan-source tools/api-client.ts` writes it.\n';

/** The typed table of operations that the console's client calls by name. */
export function operationsFile({ paths }: OpenApi): string {
  const table: string[] = [];
  const types: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const access = operation['x-castellan-access'];
      if (access === 'ingest') continue;
      const least = access === 'anyone' ? 'anyone' : acts[access as Act];
      const name = operation.operationId;
      const reach = operation['x-castellan-needs-all-apps'] ? ', needsAllApps: true' : '';
      table.push(
        `  ${name}: { method: '${method.toUpperCase()}', path: '${path}', least: '${least}'${reach} },\n`,
      );
      types.push(`  /** ${operation.summary}. */\n  ${name}: ${typeOf(operation)};\n`);
    }
  }
  return (
    `${headline}\n/** Roles from most to least. */\nexport const roles = ${JSON.stringify(roles)} as const;\n\n` +
    `/** How each operation is asked for, and the least role that may. */\n` +
    `export const operations = {\n${table.join('')}} as const;\n\n` +
    `/** What each operation takes and gives. */\nexport interface Operations {\n${types.join('')}}\n`
  );
}

function typeOf({ parameters, requestBody, responses }: Operation): string {
  const [success] = Object.entries(responses);
  const result = success?.[1].content?.['application/json'];
  const body = requestBody?.content['application/json'];
  return `{ ${[
    `params: ${parametersType(parameters, 'path')}`,
    `query: ${parametersType(parameters, 'query')}`,
    `body: ${body ? typeOfSchema(body.schema) : 'undefined'}`,
    `result: ${result ? typeOfSchema(result.schema) : 'undefined'}`,
  ].join('; ')} }`;
}

function parametersType(parameters: Operation['parameters'], place: 'path' | 'query'): string {
  const chosen = parameters.filter((one) => one.in === place);
  if (chosen.length === 0) return 'undefined';
  const fields = chosen.map(({ name, required, schema }) => {
    const type = typeOfSchema(schema);
    // Coerced on the server: whatever makes the right text.
    const loose = type === 'unknown' || type === 'number' ? 'string | number' : type;
    return `readonly ${name}${required ? '' : '?'}: ${loose}${required ? '' : ' | undefined'}`;
  });
  return `{ ${fields.join('; ')} }`;
}
