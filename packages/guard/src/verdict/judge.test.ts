import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inputsOf } from '../context/case-inputs.ts';
import { limits } from '../context/gathering.ts';
import type { Inputs } from '../context/inputs.ts';
import { createInputs } from '../context/create-inputs.ts';
import { type RequestContext, requestsInFlight, runInRequest } from '../context/request-context.ts';
import type { SinkCall, SqlCall } from '../detections/sink-call.ts';
import { judge } from './judge.ts';
import { judgeStatement } from './judge-statement.ts';
import { probeContext } from './probe.ts';

const point = { library: 'test', api: 'call' };
afterEach(() => requestsInFlight.clear());

/** As many values with signs as are read of a request: what follows them is not. */
const decoys = Array.from({ length: limits.structuralInputs }, (_, i) => `'${i}`);

function arrive(inputs: Inputs): RequestContext {
  const context = { ...probeContext(''), inputs, probe: undefined, witness: undefined };
  requestsInFlight.add(context);
  return context;
}

const hiding = (attack: string): RequestContext => arrive(inputsOf({ body: [...decoys, attack] }));

const sql = (text: string): SqlCall => ({ kind: 'sql', text, dialect: 'postgresql' });
const shell = (text: string): SinkCall => ({ kind: 'shell', text, shell: 'posix' });
const program = (file: string, ...args: string[]): SinkCall => ({ kind: 'program', file, args });
const path = (text: string): SinkCall => ({
  kind: 'path',
  path: text,
  operation: 'read',
  cwd: '/srv/app',
});
const connect = (host: string, port: number): SinkCall => ({
  kind: 'connect',
  host,
  port,
  url: `http://${host}:${port}/`,
});
const code = (source: string): SinkCall => ({ kind: 'code', source, form: 'script' });
let tables = 0;
const from = (condition: string): string => `SELECT a FROM hidden_${tables++} WHERE ${condition}`;

describe('an attack behind more values than are read', () => {
  const statements = [
    "name = '' OR '1'='1'",
    "name = '' UNION SELECT secret FROM secrets",
    "name = 'x'; DROP TABLE t",
    "name = 'x' --'",
    "name = 'x' AND 1=(SELECT 1 FROM pg_sleep(5))",
    "name = 'x''y",
  ].map(from);
  for (const text of statements) {
    it(`is stopped: ${text}`, () => {
      const context = hiding(text.slice(text.indexOf("'") + 1));
      const blocked = runInRequest(context, () => judgeStatement(point, sql(text)));
      assert.ok(blocked !== undefined && context.blockedBy !== undefined);
    });
  }
  for (const call of [
    shell('ls a; id'),
    shell('ls $(id)'),
    shell('ls `id`'),
    shell('ls a | sh'),
    code('process.exit()'),
    program('tar', 'xf', 'a.tar', '--to-command=id'),
    connect('169.254.169.254', 80),
    connect('10.1.2.3', 8080),
    path('/srv/up/../../etc/hosts'),
  ]) {
    it(`is stopped: ${JSON.stringify(call)}`, () => {
      const context = hiding("'; what is not read");
      assert.ok(runInRequest(context, () => judge(point, call)) !== undefined);
    });
  }
});

describe('a request of which some was not read', () => {
  const statements = [
    "INSERT INTO imports (name, price) VALUES ('O''Brien', 12)",
    'SELECT a FROM t WHERE name = $1 OR id = $2',
    "SELECT a /* traceparent='00-1' */ FROM t WHERE name = 'x'",
    "UPDATE t SET a = 'x -- y; z' WHERE id = 7",
  ];
  for (const text of statements) {
    it(`may still run ${text}`, () => {
      const context = hiding("'; x");
      assert.equal(
        runInRequest(context, () => judgeStatement(point, sql(text))),
        undefined,
      );
    });
  }

  it('may run what is known of the app, whatever it holds', () => {
    const text = (id: number): string => `SELECT a FROM known WHERE id = ${id} OR public = 'yes'`;
    const first = arrive(inputsOf({}));
    runInRequest(first, () => judgeStatement(point, sql(text(1))));
    const second = hiding("'; x");
    assert.equal(
      runInRequest(second, () => judgeStatement(point, sql(text(2)))),
      undefined,
    );
  });

  for (const call of [shell('convert in.png out.png'), shell("wc -l 'a;b'"), code('"text"')]) {
    it(`may still run ${JSON.stringify(call)}`, () => {
      assert.equal(
        runInRequest(hiding("'; x"), () => judge(point, call)),
        undefined,
      );
    });
  }

  const own = [connect('10.9.9.9', 9200), program('tar', 'cf', 'b.tar', '--to-command=gzip')];
  for (const call of own) {
    it(`may do what a request that was read whole did: ${JSON.stringify(call)}`, () => {
      const run = (context: RequestContext) => runInRequest(context, () => judge(point, call));
      assert.equal(run(arrive(inputsOf({ body: { a: "it's" } }))), undefined);
      assert.equal(run(hiding("'; x")), undefined);
    });
  }

  it('teaches nothing by what it does itself', () => {
    const call = connect('10.9.9.8', 9200);
    for (let round = 0; round < 2; round += 1) {
      assert.ok(runInRequest(hiding("'; x"), () => judge(point, call)) !== undefined);
    }
  });

  it('may run any command where only a file was not read', () => {
    const contentType = 'multipart/form-data; boundary=b';
    const rawBody = { contentType, chunks: [Buffer.from('--b--')], truncated: true };
    const upload = createInputs({
      version: 1,
      path: '/',
      query: undefined,
      rawHeaders: [],
      params: () => undefined,
      bodies: () => [],
      rawBody: () => rawBody,
    });
    const call = shell('ffmpeg -i in.mp4 out.mp4 && rm in.mp4');
    assert.equal(upload.truncated, true);
    assert.equal(
      runInRequest(arrive(upload), () => judge(point, call)),
      undefined,
    );
  });
});
