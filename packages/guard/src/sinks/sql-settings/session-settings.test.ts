import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inputsOf } from '../../context/case-inputs.ts';
import { detection } from '../../detections/sql-injection/detector.ts';
import { SessionSettings } from './session-settings.ts';

/** What is said of a value that the app escapes as MySQL does when backslashes escape. */
function outcome(settings: SessionSettings, value: string): string {
  const escaped = value.replaceAll(/['\\]/g, String.raw`\$&`);
  const call = settings.callOf(`SELECT id FROM users WHERE name = '${escaped}' AND x = 1`);
  return detection.inspect(call, inputsOf({ query: { value } }))?.outcome ?? 'none';
}

const value = "O' OR 1=1 -- ";

it('reads a statement under the mode that its connection has set, and under no other', () => {
  const settings = new SessionSettings('mysql', false);
  assert.equal(outcome(settings, value), 'none');
  settings.learnFrom("SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
  assert.equal(outcome(settings, value), 'attack');
  settings.learnFrom("SET sql_mode = ''");
  assert.equal(outcome(settings, value), 'none');
  assert.equal(outcome(new SessionSettings('mysql', false), value), 'none');
});

it('goes back to what the server said', () => {
  const settings = new SessionSettings('mysql', false);
  settings.learnFromServer('noBackslashEscapes', 'on');
  assert.equal(outcome(settings, value), 'attack');
  settings.learnFrom("SET sql_mode = ''");
  assert.equal(outcome(settings, value), 'none');
  settings.learnFrom('SET sql_mode = DEFAULT');
  assert.equal(outcome(settings, value), 'attack');
});

it('reads both ways where an expression decides', () => {
  const settings = new SessionSettings('mysql', false);
  settings.learnFrom("SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')");
  assert.equal(outcome(settings, value), 'attack');
  const doubled = settings.callOf("SELECT 1 WHERE a = 'O'' OR 1=1 -- '");
  assert.equal(detection.inspect(doubled, inputsOf({ query: { value } })), undefined);
  const swallowed = settings.callOf(String.raw`SELECT 1 WHERE a = 'x\' AND b = ' OR 1=1 -- '`);
  const inputs = inputsOf({ query: { a: 'x\\', b: ' OR 1=1 -- ' } });
  assert.equal(detection.inspect(swallowed, inputs)?.outcome, 'attack');
});

it('reads both ways where connections differ that are not told apart', () => {
  const settings = new SessionSettings('postgresql', true);
  const call = (): ReturnType<typeof settings.callOf> =>
    settings.callOf(String.raw`SELECT 1 WHERE a = 'x\' AND b = ' OR 1=1 -- '`);
  const inputs = inputsOf({ query: { a: 'x\\', b: ' OR 1=1 -- ' } });
  assert.equal(detection.inspect(call(), inputs), undefined);
  settings.learnFromServer('nonstandardStrings', 'on');
  assert.equal(detection.inspect(call(), inputs)?.outcome, 'attack');
  settings.learnFrom('SET standard_conforming_strings = on');
  assert.equal(detection.inspect(call(), inputs)?.outcome, 'attack');
});

it('reads connections to come both ways once a default was set', () => {
  new SessionSettings('mysql', false).learnFrom("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES'");
  assert.equal(outcome(new SessionSettings('mysql', false), value), 'attack');
});
