import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardStartOf, shellForm, startScriptIn } from './guard-start.ts';

test('guard is seen in every way to start it, and in no other command', () => {
  for (const command of [
    'castellan run app.js',
    'npx castellan run dist/server.js',
    'node --import castellan/guard app.js',
    'NODE_OPTIONS="--import castellan/guard" node app.js',
  ])
    assert.equal(guardStartOf(command).starts, true, command);
  for (const command of ['node app.js', 'castellan check', 'node mycastellan/guards.js'])
    assert.equal(guardStartOf(command).starts, false, command);
});

test('the mode and the switch that turns it off are read', () => {
  assert.equal(guardStartOf('CASTELLAN=off castellan run a.js').isOff, true);
  assert.equal(guardStartOf('CASTELLAN_MODE=monitor castellan run a.js').mode, 'monitor');
  assert.equal(guardStartOf('castellan run a.js').mode, undefined);
});

test('scripts are followed and lists read as commands', () => {
  assert.equal(startScriptIn('npm run start:prod'), 'start:prod');
  assert.equal(startScriptIn('yarn start'), 'start');
  assert.equal(startScriptIn('node app.js'), undefined);
  assert.equal(shellForm('["node", "app.js"]'), 'node app.js');
  assert.equal(shellForm('node app.js'), 'node app.js');
});
