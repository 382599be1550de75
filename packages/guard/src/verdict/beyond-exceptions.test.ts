import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import { inputsOf } from '../context/case-inputs.ts';
import { requestsInFlight, runInRequest } from '../context/request-context.ts';
import { enforce, enforcement } from './enforcement.ts';
import { judge } from './judge.ts';
import { probeContext } from './probe.ts';

const before = enforcement();
afterEach(() => {
  requestsInFlight.clear();
  enforce(before);
});

const attack = "x' OR '1'='1";
let tables = 0;

/** Whether the statement is stopped under an exception for `body.comment` until `until`. */
function isStopped(body: Record<string, string>, value: string, until = '2999-12-31'): boolean {
  const configuration = {
    ...defaultConfiguration,
    exceptions: [
      { detection: 'sql-injection', route: '/**', input: 'body.comment', reason: 'known', until },
    ],
  };
  const policy = createPolicy(configuration);
  enforce({ configuration, policy, report: () => undefined });
  const context = {
    ...probeContext('/reviews'),
    inputs: inputsOf({ body }),
    probe: undefined,
    witness: undefined,
  };
  requestsInFlight.add(context);
  const text = `SELECT a FROM excepted_${tables++} WHERE name = '${value}'`;
  const blocked = runInRequest(context, () =>
    judge({ library: 'test', api: 'call' }, { kind: 'sql', text, dialect: 'postgresql' }),
  );
  assert.equal(policy.exceptions.uses[0]?.used, blocked === undefined ? 1 : 0);
  return blocked !== undefined;
}

test('the false alarm goes on, and is counted', () => {
  assert.equal(isStopped({ comment: attack }, attack), false);
});

test('it does not once the exception has ended', () => {
  assert.equal(isStopped({ comment: attack }, attack, '2020-01-01'), true);
});

test('another input is stopped, also beside the excepted one and with its very value', () => {
  assert.equal(isStopped({ name: attack }, attack), true);
  assert.equal(isStopped({ comment: attack, name: attack }, attack), true);
  const two = `${attack}' OR b = 'y' OR '2'='2`;
  assert.equal(isStopped({ comment: attack, name: "y' OR '2'='2" }, two), true);
});
