import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../analyse.ts';

/** What is told of the routes of an app: `POST /a: body schema, params.id raw`. */
function told(files: Readonly<Record<string, string>>): string[] {
  const { routes } = analyse(Object.entries(files).map(([path, text]) => ({ path, text })));
  return routes.map(({ method, path, parts }) => {
    const shown = parts.map(
      ({ part, field, holding }) => `${part}${field === undefined ? '' : `.${field}`} ${holding}`,
    );
    return `${method} ${path}: ${shown.join(', ')}`;
  });
}

const zod = "import { z } from 'zod';\nconst schema = z.object({ a: z.string() });\n";
const express = "import express from 'express';\nconst app = express();\n";

test('routers that are mounted under routers: paths and what stands before', () => {
  assert.deepEqual(
    told({
      'app.js': `${express}import { routes } from './routes.js';\napp.use('/api', routes);\n`,
      'routes.js': `import express from 'express';\nimport { users } from './users.js';\nexport const routes = express.Router();\nroutes.use('/users', users);\n`,
      'users.js': `${zod}import { Router } from 'express';
export const users = Router();
users.get('/:id', (req, res) => res.json(db.load(req.params.id)));
users.use((req, res, next) => { schema.parse(req.body); next(); });
users.route('/').post((req, res) => db.save(req.body));
`,
    }),
    ['GET /api/users/:id: params.id raw', 'POST /api/users: body schema'],
  );
});

test('Koa with its router', () => {
  assert.deepEqual(
    told({
      'app.js': `${zod}import Router from '@koa/router';
const router = new Router();
router.post('/a', async (ctx, next) => { ctx.body = await db.save(schema.parse(ctx.request.body)); });
router.post('/b', async (ctx, next) => { ctx.body = await db.save(ctx.request.body); });
`,
    }),
    ['POST /a: body schema', 'POST /b: body raw'],
  );
});

test('Hono with a validator', () => {
  assert.deepEqual(
    told({
      'app.ts': `${zod}import { Hono } from 'hono';
import { zValidator } from '@hono/zod-validator';
const app = new Hono();
app.post('/a', zValidator('json', schema), (c) => c.json(db.save(c.req.valid('json'))));
app.post('/b', async (c) => c.json(db.save(await c.req.json())));
app.get('/c', zValidator('query', schema), (c) => c.json(db.load(c.req.param('id'))));
`,
    }),
    ['POST /a: body schema', 'POST /b: body raw', 'GET /c: query schema, params raw'],
  );
});

test('Fastify by options', () => {
  assert.deepEqual(
    told({
      'app.js': `const app = require('fastify')();
app.route({ method: 'PUT', url: '/a', schema: { body: {}, params: {} }, handler: async (request) => db.save(request.body, request.params.id) });
app.put('/b', async (request) => db.save(request.body));
`,
    }),
    ['PUT /a: body schema, params schema', 'PUT /b: body raw'],
  );
});

test('NestJS: pipes and classes', () => {
  const controller = `import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { NameDto } from './name.dto';
@Controller('names')
export class NamesController {
  constructor(private names: Names) {}
  @Post() add(@Body() body: NameDto) { return this.names.save(body.name); }
  @Post('any') any(@Body() body: any) { return this.names.save(body); }
  @Get(':id') one(@Param('id', ParseIntPipe) id: number) { return this.names.load(id); }
  @Get() all(@Query('q') q: string) { return this.names.find(q); }
}
`;
  const dto =
    "import { IsString } from 'class-validator';\nexport class NameDto { @IsString() name: string; }\n";
  const main =
    "import { ValidationPipe } from '@nestjs/common';\napp.useGlobalPipes(new ValidationPipe());\n";
  const rest = [
    'POST /names/any: body raw',
    'GET /names/:id: params schema',
    'GET /names: query raw',
  ];
  assert.deepEqual(
    told({ 'names.controller.ts': controller, 'name.dto.ts': dto, 'main.ts': main }),
    ['POST /names: body schema', ...rest],
  );
  const ofZod = {
    'name.dto.ts':
      "import { createZodDto } from 'nestjs-zod';\nexport class NameDto extends createZodDto(NameSchema) {}\n",
    'main.ts':
      "import { APP_PIPE } from '@nestjs/core';\nexport const pipe = { provide: APP_PIPE, useClass: ZodValidationPipe };\n",
  };
  assert.deepEqual(told({ 'names.controller.ts': controller, ...ofZod }), [
    'POST /names: body schema',
    ...rest,
  ]);
  // Without the pipe the class is a promise that nobody holds.
  assert.deepEqual(told({ 'names.controller.ts': controller, 'name.dto.ts': dto }), [
    'POST /names: body.name raw',
    ...rest,
  ]);
});

test('Next.js: handlers of the app and of pages, behind wrappers too', () => {
  assert.deepEqual(
    told({
      'app/api/a/[id]/route.ts': `${zod}export async function POST(request: Request, { params }: { params: { id: string } }) {
  const body = schema.parse(await request.json());
  return Response.json(await db.save(params.id, body));
}
`,
      'app/api/b/route.ts': `${zod}import { withUser } from '../wrapper';
export const GET = withUser(async ({ req, searchParams }) => {
  return Response.json(await db.find(searchParams.q));
});
export const PUT = withUser(async ({ req }) => Response.json(await db.save(schema.parse(await req.json()))));
`,
      'app/api/wrapper.ts':
        'export const withUser = (handler: any) => async (req: Request) => handler({ req, user: await userOf(req) });\n',
      'pages/api/c/[id].ts': `export default async function handler(req, res) {
  await db.save(req.query.id, req.query.kind, req.body);
  res.end();
}
`,
    }),
    [
      'POST /api/a/[id]: body schema, params.id raw',
      'GET /api/b: query.q raw',
      'PUT /api/b: body schema',
      'ALL /api/c/[id]: body raw, query.kind raw, params.id raw',
    ],
  );
});

test('a helper that reads and checks counts where it is given a schema', () => {
  const route = (schema: string): string => `${zod}import { parseRequest } from '../request';
export async function POST(request: Request) {
  const { body } = await parseRequest(request${schema});
  return Response.json(await db.save(body));
}
`;
  assert.deepEqual(
    told({
      'app/request.ts': `export async function parseRequest(request: Request, schema?: any) {
  let body = await request.json();
  if (schema) {
    const result = schema.safeParse(body);
    if (!result.success) throw new Error('no');
    body = result.data;
  }
  return { body };
}
`,
      'app/a/route.ts': route(', schema'),
      'app/b/route.ts': route(''),
    }),
    ['POST /a: body schema', 'POST /b: body raw'],
  );
});

test('what a helper reads and keeps to itself is not the matter of the route', () => {
  const [first] = told({
    'app/log.ts':
      'export async function record(request: Request) { await logs.save(await request.json()); }\n',
    'app/a/route.ts':
      "import { record } from '../log';\nexport async function POST(request: Request) { await record(request); return new Response(); }\n",
  });
  assert.equal(first, 'POST /a: ');
});

test('a check for one method says nothing of another', () => {
  const [first] = told({
    'pages/api/a.ts': `${zod}export default async function handler(req, res) {
  if (req.method === 'PUT') { const { a } = schema.parse(req.body); await db.save(a); }
  else if (req.method === 'DELETE') { const { a } = req.body; await db.remove(a); }
}
`,
  });
  assert.equal(first, 'ALL /api/a: body.a raw');
});

test('a server of Node.js', () => {
  assert.deepEqual(
    told({
      'server.js': `const http = require('node:http');
http.createServer((req, res) => {
  const url = new URL(req.url, 'http://x');
  if (url.pathname === '/health') return res.end('ok');
  db.find(url.searchParams.get('q'));
}).listen(3000);
`,
    }),
    ['ALL /: query.q raw'],
  );
});

test('express-validator counts where somebody asks for its result', () => {
  const before = `${express}import { body, validationResult } from 'express-validator';\n`;
  const route =
    "app.post('/a', [body('name').isString().trim().isLength({ max: 9 })], (req, res) => {\n";
  const use = 'db.save(req.body.name); });\n';
  const asks = 'if (!validationResult(req).isEmpty()) return res.sendStatus(400);\n';
  assert.deepEqual(told({ 'a.js': before + route + asks + use }), ['POST /a: body schema']);
  assert.deepEqual(told({ 'a.js': before + route + use }), ['POST /a: body.name raw']);
  const other = asks + use.replace('name', 'mail');
  assert.deepEqual(told({ 'a.js': before + route + other }), ['POST /a: body.mail raw']);
});

test('celebrate, and other middleware that is given a schema', () => {
  assert.deepEqual(
    told({
      'a.js': `${express}import { celebrate, Joi, Segments } from 'celebrate';
import { validateRequest } from 'zod-express-middleware';
import { z } from 'zod';
app.post('/a', celebrate({ [Segments.BODY]: Joi.object({ a: Joi.string() }) }), (req, res) => db.save(req.body));
app.post('/b', validateRequest({ query: z.object({}) }), (req, res) => db.save(req.body, req.query.q));
`,
    }),
    ['POST /a: body schema', 'POST /b: body raw, query schema'],
  );
});

for (const [library, check] of Object.entries({
  ajv: "import Ajv from 'ajv';\nconst check = new Ajv().compile({});\nconst hold = (value) => { if (!check(value)) throw new Error('no'); return value; };",
  yup: "import * as yup from 'yup';\nconst hold = (value) => yup.object({}).validate(value);",
  valibot: "import * as v from 'valibot';\nconst hold = (value) => v.parse(v.object({}), value);",
  superstruct:
    "import { create, object } from 'superstruct';\nconst hold = (value) => create(value, object({}));",
  typebox:
    "import { Value } from '@sinclair/typebox/value';\nconst hold = (value) => Value.Parse(T, value);",
  arktype:
    "import { type } from 'arktype';\nconst T = type({ a: 'string' });\nconst hold = (value) => { const out = T(value); if (out instanceof type.errors) throw out; return out; };",
  'zod 4':
    "import * as z from 'zod/v4';\nconst hold = (value) => z.object({}).strict().parse(value);",
  'joi, asked':
    "import Joi from 'joi';\nconst hold = (value) => { const { error, value: held } = Joi.object({}).validate(value); if (error) throw error; return held; };",
}))
  test(`${library} holds what it is handed`, () => {
    const text = `${express}${check}\napp.post('/a', async (req, res) => { db.save(await hold(req.body)); });\n`;
    assert.deepEqual(told({ 'a.js': text }), ['POST /a: body schema']);
  });

test('joi of which only the value is taken holds nothing', () => {
  const text = `${express}import Joi from 'joi';\napp.post('/a', (req, res) => { const { value } = Joi.object({}).validate(req.body); db.save(value); });\n`;
  assert.deepEqual(told({ 'a.js': text }), ['POST /a: body raw']);
});

for (const [what, code] of Object.entries({
  'a number': 'const id = Number(req.params.id); if (Number.isNaN(id)) return; db.load(id);',
  parseInt: 'db.load(parseInt(req.params.id, 10));',
  'a pattern': 'if (!/^\\d+$/.test(req.params.id)) return; db.load(req.params.id);',
  'a list of the app': 'if (!names.includes(req.params.id)) return; db.load(req.params.id);',
  'a UUID': 'if (!isUuid(req.params.id)) return; db.load(req.params.id);',
  'validator.js': 'if (!validator.isEmail(req.params.id)) return; db.load(req.params.id);',
  'its type': "if (typeof req.params.id !== 'string') return; db.load(req.params.id);",
}))
  test(`checked by hand: ${what}`, () => {
    const text = `${express}import validator from 'validator';\nimport { validate as isUuid } from 'uuid';\nconst names = ['a', 'b'];\napp.get('/:id', (req, res) => { ${code} });\n`;
    assert.deepEqual(told({ 'a.js': text }), ['GET /:id: params by hand']);
  });

for (const [what, route] of Object.entries({
  'a health route': "app.get('/health', (req, res) => res.json({ ok: true }));",
  'a key of a table of the app':
    "const pages = { a: 1 };\napp.get('/a', (req, res) => res.json(pages[req.query.page] ?? 0));",
  'what is logged': "app.get('/a', (req, res) => { console.log(req.query.q); res.end(); });",
}))
  test(`no input to hold: ${what}`, () => {
    assert.match(told({ 'a.js': express + route })[0]!, /^GET \/\w+: $/);
  });

test('a pattern in the path, and a parameter that the app looks up first', () => {
  const text = `${express}app.param('user', (req, res, next, id) => { req.user = users.get(id); next(); });
app.get('/a/:id(\\\\d+)', (req, res) => db.load(req.params.id));
app.get('/b/:user', (req, res) => db.load(req.params.user));
`;
  assert.deepEqual(told({ 'a.js': text }), ['GET /a/:id(\\d+): ', 'GET /b/:user: ']);
});

test('procedures of tRPC', () => {
  const text = `${zod}import { initTRPC } from '@trpc/server';
const { procedure } = initTRPC.create();
export const save = procedure.input(schema).mutation(({ input }) => db.save(input));
export const any = procedure.input((value) => value).mutation(({ input }) => db.save(input));
`;
  assert.deepEqual(told({ 'a.ts': text }), ['CALL save: body schema']);
});

test('a signature vouches for the body of a webhook', () => {
  const text = `${express}import crypto from 'node:crypto';
app.post('/hook', (req, res) => {
  const mac = crypto.createHmac('sha256', secret).update(req.body).digest();
  if (!crypto.timingSafeEqual(mac, Buffer.from(req.get('x-signature'), 'hex'))) return res.sendStatus(401);
  db.save(JSON.parse(req.body));
});
`;
  assert.match(told({ 'a.js': text })[0]!, /^POST \/hook: body signed/);
});

test('a receiver that is handed the signature vouches too', () => {
  const text = `${express}app.post('/hook', async (req, res) => {
  await receiver.verify({ signature: req.get('upstash-signature'), body: req.body });
  db.save(JSON.parse(req.body));
});
`;
  assert.match(told({ 'a.js': text })[0]!, /^POST \/hook: body signed/);
});

test('work grows with the number of routes, not with its square', () => {
  const routesOf = (count: number): Record<string, string> => ({
    'a.js': `${express}${zod}const hold = (value) => schema.parse(value);\n${Array.from(
      { length: count },
      (_, index) => `app.post('/${index}', (req, res) => db.save(hold(req.body)));`,
    ).join('\n')}`,
  });
  const walkedOf = (count: number): number =>
    analyse(Object.entries(routesOf(count)).map(([path, text]) => ({ path, text }))).size.walked;
  const small = walkedOf(40);
  assert.ok(small >= 40 && walkedOf(160) < 6 * small, `${small} → ${walkedOf(160)}`);
});
