import * as z from 'zod';
import { apiErrors } from './http/api-error.ts';
import type { Route } from './http/route.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the routes: its schemas are JSON Schema 2020-12, which zod writes itself. */
export function openApiDocument(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Castellan watch',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-castellan' },
        apiToken: { type: 'http', scheme: 'bearer', description: 'cst_api_…' },
        ingestToken: { type: 'http', scheme: 'bearer', description: 'cst_ingest_…' },
      },
      schemas: { Error: errorSchema },
    },
  };
}

const errorSchema: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(apiErrors) },
        message: { type: 'string' },
        start: { type: 'integer', description: 'Where a query is wrong, in UTF-16 units.' },
        end: { type: 'integer' },
      },
    },
  },
};

function operationOf(route: Route): Json {
  const { operation, summary, access, body, result, status = 200, mediaType } = route;
  return {
    operationId: operation,
    summary,
    'x-castellan-access': access,
    ...(route.needsAllApps && { 'x-castellan-needs-all-apps': true }),
    security: securityOf(access),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      ...(result !== undefined || mediaType !== undefined
        ? { [status]: { description: summary, content: contentOf(result, mediaType) } }
        : { 204: { description: 'Done' } }),
      default: {
        description: 'Refused; the code tells why',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function contentOf(result: z.ZodType | undefined, mediaType: string | undefined): Json {
  if (mediaType !== undefined) return { [mediaType]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: result && schemaOf(result, 'output') } };
}

function securityOf(access: Route['access']): readonly Json[] {
  if (access === 'anyone') return [];
  return access === 'ingest' ? [{ ingestToken: [] }] : [{ session: [] }, { apiToken: [] }];
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
