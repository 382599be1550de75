import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectOn } from './affects.ts';
import { parseVulnerability, type RangeEvent } from './osv.ts';
import { ecosystemOf, versionsOf } from './versions.ts';

interface Case {
  readonly ecosystem?: string;
  readonly events?: readonly RangeEvent[];
  readonly versions?: readonly string[];
  readonly type?: string;
  readonly withdrawn?: string;
  readonly urgency?: string;
}

/** What an entry about `a` says of a version of it. */
function effect(
  version: string,
  { ecosystem = 'npm', events, versions, type = 'SEMVER', withdrawn, urgency }: Case,
  name = 'a',
): ReturnType<typeof effectOn> {
  const entry = parseVulnerability({
    id: 'X-1',
    modified: '2026-01-01T00:00:00Z',
    withdrawn,
    affected: [
      {
        package: { ecosystem, name: 'a' },
        ranges: events === undefined ? [] : [{ type, events }],
        versions,
        ecosystem_specific: { urgency },
      },
    ],
  });
  return effectOn(entry, { ecosystem, name, version });
}

const upTo2 = [{ introduced: '0' }, { fixed: '2.0.0' }];

describe('which versions an entry affects', () => {
  test('from where it came in to where it is mended', () => {
    assert.deepEqual(effect('1.9.9', { events: upTo2 })?.fixedIn, ['2.0.0']);
    assert.ok(effect('2.0.0-rc.1', { events: upTo2 }));
    assert.equal(effect('2.0.0', { events: upTo2 }), undefined);
    assert.equal(effect('1.0.0', { events: upTo2 }, 'b'), undefined);
  });

  test('several stretches, in any order, one right after the other', () => {
    const events = [
      { fixed: '3.1.0' },
      { introduced: '3.0.0' },
      { introduced: '1.0.0' },
      { fixed: '1.5.0' },
    ];
    assert.equal(effect('0.9.0', { events }), undefined);
    assert.deepEqual(effect('1.4.0', { events })?.fixedIn, ['1.5.0', '3.1.0']);
    assert.equal(effect('1.5.0', { events }), undefined);
    assert.deepEqual(effect('3.0.0', { events })?.fixedIn, ['3.1.0']);
    const joined = [{ introduced: '1.0.0' }, { fixed: '2.0.0' }, { introduced: '2.0.0' }];
    assert.ok(effect('2.0.0', { events: joined }));
  });

  test('the last that is affected is affected; the next is not', () => {
    const events = [{ introduced: '1.0.0' }, { last_affected: '1.2.0' }];
    assert.ok(effect('1.2.0', { events }));
    assert.equal(effect('1.2.1', { events }), undefined);
  });

  test('versions that are listed, and nothing that only git knows', () => {
    assert.ok(effect('1.0.0', { versions: ['1.0.0'] }));
    assert.equal(effect('1.0.1', { versions: ['1.0.0'] }), undefined);
    assert.equal(effect('1.0.0', { type: 'GIT', events: [{ introduced: '0' }] }), undefined);
  });

  test('what was withdrawn, what is no version, and past a limit', () => {
    assert.equal(effect('1.0.0', { events: upTo2, withdrawn: '2026-02-01T00:00:00Z' }), undefined);
    assert.equal(effect('file:../a', { events: upTo2 }), undefined);
    const limited = [{ introduced: '1.0.0' }, { limit: '1.5.0' }];
    assert.ok(effect('1.4.0', { events: limited }));
    assert.equal(effect('1.5.0', { events: limited }), undefined);
  });

  test('by the order of the distribution', () => {
    const debian = { ecosystem: 'Debian:12', type: 'ECOSYSTEM' };
    const events = [{ introduced: '0' }, { fixed: '1:3.0.11-1~deb12u2' }];
    assert.ok(effect('1:3.0.11-1~deb12u1', { ...debian, events }));
    assert.equal(effect('1:3.0.11-1', { ...debian, events }), undefined);
    assert.equal(
      effect('1:3.0', { ...debian, events, urgency: 'unimportant' })?.isUnimportant,
      true,
    );
    const alpine = { ecosystem: 'Alpine:v3.22', type: 'ECOSYSTEM' };
    assert.ok(
      effect('1.36.1-r2', { ...alpine, events: [{ introduced: '0' }, { fixed: '1.36.1-r10' }] }),
    );
  });
});

test('the ecosystem of a release', () => {
  for (const [id, version, ecosystem] of [
    ['debian', '12', 'Debian:12'],
    ['debian', '', undefined],
    ['alpine', '3.22.1', 'Alpine:v3.22'],
    ['alpine', '3.23.0_alpha20260101', undefined],
    ['ubuntu', '24.04', 'Ubuntu:24.04:LTS'],
    ['ubuntu', '25.10', 'Ubuntu:25.10'],
    ['fedora', '42', undefined],
  ] as const)
    assert.equal(ecosystemOf(id, version), ecosystem);
  assert.equal(versionsOf('constructor'), undefined);
});
