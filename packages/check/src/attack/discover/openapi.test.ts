import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputPaths } from '../build-request.ts';
import { Endpoints } from '../endpoint.ts';
import { addOpenApi } from './openapi.ts';

test('routes, inputs, samples and who may come, of a document of version 3', () => {
  const all = new Endpoints();
  addOpenApi(all, {
    openapi: '3.1.0',
    servers: [{ url: 'https://shop.example/api' }],
    security: [{ bearer: [] }],
    components: {
      schemas: {
        User: { type: 'object', properties: { name: { type: 'string', example: 'Ada' } } },
      },
    },
    paths: {
      '/users/{user-id}': {
        parameters: [{ name: 'user-id', in: 'path', schema: { type: 'integer' } }],
        get: {
          security: [],
          parameters: [{ name: 'tags', in: 'query', schema: { type: 'array' } }],
        },
        put: {
          requestBody: {
            content: {
              'application/json': {
                schema: { properties: { user: { $ref: '#/components/schemas/User' } } },
              },
            },
          },
        },
      },
    },
  });
  const [get, put] = all.list();
  assert.equal(get?.pattern, '/api/users/:user_id');
  assert.deepEqual(inputPaths(get), ['params.user_id', 'query.tags']);
  assert.equal(get?.needsSession, undefined);
  assert.equal(put?.needsSession, true);
  assert.equal(put?.bodyForm, 'json');
  assert.equal(put?.inputs.get('body.user.name')?.sample, 'Ada');
  assert.equal(put?.inputs.get('params.user_id')?.sample, 1);
});

test('references that go in a circle end, and what is no such document is refused', () => {
  const all = new Endpoints();
  const loop = { $ref: '#/components/schemas/Loop' };
  addOpenApi(all, {
    openapi: '3.0.0',
    components: { schemas: { Loop: { properties: { next: loop } } } },
    paths: {
      '/a': { post: { requestBody: { content: { 'application/json': { schema: loop } } } } },
    },
  });
  assert.equal(all.list().length, 1);
  assert.throws(() => addOpenApi(all, { paths: {} }), /no OpenAPI document/);
  assert.throws(() => addOpenApi(all, []), /no OpenAPI document/);
});
