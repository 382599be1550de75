import type { Resolver } from 'node:dns/promises';
import * as z from 'zod';
import { inWords, listChanges, readLists } from '../list-changes.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

const recordTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SOA', 'TXT'] as const;
type RecordType = (typeof recordTypes)[number];

export const monitor: MonitorKind = defineMonitor({
  kind: 'dns',
  title: 'DNS records',
  hint: 'Remembers the records of a name at its first look, and tells when they are others. Leave out A and AAAA where addresses change by themselves.',
  everyMinutes: 15,
  badLooks: 2,
  remembersLists: true,
  settings: z.object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(253)
      .regex(/^[\w.-]+$/, 'a name such as example.com')
      .meta({ title: 'Name' }),
    types: z
      .string()
      .trim()
      .toUpperCase()
      .default('NS, MX, TXT, CAA')
      .refine(
        (text) => typesOf(text).length > 0 && typesOf(text).every(isRecordType),
        `of ${recordTypes.join(', ')}`,
      )
      .meta({ title: 'Records' }),
  }),
  async look({ name, types }, { resolver }, remembered) {
    const now: Record<string, readonly string[]> = {};
    for (const type of typesOf(types).filter(isRecordType)) {
      now[type] = await recordsOf(resolver, name, type);
    }
    const facts = Object.entries(now).map(([type, records]) => ({
      name: type,
      value: records.join(' · ') || 'none',
    }));
    const before = readLists(remembered) ?? now;
    const changes = listChanges(before, now).map(inWords);
    const more = { facts, remembered: before, found: now };
    return changes.length === 0
      ? { level: 'ok', summary: 'As remembered', ...more }
      : { level: 'critical', step: changes.join('; '), summary: changes.join('; '), ...more };
  },
});

function typesOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((type) => type !== '');
}

function isRecordType(text: string): text is RecordType {
  return (recordTypes as readonly string[]).includes(text);
}

/** Records as sorted texts; none where the name has none of the type. */
async function recordsOf(
  resolver: Resolver,
  name: string,
  type: RecordType,
): Promise<readonly string[]> {
  try {
    const found: unknown = await resolver.resolve(name, type);
    // A zone's serial number rises with every change of any record.
    const { serial: _, ...soa } = type === 'SOA' ? (found as Record<string, unknown>) : {};
    const records: readonly unknown[] = type === 'SOA' ? [soa] : (found as unknown[]);
    return records.map((one) => textOf(type, one)).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENODATA') return [];
    throw error;
  }
}

function textOf(type: RecordType, record: unknown): string {
  if (typeof record === 'string') return record.toLowerCase();
  if (type === 'TXT') return (record as string[]).join('');
  return Object.entries(record as Record<string, unknown>)
    .filter(([name]) => name !== 'type')
    .map(([name, value]) => `${name}=${String(value)}`)
    .toSorted()
    .join(' ');
}
