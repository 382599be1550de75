import {
  type HostMeans,
  type ScheduledTask,
  type MeansPurpose,
  meansPurposes,
} from '../../analysis/host/facts.ts';
import { meansMarks } from '../../analysis/host/means-marks.ts';
import type { Collector } from '../collector.ts';
import { type Host, outputOf, textOf, textsIn } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { processesOf } from '../host/processes.ts';

const unitFolders = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

/** What starts with the machine, what is scheduled, and which means of protection it has. */
export const collector: Collector<HostMeans> = {
  title: 'means of protection of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    const enabled = await enabledUnits(host);
    const scheduled = [...(await cronTasks(host)), ...(await timerTasks(host, enabled))];
    const programs = new Set((await processesOf(host)).map(({ name }) => name));
    const means = await meansOf(host, { enabled, scheduled, programs });
    return {
      value: { enabled, scheduled, means, keepsLogs: await keepsLogs(host, programs) },
      origin: '/etc/systemd, /etc/cron*, /proc',
    };
  },
};

/** Units that others want, by the links that systemctl enable makes. */
async function enabledUnits(host: Host): Promise<string[]> {
  const units = new Set<string>();
  for (const folder of unitFolders) {
    for (const name of (await host.entries(folder)) ?? []) {
      if (!name.endsWith('.wants')) continue;
      for (const unit of (await host.entries(`${folder}/${name}`)) ?? []) units.add(unit);
    }
  }
  return [...units].sort();
}

async function cronTasks(host: Host): Promise<ScheduledTask[]> {
  const tables = [
    { path: '/etc/crontab', text: (await textOf(host, '/etc/crontab')) ?? '' },
    ...(await textsIn(host, '/etc/cron.d')),
    ...(await textsIn(host, '/var/spool/cron/crontabs')),
    ...(await textsIn(host, '/var/spool/cron')),
  ];
  const scripts = (
    await Promise.all(
      ['hourly', 'daily', 'weekly', 'monthly'].map((often) => textsIn(host, `/etc/cron.${often}`)),
    )
  ).flat();
  return [
    ...tables.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => /^\s*(?:[\d*@])/.test(line))
        .map((command) => ({ origin: path, command: command.trim() })),
    ),
    ...scripts.map(({ path, text }) => ({ origin: path, command: text.slice(0, 4_000) })),
  ];
}

/** What the services of the enabled timers start. */
async function timerTasks(host: Host, enabled: readonly string[]): Promise<ScheduledTask[]> {
  const tasks: ScheduledTask[] = [];
  for (const timer of enabled.filter((name) => name.endsWith('.timer'))) {
    for (const folder of unitFolders) {
      const own = (await textOf(host, `${folder}/${timer}`)) ?? '';
      const service = /^Unit=(.+)$/m.exec(own)?.[1] ?? timer.replace(/\.timer$/, '.service');
      const text = await textOf(host, `${folder}/${service}`);
      if (text === undefined) continue;
      const command = [...text.matchAll(/^ExecStart=(.*)$/gm)].map(([, line]) => line).join('; ');
      tasks.push({ origin: timer, command });
      break;
    }
  }
  return tasks;
}

interface Seen {
  readonly enabled: readonly string[];
  readonly scheduled: readonly ScheduledTask[];
  readonly programs: ReadonlySet<string>;
}

/** Every mark that is found, in words. */
async function meansOf(host: Host, seen: Seen): Promise<Record<MeansPurpose, string[]>> {
  const means = Object.fromEntries(
    meansPurposes.map((purpose) => [purpose, [] as string[]]),
  ) as Record<MeansPurpose, string[]>;
  for (const { purpose, name, ...mark } of meansMarks) {
    const runs = mark.programs?.find((program) => seen.programs.has(program));
    const unit = mark.units?.find((one) => seen.enabled.includes(one));
    const task = mark.command && seen.scheduled.find(({ command }) => mark.command?.test(command));
    const file = mark.file && (await textOf(host, mark.file.path));
    if (runs !== undefined) means[purpose].push(`${name} runs`);
    else if (task) means[purpose].push(`${name} is scheduled by ${task.origin}`);
    else if (unit !== undefined) means[purpose].push(`${name} starts with the machine`);
    else if (file !== undefined && mark.file?.holds.test(file))
      means[purpose].push(`${name} is set up in ${mark.file.path}`);
  }
  if (await hasRules(host)) means.firewall.push('the kernel has packet filter rules');
  return means;
}

/** Whether the packet filter refuses anything; only root may ask. */
async function hasRules(host: Host): Promise<boolean> {
  const nft = (await outputOf(host, 'nft', ['list', 'ruleset'])) ?? '';
  const iptables = (await outputOf(host, 'iptables-save', [])) ?? '';
  return /\b(?:drop|reject)\b/.test(nft) || /(?:-j (?:DROP|REJECT)|^:INPUT DROP)/m.test(iptables);
}

async function keepsLogs(host: Host, programs: ReadonlySet<string>): Promise<boolean> {
  if (['rsyslogd', 'syslog-ng'].some((name) => programs.has(name))) return true;
  const settings = [
    (await textOf(host, '/etc/systemd/journald.conf')) ?? '',
    ...(await textsIn(host, '/etc/systemd/journald.conf.d', '.conf')).map(({ text }) => text),
  ].join('\n');
  const storage = [...settings.matchAll(/^\s*Storage=(\w+)/gm)].at(-1)?.[1] ?? 'auto';
  if (storage === 'persistent') return true;
  // By itself the journal is kept where its folder is there.
  return storage === 'auto' && (await host.stat(['/var/log/journal'])).length > 0;
}
