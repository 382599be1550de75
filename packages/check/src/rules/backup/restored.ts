import { restoresFile as file } from '../../analysis/statement-files.ts';
import { dataStoresIn } from '../../analysis/data-stores.ts';
import type { RestoreRecord } from '../../evidence/collectors/restores.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

const maxAgeDays = 90;
const dayMs = 86_400_000;
const record: RestoreRecord = {
  name: 'shop',
  kind: 'PostgreSQL dump',
  restoredAt: '2026-05-20T03:00:00.000Z',
  madeAt: '2026-05-20T01:00:00.000Z',
  tookMs: 41_000,
  bytes: 8_000_000,
  count: 120_000,
};
const withData = { 'package.json': '{"dependencies":{"pg":"8.23.1"}}' };

/** A backup that nobody ever restored may be none. */
export const rule: Rule = defineRule({
  id: 'backup/restored',
  practice: 'I2',
  severity: 'high',
  confidence: 'certain',
  controls: [],
  title: 'Backups were restored on trial within the last 90 days',
  why: 'Backups that were never restored turn out to be empty, cut off or locked on the day that they are needed.',
  fix: 'Run castellan backup verify BACKUP --record from a timer, and commit what it writes. A restore that somebody else does can be attested.',
  needs: ['manifest', 'restores'],
  isAttestable: true,
  run({ manifest, restores }, { now }) {
    const stores = dataStoresIn(manifest?.dependencies ?? {});
    if (restores.length === 0)
      return stores.length === 0
        ? notApplicable('no package here keeps data in a database')
        : unknown(`a trial restore of what ${stores.join(', ')} keeps: castellan backup verify`);
    const old = restores.filter(
      ({ restoredAt }) => now - Date.parse(restoredAt) > maxAgeDays * dayMs,
    );
    return failBy(
      old.map(({ name, restoredAt }) => ({
        place: { file },
        message: `The last trial restore of ${name} was on ${restoredAt.slice(0, 10)}`,
        identity: name,
      })),
      `${restores.map(({ name }) => name).join(', ')}: restored within ${maxAgeDays} days`,
    );
  },
  examples: [
    {
      title: 'restored last week',
      given: { ...withData, [file]: JSON.stringify({ version: 1, restores: [record] }) },
      on: '2026-05-27',
      expect: 'pass',
    },
    {
      title: 'restored long ago',
      given: { ...withData, [file]: JSON.stringify({ version: 1, restores: [record] }) },
      on: '2026-11-01',
      expect: 'fail',
      at: [file],
    },
    { title: 'data, and no restore on record', given: withData, expect: 'unknown' },
    {
      title: 'a driver for tests alone',
      given: { 'package.json': '{"devDependencies":{"pg":"8.23.1"}}' },
      expect: 'not-applicable',
    },
    { title: 'no data', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});
