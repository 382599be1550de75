import {
  addInput,
  type BodyForm,
  type Carrier,
  type Endpoint,
  type Endpoints,
} from '../endpoint.ts';

type Json = Record<string, unknown>;

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head'];
const carrierOf: Readonly<Record<string, Carrier>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
};
const forms: readonly (readonly [type: string, form: BodyForm])[] = [
  ['application/json', 'json'],
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart'],
];
const maxDepth = 5;

/** Makes known what an OpenAPI document (3.x, or 2) says of routes. Throws when it is none. */
export function addOpenApi(endpoints: Endpoints, document: unknown): void {
  const root = object(document);
  const paths = object(root['paths']);
  if (root['openapi'] === undefined && root['swagger'] === undefined)
    throw new Error('it is no OpenAPI document: it has neither "openapi" nor "swagger"');
  const base = basePath(root);
  for (const [path, item] of Object.entries(paths)) {
    const shared = list(object(item)['parameters']);
    for (const method of methods) {
      const operation = object(object(item)[method]);
      if (Object.keys(operation).length === 0) continue;
      const pattern = `${base}${path}`.replaceAll(
        /\{([^}]+)\}/g,
        (_whole, name: string) => `:${name.replaceAll(/\W/g, '_')}`,
      );
      const endpoint = endpoints.at(method.toUpperCase(), pattern, 'openapi');
      const security = list(operation['security'] ?? root['security']);
      if (security.length > 0 && security.every((one) => Object.keys(object(one)).length > 0))
        endpoint.needsSession = true;
      for (const one of [...shared, ...list(operation['parameters'])])
        addParameter(endpoint, resolved(one, root), root);
      addBody(endpoint, resolved(operation['requestBody'], root), root);
    }
  }
}

function basePath(root: Json): string {
  if (typeof root['basePath'] === 'string') return root['basePath'].replace(/\/$/, '');
  const url = object(list(root['servers'])[0])['url'];
  if (typeof url !== 'string' || url.includes('{')) return '';
  return URL.canParse(url, 'http://localhost')
    ? new URL(url, 'http://localhost').pathname.replace(/\/$/, '')
    : '';
}

function addParameter(endpoint: Endpoint, parameter: Json, root: Json): void {
  const { name, in: place } = parameter;
  if (typeof name !== 'string') return;
  const schema = resolved(parameter['schema'] ?? parameter, root);
  const sample = parameter['example'] ?? sampleOf(schema);
  if (place === 'formData') {
    endpoint.bodyForm ??= 'form';
    addInput(endpoint, { carrier: 'body', name, ...(sample !== undefined && { sample }) });
    return;
  }
  if (place === 'body') return addProperties(endpoint, '', schema, root, 0, 'json');
  const carrier = carrierOf[String(place)];
  if (carrier === undefined) return;
  const safe = carrier === 'path' ? name.replaceAll(/\W/g, '_') : name;
  const isList = schema['type'] === 'array';
  addInput(endpoint, {
    carrier,
    name: safe,
    ...(sample !== undefined && { sample }),
    ...(isList && { isList }),
  });
}

function addBody(endpoint: Endpoint, body: Json, root: Json): void {
  const content = object(body['content']);
  const found = forms.find(([type]) => Object.keys(content).some((one) => one.startsWith(type)));
  if (found === undefined) return;
  const [type, form] = found;
  const media = object(content[Object.keys(content).find((one) => one.startsWith(type))!]);
  endpoint.bodyForm = form;
  addProperties(endpoint, '', resolved(media['schema'], root), root, 0, form);
}

function addProperties(
  endpoint: Endpoint,
  lead: string,
  schema: Json,
  root: Json,
  depth: number,
  form: BodyForm,
): void {
  endpoint.bodyForm ??= form;
  for (const [key, value] of Object.entries(object(schema['properties']))) {
    const inner = resolved(value, root);
    const name = `${lead}${key}`;
    if (inner['properties'] !== undefined && form === 'json' && depth < maxDepth) {
      addProperties(endpoint, `${name}.`, inner, root, depth + 1, form);
      continue;
    }
    const isFile = form === 'multipart' && inner['format'] === 'binary';
    const sample = sampleOf(inner);
    const isList = inner['type'] === 'array';
    addInput(endpoint, {
      carrier: isFile ? 'file' : 'body',
      name,
      ...(sample !== undefined && { sample }),
      ...(isList && { isList }),
    });
  }
}

/** A value that the schema takes, where it says so; else a plain one of its type. */
function sampleOf(schema: Json): unknown {
  const told =
    schema['example'] ??
    schema['default'] ??
    list(schema['enum'])[0] ??
    list(schema['examples'])[0];
  if (told !== undefined) return told;
  if (schema['type'] === 'integer' || schema['type'] === 'number') return schema['minimum'] ?? 1;
  if (schema['type'] === 'boolean') return true;
  if (schema['format'] === 'email') return 'castellan@example.com';
  if (schema['format'] === 'uuid') return '00000000-0000-4000-8000-000000000001';
  if (schema['format'] === 'date') return '2026-01-01';
  return undefined;
}

function resolved(value: unknown, root: Json, depth = 0): Json {
  const { $ref: reference } = object(value);
  if (typeof reference !== 'string' || depth > maxDepth) return object(value);
  const parts = reference
    .replace(/^#\//, '')
    .split('/')
    .map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'));
  let found: unknown = root;
  for (const part of parts) found = object(found)[part];
  return resolved(found, root, depth + 1);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
