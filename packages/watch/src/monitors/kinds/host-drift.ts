import { createHash } from 'node:crypto';
import { hostSections } from '@castellan/core';
import * as z from 'zod';
import { type ListChange, listChanges, type Lists, readLists } from '../list-changes.ts';
import { appSettings } from '../app-settings.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';

/** These change with every update: told, and nobody is woken. */
const mildSections: readonly string[] = ['packages', 'hashes of privileged programs'];
const mostWords = 1_000;

export const monitor: MonitorKind = defineMonitor({
  kind: 'host-drift',
  title: 'Drift of a host',
  hint: 'Compares what castellan check host --send-to tells of a host with its first look, or the one that you accepted last: users, groups, sudo, keys, privileged programs, open ports and packages.',
  everyMinutes: 10,
  badLooks: 1,
  remembersLists: true,
  mildLists: mildSections,
  settings: z.object({
    ...appSettings,
    host: z.string().trim().min(1).max(300).meta({
      title: 'Host',
      description: 'As castellan check host calls it: the name of the machine, or ssh://user@host.',
    }),
    hours: z.coerce.number().int().min(1).max(8_784).default(26).meta({
      title: 'Hours between looks',
      description: 'A host that is silent for longer is told.',
    }),
    packages: z
      .enum(['tell', 'leave out'])
      .default('tell')
      .meta({ title: 'Versions of packages', description: 'They change with every update.' }),
  }),
  async look({ app, environment, host, hours, packages }, { store, now }, remembered) {
    const row = await store
      .selectFrom('host_states')
      .select(['state', 'received_at'])
      .where('app_id', '=', app)
      .where('environment', '=', environment)
      .where('host', '=', host)
      .executeTakeFirst();
    const found = row && compared(readLists(row.state) ?? {}, packages === 'leave out');
    if (row === undefined || found === undefined) {
      return {
        level: 'warning',
        step: 'never',
        summary: `${host} never told how it looks`,
        facts: [],
      };
    }
    const before = readLists(remembered) ?? found;
    const look = judge(listChanges(before, found));
    const more = { facts: factsOf(found, row.received_at), remembered: before, found };
    const silentHours = (now.getTime() - row.received_at.getTime()) / 3_600_000;
    if (silentHours <= hours || look.level === 'critical') return { ...look, ...more };
    const silence = `${host} has not told for more than ${hours} hours how it looks`;
    return { level: 'critical', step: 'silent', summary: silence, ...more };
  },
});

function compared(lists: Lists, withoutPackages: boolean): Lists {
  const left = Object.entries(lists).filter(
    ([name]) => !(withoutPackages && mildSections.includes(name)),
  );
  return Object.fromEntries(left);
}

function judge(changes: readonly ListChange[]): Pick<Look, 'level' | 'step' | 'summary'> {
  if (changes.length === 0) return { level: 'ok', summary: 'As accepted' };
  // What may open a door stands first.
  const sorted = changes.toSorted((a, b) => rankOf(a) - rankOf(b));
  const level = sorted.some(({ name }) => !mildSections.includes(name)) ? 'critical' : 'warning';
  const step = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
  return { level, step, summary: sorted.map(shortly).join('; ').slice(0, mostWords) };
}

function rankOf({ name }: ListChange): number {
  return (hostSections as readonly string[]).indexOf(name);
}

/** `users: new eve (1001:1001) …, 2 more gone`: one line each, so that all sections are named. */
function shortly({ name, before, after }: ListChange): string {
  const part = (word: string, lines: readonly string[]): string[] => {
    const [first] = lines;
    if (first === undefined) return [];
    return [`${word} ${first}${lines.length > 1 ? ` and ${lines.length - 1} more` : ''}`];
  };
  return `${name}: ${[...part('new', after), ...part('gone', before)].join(', ')}`;
}

function factsOf(found: Lists, receivedAt: Date): Look['facts'] {
  return [
    { name: 'Told last', value: receivedAt.toISOString() },
    ...Object.entries(found).map(([name, lines]) => ({ name, value: String(lines.length) })),
  ];
}
