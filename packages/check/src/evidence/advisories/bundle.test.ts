import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CannotCollect } from '../collector.ts';
import { bundledAdvisories, bundleFile, bundleLines } from './bundle.ts';
import { zipOf } from './case-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
after(() => rmSync(folder, { recursive: true }));
const asOf = '2026-11-25T00:00:00.000Z';

const affected = (ecosystem: string, name: string): object => ({
  package: { ecosystem, name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0-1' }] }],
  versions: ['1.0-1', '1.0-2'],
});
const archive = await zipOf({
  'CVE-1.json': JSON.stringify({
    id: 'CVE-1',
    modified: asOf,
    details: 'x'.repeat(10_000),
    affected: [
      affected('Debian:12', 'curl'),
      affected('Debian:13', 'curl'),
      affected('Debian:12', 'wget'),
    ],
  }),
  'CVE-2.json': JSON.stringify({
    id: 'CVE-2',
    modified: asOf,
    withdrawn: asOf,
    affected: [affected('Debian:12', 'curl')],
  }),
  'broken.json': '{',
  'README.txt': 'text',
});

async function write(ecosystem: string): Promise<{ entries: number; odd: number }> {
  const lines = bundleLines(archive, ecosystem, asOf);
  const found: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) {
      writeFileSync(join(folder, bundleFile(ecosystem)), found.join(''));
      return value;
    }
    found.push(value);
  }
}

test('entries about the packages that are asked about, of that ecosystem alone', async () => {
  assert.deepEqual(await write('Debian:12'), { entries: 2, odd: 1 });
  const { entriesAbout } = bundledAdvisories(folder);
  const asked = [{ ecosystem: 'Debian:12', name: 'curl', version: '1.0-1' }];
  const { entries, asOf: told } = await entriesAbout('Debian:12', asked);
  assert.equal(told, asOf);
  assert.deepEqual(
    entries.map(({ id, affected: parts }) => [id, parts.map((part) => part.package)]),
    [['CVE-1', [{ ecosystem: 'Debian:12', name: 'curl' }]]],
  );
  assert.ok(entries[0]!.summary!.length <= 300);
  const none = await entriesAbout('Debian:12', [{ ...asked[0]!, name: 'bash' }]);
  assert.deepEqual(none.entries, []);
});

test('what is not there, or is something else, is told with what to do', async () => {
  const { entriesAbout } = bundledAdvisories(folder);
  await assert.rejects(entriesAbout('npm', []), (error: CannotCollect) => {
    assert.ok(error instanceof CannotCollect);
    assert.match(error.remedy, /castellan advisories fetch npm/);
    return true;
  });
  writeFileSync(join(folder, bundleFile('Alpine:v3.22')), 'hello\n');
  await assert.rejects(entriesAbout('Alpine:v3.22', []), /holds no advisories of Alpine:v3\.22/);
});
