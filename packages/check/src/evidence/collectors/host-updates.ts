import type { HostUpdates, PendingUpdate } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { type Host, outputOf, textOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

const dayMs = 86_400_000;

/** Updates that wait, and whether the machine installs them by itself. */
export const collector: Collector<HostUpdates> = {
  title: 'updates of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    for (const look of [lookAtApt, lookAtDnf, lookAtApk]) {
      const value = await look(host);
      if (value !== undefined) return { value, origin: value.manager };
    }
    throw new CannotCollect(
      'neither apt, dnf nor apk is here',
      'judge the updates of this distribution by hand',
    );
  },
};

async function lookAtApt(host: Host): Promise<HostUpdates | undefined> {
  // A simulation: nothing is locked and nothing changes, for which no rights are needed.
  const simulation = await outputOf(host, 'apt-get', [
    '-s',
    '-q',
    '-o',
    'Debug::NoLocking=true',
    'dist-upgrade',
  ]);
  if (simulation === undefined) return undefined;
  const [lists] = await host.stat(['/var/lib/apt/periodic/update-success-stamp']);
  const [folder] = lists ? [lists] : await host.stat(['/var/lib/apt/lists']);
  const isEmpty = ((await host.entries('/var/lib/apt/lists')) ?? []).every(
    (name) => name === 'partial' || name === 'lock' || name === 'auxfiles',
  );
  const automatic = await aptInstallsItself(host);
  return {
    manager: 'apt',
    pending: pendingIn(simulation),
    ...(folder && !isEmpty && { listsAgeDays: (Date.now() - folder.modifiedMs) / dayMs }),
    ...(automatic !== undefined && { automatic }),
    restartReasons: await restartReasons(host),
  };
}

/** Lines of a simulated upgrade: `Inst name [old] (new Origin:1/suite, … [arch])`. */
export function pendingIn(simulation: string): PendingUpdate[] {
  const pending: PendingUpdate[] = [];
  for (const line of simulation.split('\n')) {
    const found = /^Inst (\S+) \[([^\]]+)\] \((\S+) ([^[)]*)/.exec(line);
    if (found === null) continue;
    const [, name = '', installed = '', candidate = '', origins = ''] = found;
    const isSecurity = /-Security\b|-security\b|Debian-Security|\besm-/i.test(origins);
    pending.push({ package: name, installed, candidate, isSecurity });
  }
  return pending;
}

/** The last word of apt's configuration, whatever file it stands in. */
async function aptInstallsItself(host: Host): Promise<string | undefined> {
  const settings = (await outputOf(host, 'apt-config', ['dump'])) ?? '';
  const isOn = (name: string): boolean =>
    new RegExp(`^APT::Periodic::${name} "([1-9][0-9]*|always)";`, 'm').test(settings);
  const [program] = await host.stat([
    '/usr/bin/unattended-upgrade',
    '/usr/bin/unattended-upgrades',
  ]);
  if (program !== undefined && isOn('Update-Package-Lists') && isOn('Unattended-Upgrade'))
    return 'unattended-upgrades';
  return undefined;
}

async function restartReasons(host: Host): Promise<string[]> {
  const reasons: string[] = [];
  const packages = await textOf(host, '/run/reboot-required.pkgs');
  if ((await host.stat(['/run/reboot-required'])).length > 0) {
    const names = [...new Set((packages ?? '').split('\n').filter(Boolean))].join(', ');
    reasons.push(names === '' ? 'an update asked for it' : `updates of ${names} asked for it`);
  }
  const running = (await textOf(host, '/proc/sys/kernel/osrelease'))?.trim() ?? '';
  const newest = newestKernel((await host.entries('/boot')) ?? [], running);
  if (newest !== undefined) reasons.push(`kernel ${running} runs, ${newest} is installed`);
  return reasons;
}

/** The newest kernel of the same flavour in /boot, when it is newer than the one that runs. */
export function newestKernel(names: readonly string[], running: string): string | undefined {
  const flavour = /-([a-z][\w-]*)$/.exec(running)?.[1];
  const kernels = names
    .filter((name) => name.startsWith('vmlinuz-'))
    .map((name) => name.slice('vmlinuz-'.length))
    .filter((name) => /-([a-z][\w-]*)$/.exec(name)?.[1] === flavour);
  // Where the running one is not in /boot, it was started from elsewhere.
  if (!kernels.includes(running)) return undefined;
  const byAge = kernels.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const newest = byAge.at(-1);
  return newest === running ? undefined : newest;
}

async function lookAtDnf(host: Host): Promise<HostUpdates | undefined> {
  const listed = await outputOf(host, 'dnf', ['-q', '-C', 'updateinfo', 'list', '--security']);
  if (listed === undefined) return undefined;
  const timers = (await host.entries('/etc/systemd/system/timers.target.wants')) ?? [];
  const timer = timers.find((name) => /^dnf-automatic(-install)?\.timer$/.test(name));
  return {
    manager: 'dnf',
    pending: listed.split('\n').flatMap((line) => {
      const name = /^\S+\s+\S*Sec\S*\s+(\S+)$/.exec(line)?.[1];
      return name === undefined
        ? []
        : [{ package: name, installed: '', candidate: '', isSecurity: true }];
    }),
    listsAgeDays: await newestAgeDays(host, '/var/cache/dnf'),
    ...(timer !== undefined && { automatic: timer }),
    restartReasons: await restartReasons(host),
  } as HostUpdates;
}

async function lookAtApk(host: Host): Promise<HostUpdates | undefined> {
  const listed = await outputOf(host, 'apk', ['version', '-l', '<']);
  if (listed === undefined) return undefined;
  const pending = listed.split('\n').flatMap((line) => {
    const [, name, installed, candidate] = /^(\S+?)-(\d\S*)\s+<\s+(\S+)/.exec(line) ?? [];
    // Alpine marks no update as one for security: within a release most are.
    return name === undefined
      ? []
      : [
          {
            package: name,
            installed: installed ?? '',
            candidate: candidate ?? '',
            isSecurity: true,
          },
        ];
  });
  return {
    manager: 'apk',
    pending,
    listsAgeDays: await newestAgeDays(host, '/var/cache/apk'),
    restartReasons: [],
  } as HostUpdates;
}

async function newestAgeDays(host: Host, folder: string): Promise<number | undefined> {
  const names = (await host.entries(folder)) ?? [];
  const entries = await host.stat(names.map((name) => `${folder}/${name}`));
  if (entries.length === 0) return undefined;
  return (Date.now() - Math.max(...entries.map(({ modifiedMs }) => modifiedMs))) / dayMs;
}
