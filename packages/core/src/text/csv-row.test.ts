import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvRow } from './csv-row.ts';

test('cells are quoted, and what a spreadsheet would run is text', () => {
  assert.equal(csvRow(['a', 'b "c", d\r\ne']), '"a","b ""c"", d\r\ne"\r\n');
  for (const formula of ['=1+1', ' +1', '-1', '@SUM(A1)', '\t=1', '\uff1dx', '\r1', '\n=1'])
    assert.equal(csvRow([formula]), `"'${formula}"\r\n`);
  assert.equal(csvRow(['\0=1', '1-1', '']), '"\ufffd=1","1-1",""\r\n');
});
