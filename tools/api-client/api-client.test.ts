import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../workspace.ts';
import { clientPath, clientText } from './client-file.ts';
import { typeOfSchema } from './type-of-schema.ts';

test('the console’s client is the one that the API makes', () => {
  assert.equal(
    readFileSync(join(root, clientPath), 'utf8'),
    clientText(),
    'out of date: run node -C castellan-source tools/api-client.ts',
  );
});

test('a schema becomes the type of what it describes', () => {
  const types = [
    [{ type: 'integer' }, 'number'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ type: ['string', 'number'] }, 'string | number'],
    [{ const: 1 }, '1'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'readonly ("a" | "b")[]'],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'boolean' } },
        required: ['a'],
      },
      '{ readonly a: string; readonly b?: boolean }',
    ],
    [
      { type: 'object', propertyNames: { enum: ['x'] }, additionalProperties: { type: 'number' } },
      'Readonly<Record<"x", number>>',
    ],
    [{}, 'unknown'],
  ] as const;
  for (const [schema, type] of types) assert.equal(typeOfSchema(schema), type);
});
