import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Severity } from '@castellan/core';
import { severities } from '@castellan/core';
import { caseEvent, hostileEvent, hostileTexts } from '../case-events.ts';
import { exportFormats } from '../registry.generated.ts';
import { syslogLine } from './cef.ts';
import { logsRequest } from './otlp.ts';

type Json = Record<string, unknown>;

function written(kind: string, event = caseEvent()): string {
  return formatOf(kind).write(event);
}

function formatOf(kind: string): (typeof exportFormats)[number] {
  const found = exportFormats.find((one) => one.kind === kind);
  assert.ok(found, kind);
  return found;
}

test('JSON lines, ECS, OCSF and OTLP: one event is one line of JSON, whatever stands in it', () => {
  for (const kind of ['json-lines', 'ecs', 'ocsf', 'otlp']) {
    for (const text of hostileTexts) {
      const line = written(kind, hostileEvent(text));
      assert.match(line, /^[^\r\n]+\n$/, kind);
      assert.doesNotMatch(line, /\\ud[89a-f]/i, `${kind}: no half of a pair`);
      const found: unknown[] = [];
      JSON.parse(line, (_, value: unknown) => (found.push(value), value));
      assert.ok(found.includes(text.toWellFormed()), `${kind} keeps ${JSON.stringify(text)}`);
    }
  }
});

/** RFC 4180 §2, by its grammar: quoted cells only, CRLF after each row. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let place = 0;
  while (place < text.length) {
    const found = /"((?:[^"]|"")*)"(,|\r\n)/y;
    found.lastIndex = place;
    const match = found.exec(text);
    assert.ok(match, `no cell at ${place} of ${JSON.stringify(text)}`);
    rows.at(-1)!.push(match[1]!.replaceAll('""', '"'));
    if (match[2] === '\r\n') rows.push([]);
    place = found.lastIndex;
  }
  assert.deepEqual(rows.pop(), [], 'the last row ends too');
  return rows;
}

test('CSV as in RFC 4180: every row has the cells of its head, and no cell begins a formula', () => {
  const { head = '' } = formatOf('csv');
  const [names = []] = readCsv(head);
  for (const text of hostileTexts) {
    const rows = readCsv(written('csv', hostileEvent(text)));
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.length, names.length);
    for (const cell of rows[0] ?? []) {
      assert.doesNotMatch(cell, /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u, text);
    }
    const app = rows[0]?.[names.indexOf('app')] ?? '';
    assert.equal(app.replace(/^'/, ''), text.replaceAll('\0', '\ufffd').replace(/^'/, ''));
  }
  const [cells = []] = readCsv(written('csv'));
  const row = Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  assert.equal(row['time'], '2026-11-24T04:00:00.000Z');
  assert.equal(row['code'], '/app/users.js:12');
  assert.deepEqual(
    [row['country'], row['asn'], row['autonomous system']],
    ['DE', '24940', 'Hetzner Online GmbH'],
  );
  assert.equal(row['input excerpt'], "' or 1=1 --");
});

/** RFC 5424 §6 and the CEF:0 format, by their grammars. */
function readCef(line: string): {
  head: string[];
  fields: string[];
  extension: Map<string, string>;
} {
  const match =
    /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) - CEF:0\|(.*)$/su.exec(
      line,
    );
  assert.ok(match, line);
  const parts = match[7]!.match(/^((?:[^|\\]|\\[|\\])*\|){6}/su);
  assert.ok(parts, match[7]);
  const fields = parts[0]
    .slice(0, -1)
    .split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/u)
    .map((field) => field.replaceAll(/\\([|\\])/g, '$1'));
  const extension = new Map<string, string>();
  const rest = match[7]!.slice(parts[0].length);
  // A key follows a space and is followed by an equals sign that no backslash stands before.
  for (const [, key = '', value = ''] of rest.matchAll(
    /(?:^| )(\w+)=((?:[^\\=]|\\[\\=nr])*?)(?=$| \w+=)/gsu,
  )) {
    assert.ok(!extension.has(key), `${key} stands twice in ${rest}`);
    const plain = value.replaceAll(/\\([\\=nr])/g, (_, one: string) =>
      one === 'n' ? '\n' : one === 'r' ? '\r' : one,
    );
    extension.set(key, plain);
  }
  const size = [...extension].reduce(
    (total, [key]) => total + key.length + 1 + rawLength(rest, key),
    extension.size - 1,
  );
  assert.equal(size, rest.length, `all of the extension was read: ${rest}`);
  return { head: match.slice(1, 7), fields, extension };
}

function rawLength(rest: string, key: string): number {
  const match = new RegExp(`(?:^| )${key}=((?:[^\\\\=]|\\\\[\\\\=nr])*?)(?=$| \\w+=)`, 'su').exec(
    rest,
  );
  return match?.[1]?.length ?? -1;
}

test('syslog as in RFC 5424 with CEF:0: nobody adds a line, a field of the header or a key', () => {
  const keys = [...readCef(syslogLine(hostileEvent('plain'))).extension.keys()];
  for (const text of hostileTexts) {
    const line = syslogLine(hostileEvent(text));
    assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]/u, JSON.stringify(text));
    const { head, fields, extension } = readCef(line);
    assert.deepEqual(fields.slice(0, 2), ['Castellan', 'watch']);
    assert.equal(fields[5], '10');
    assert.equal(fields.length, 6);
    assert.equal(head[0], String(10 * 8 + 2));
    for (const key of extension.keys()) assert.ok(keys.includes(key), `${key} by ${text}`);
    assert.equal(extension.get('act'), 'blocked');
    assert.ok(!extension.has('src'), 'a text that is no address is not written as one');
  }
  const { extension, fields } = readCef(syslogLine(caseEvent()));
  assert.equal(fields[3], 'sql-injection');
  assert.equal(extension.get('src'), '203.0.113.7');
  assert.equal(extension.get('rt'), '1795492801250');
  assert.deepEqual([extension.get('flexString1'), extension.get('cn2')], ['DE', '24940']);
  assert.equal(extension.get('cs3'), "query.q: ' or 1=1 --");
  const request = { id: 'r', method: 'GET', path: '/', address: '2001:db8::7' };
  const six = readCef(syslogLine(caseEvent({ request }))).extension;
  assert.deepEqual([six.get('src'), six.get('c6a2')], [undefined, '2001:db8::7']);
});

test('CEF and syslog severities keep their order', () => {
  const of = (severity: Severity): number[] => {
    const { head, fields } = readCef(syslogLine(caseEvent({ severity })));
    return [Number(head[0]) % 8, Number(fields[5])];
  };
  assert.deepEqual(severities.map(of), [
    [2, 10],
    [3, 8],
    [4, 5],
    [5, 3],
  ]);
});

test('ECS 8: its fields have its names and types, ours stand apart', () => {
  const document = JSON.parse(written('ecs')) as Json;
  assert.equal(document['@timestamp'], '2026-11-24T04:00:00.000Z');
  assert.deepEqual(document['ecs'], { version: '8.17.0' });
  const event = document['event'] as Json;
  assert.deepEqual(
    [event['kind'], event['category'], event['type'], event['id']],
    ['alert', ['intrusion_detection'], ['denied'], caseEvent().id],
  );
  assert.deepEqual(document['source'], {
    address: '203.0.113.7',
    ip: '203.0.113.7',
    geo: { country_iso_code: 'DE' },
    as: { number: 24_940, organization: { name: 'Hetzner Online GmbH' } },
  });
  assert.deepEqual(document['http'], { request: { id: 'r1', method: 'GET' } });
  const unplaced = { ...hostileEvent('no address'), whereabouts: {} };
  const hostile = JSON.parse(written('ecs', unplaced)) as Json;
  assert.deepEqual(hostile['source'], { address: 'no address' });
  const { request: _, location: __, ...bare } = caseEvent().finding;
  const quiet = JSON.parse(written('ecs', { ...caseEvent(), finding: bare })) as Json;
  for (const name of ['source', 'http', 'url', 'user', 'log']) assert.ok(!(name in quiet), name);
});

test('OCSF Detection Finding: the required fields, and numbers that belong together', () => {
  const found = JSON.parse(written('ocsf')) as Json;
  const required = ['activity_id', 'category_uid', 'class_uid', 'finding_info', 'metadata'];
  for (const name of [...required, 'severity_id', 'time', 'type_uid'])
    assert.ok(name in found, name);
  assert.deepEqual(
    [found['class_uid'], found['type_uid'], found['category_uid'], found['severity_id']],
    [2004, 200401, 2, 5],
  );
  const { version, product } = found['metadata'] as { version: string; product: object };
  assert.deepEqual([version, product], ['1.4.0', { name: 'Castellan', vendor_name: 'Castellan' }]);
  const { uid, title } = found['finding_info'] as { uid: string; title: string };
  assert.deepEqual([uid, title], [caseEvent().id, 'sql-injection']);
  assert.deepEqual([found['action_id'], found['disposition_id']], [2, 2]);
  const [evidence] = found['evidences'] as { src_endpoint: object }[];
  assert.deepEqual(evidence?.src_endpoint, {
    ip: '203.0.113.7',
    location: { country: 'DE' },
    autonomous_system: { number: 24_940, name: 'Hetzner Online GmbH' },
  });
  const logged = JSON.parse(written('ocsf', caseEvent({ disposition: 'logged' }))) as Json;
  assert.deepEqual([logged['action_id'], logged['disposition_id']], [1, 15]);
});

test('OTLP: whole numbers of 64 bits are texts, and events stand under the process they are of', () => {
  const { resourceLogs } = logsRequest([
    caseEvent(),
    caseEvent({ instance: 'host-2' }),
    caseEvent({ severity: 'low' }),
  ]) as {
    resourceLogs: { scopeLogs: { logRecords: Json[] }[]; resource: { attributes: object[] } }[];
  };
  assert.deepEqual(
    resourceLogs.map(({ scopeLogs }) => scopeLogs[0]?.logRecords.length),
    [2, 1],
  );
  const [record, second] = resourceLogs[0]!.scopeLogs[0]!.logRecords;
  assert.equal(record!['timeUnixNano'], '1795492800000000000');
  assert.deepEqual([record!['severityNumber'], second!['severityNumber']], [21, 9]);
  const attributes = record!['attributes'] as { key: string; value: object }[];
  assert.deepEqual(attributes.find(({ key }) => key === 'castellan.cwe')?.value, {
    intValue: '89',
  });
  const country = attributes.find(({ key }) => key === 'geo.country.iso_code');
  assert.deepEqual(country?.value, { stringValue: 'DE' });
  assert.ok(attributes.every(({ value }) => Object.keys(value).length === 1));
  assert.deepEqual(resourceLogs[0]!.resource.attributes[0], {
    key: 'service.name',
    value: { stringValue: 'shop' },
  });
});

test('a file that was cut says so in its last line, which readers of its form take', () => {
  const at = new Date('2026-11-25T00:00:00Z');
  const message = 'Cut after 3 events, "the rest" is older=more|n';
  for (const format of exportFormats) {
    const line = format.cut(message, at);
    if (format.kind === 'cef') {
      assert.equal(readCef(line.trimEnd()).extension.get('msg'), message);
    } else if (format.kind === 'csv') {
      const [cells = []] = readCsv(line);
      assert.equal(cells.length, readCsv(format.head!)[0]?.length);
      assert.ok(cells.includes(message));
    } else
      assert.ok(JSON.stringify(JSON.parse(line)).includes(JSON.stringify(message)), format.kind);
  }
});
