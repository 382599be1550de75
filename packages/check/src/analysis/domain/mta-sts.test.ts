import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMtaStsRecord, readMtaStsPolicy } from './mta-sts.ts';

test('a policy is read whatever ends its lines', () => {
  for (const end of ['\n', '\r\n'])
    assert.deepEqual(
      readMtaStsPolicy(
        ['version: STSv1', 'mode: enforce', 'mx: MX.a.example', 'mx:*.b.example', 'max_age: 604800']
          .join(end)
          .concat(end),
      ),
      { mode: 'enforce', hosts: ['mx.a.example', '*.b.example'], maxAgeSeconds: 604_800 },
    );
});

test('what is left out is empty, and a page is no policy', () => {
  assert.deepEqual(readMtaStsPolicy('version: STSv1'), { mode: '', hosts: [], maxAgeSeconds: 0 });
  assert.equal(readMtaStsPolicy('<html>'), undefined);
  assert.equal(readMtaStsPolicy('version: STSv2\nmode: enforce'), undefined);
});

test('a record of MTA-STS among other texts', () => {
  assert.ok(isMtaStsRecord('v=STSv1; id=1') && isMtaStsRecord('v=STSv1'));
  assert.ok(!isMtaStsRecord('v=STSv10; id=1') && !isMtaStsRecord('v=spf1 -all'));
});
