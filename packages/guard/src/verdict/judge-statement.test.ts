import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inputsOf } from '../context/case-inputs.ts';
import {
  leaveFlight,
  type RequestContext,
  requestsInFlight,
  runInRequest,
} from '../context/request-context.ts';
import type { SqlCall } from '../detections/sink-call.ts';
import { counters } from './counters.ts';
import { judgeStatement } from './judge-statement.ts';
import { probeContext } from './probe.ts';

const point = { library: 'test', api: 'query' };
const attack = "x' UNION SELECT secret FROM secrets -- ";
let tables = 0;

afterEach(() => requestsInFlight.clear());

/** A request in flight with this body. */
function arrive(body: unknown): RequestContext {
  const context = {
    ...probeContext(''),
    inputs: inputsOf({ body }),
    probe: undefined,
    witness: undefined,
  };
  requestsInFlight.add(context);
  return context;
}

/** A statement builder whose statements nobody has seen. */
function newStatement(): (name: string) => SqlCall {
  const table = `t${tables++}`;
  return (name) => ({
    kind: 'sql',
    text: `SELECT id FROM ${table} WHERE name = '${name}' AND tenant = 7`,
    dialect: 'postgresql',
  });
}

describe('without a context', () => {
  it('refuses the one whose input it was', () => {
    const [alice, mallory] = [arrive("Alice O'Neill"), arrive(attack)];
    assert.ok(judgeStatement(point, newStatement()(attack)));
    assert.equal(alice.blockedBy, undefined);
    assert.ok(mallory.blockedBy !== undefined);
  });

  it('asks those too that were cut off a short while ago', () => {
    const mallory = arrive(attack);
    leaveFlight(mallory, false);
    assert.ok(judgeStatement(point, newStatement()(attack)));
    assert.ok(mallory.blockedBy !== undefined);
  });

  it("leaves the app's own background work alone, whatever words are in flight", () => {
    for (const words of ['select all', 'a, b', "it's", 'order by', 'users', '1=1', 'name desc'])
      arrive(words);
    for (const text of [
      'DELETE FROM sessions WHERE expires < now() AND name <> $1 ORDER BY id',
      "SELECT a, b FROM users WHERE state = 'it''s' AND 1=1 ORDER BY name DESC",
      "INSERT INTO jobs (kind) SELECT all_kinds FROM kinds WHERE x = 'select all'",
    ])
      assert.equal(judgeStatement(point, { kind: 'sql', text, dialect: 'postgresql' }), undefined);
  });

  it('asks fewer about a long statement, those with long bodies first, and counts who is left out', () => {
    const [early, late] = [arrive(attack), arrive("Alice O'Neill")];
    const text = `${newStatement()(attack).text} AND note = '${'x'.repeat(8_388_608)}'`;
    const before = counters.requestsLeftOut;
    assert.equal(judgeStatement(point, { kind: 'sql', text, dialect: 'postgresql' }), undefined);
    assert.ok(counters.requestsLeftOut > before);
    late.req.headers['content-length'] = '10';
    early.req.headers['content-length'] = '9000000';
    assert.ok(judgeStatement(point, { kind: 'sql', text, dialect: 'postgresql' }));
    assert.ok(early.blockedBy !== undefined);
  });

  it("refuses nobody's statement for a piece of the app's SQL once it was seen", () => {
    const statement = newStatement();
    arrive("Ann O'Neill");
    assert.equal(judgeStatement(point, statement('Ann')), undefined);
    const mallory = arrive("' AND tenant = ");
    assert.equal(judgeStatement(point, statement('Bob')), undefined);
    assert.equal(mallory.blockedBy, undefined);
  });
});

it('lets nothing that is excused hide an attack of the same request', () => {
  const statement = newStatement();
  arrive("Ann O'Neill");
  assert.equal(judgeStatement(point, statement('Ann')), undefined);
  const mallory = arrive({ a: '1=1', b: "' AND tenant = ", c: attack });
  const text = `SELECT 1 FROM decoys WHERE 1=1 AND x = '' AND tenant = 7 AND y = '${attack}'`;
  assert.ok(judgeStatement(point, { kind: 'sql', text, dialect: 'postgresql' }));
  assert.ok(mallory.blockedBy !== undefined);
});

describe('in the context of another request', () => {
  it('refuses the one whose input it was: a queue runs jobs for whoever woke it', () => {
    const [alice, mallory] = [arrive("Alice O'Neill"), arrive(attack)];
    const blocked = runInRequest(alice, () => judgeStatement(point, newStatement()(attack)));
    assert.ok(blocked);
    assert.equal(alice.blockedBy, undefined);
    assert.ok(mallory.blockedBy !== undefined);
  });

  it('remembers no text as clean that somebody else sent', () => {
    const [alice, mallory] = [arrive("Alice O'Neill"), arrive("Bob' AND tenant = 7")];
    const statement = newStatement();
    runInRequest(alice, () => judgeStatement(point, statement('Ann')));
    runInRequest(alice, () => judgeStatement(point, statement('Bob')));
    assert.ok(runInRequest(mallory, () => judgeStatement(point, statement('Bob'))));
  });

  it('asks nobody else about a statement of a shape that is known', () => {
    const statement = newStatement();
    const alice = arrive("Alice O'Neill");
    const mallory = arrive('a@b.example');
    runInRequest(alice, () => judgeStatement(point, statement('Ann')));
    requestsInFlight.delete(mallory);
    const curious = arrive("' AND tenant = 7");
    const blocked = runInRequest(alice, () => judgeStatement(point, statement('Bob')));
    assert.equal(blocked, undefined);
    assert.equal(curious.blockedBy, undefined);
  });
});

it('holds the statements of an answered request against those in flight', () => {
  const [alice, mallory] = [arrive("Alice O'Neill"), arrive(attack)];
  leaveFlight(alice, true);
  assert.ok(runInRequest(alice, () => judgeStatement(point, newStatement()(attack))));
  assert.ok(mallory.blockedBy !== undefined);
});

it('runs out of time for long requests only: a busy machine makes no quoted value an attack', () => {
  const { inputs, ...rest } = arrive("O'Brien");
  requestsInFlight.clear();
  const occurrencesIn: typeof inputs.occurrencesIn = (text) => {
    const end = performance.now() + 60;
    while (performance.now() < end);
    return inputs.occurrencesIn(text);
  };
  const paused: RequestContext = {
    ...rest,
    inputs: {
      occurrencesIn,
      equalTo: (text) => inputs.equalTo(text),
      holdPiece: (text) => inputs.holdPiece(text),
      values: () => inputs.values(),
      truncated: false,
      hidesText: false,
    },
  };
  requestsInFlight.add(paused);
  const judgeQuoted = (): unknown =>
    runInRequest(paused, () => judgeStatement(point, newStatement()("O''Brien")));
  for (let i = 0; i < 4; i++) assert.equal(judgeQuoted(), undefined);
  paused.req.headers['content-length'] = '1000000';
  const answers = Array.from({ length: 4 }, judgeQuoted);
  assert.ok(answers.at(-1) !== undefined);
});
