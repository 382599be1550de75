import type { HostSsh } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { type Host, outputOf, textOf, textsIn } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';

/** What sshd does where its files are silent (sshd_config(5)). */
const defaults: Readonly<Record<string, string>> = {
  permitrootlogin: 'prohibit-password',
  passwordauthentication: 'yes',
  permitemptypasswords: 'no',
  kbdinteractiveauthentication: 'yes',
  maxauthtries: '6',
  logingracetime: '120',
  x11forwarding: 'no',
  strictmodes: 'yes',
};

const configuration = '/etc/ssh/sshd_config';
const deepestInclude = 8;

/** The settings of the ssh server, as it would use them. */
export const collector: Collector<HostSsh> = {
  title: 'ssh server of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    const file = await host.read(configuration);
    if (file.status === 'missing')
      return { value: { settings: {}, origin: 'no sshd is installed' }, origin: configuration };
    // Its own word needs its host keys, which only root may read.
    const told = host.uid === 0 ? await outputOf(host, 'sshd', ['-T']) : undefined;
    if (told !== undefined)
      return { value: { settings: settingsOf(told), origin: 'sshd -T' }, origin: 'sshd -T' };
    if (file.status === 'denied')
      throw new CannotCollect(`${configuration} cannot be read`, 'run it as root');
    const settings = { ...defaults, ...settingsOf(await withIncludes(host, file.text)) };
    return { value: { settings, origin: configuration }, origin: configuration };
  },
};

/** `Name value` lines before the first Match; of a setting that comes twice the first counts. */
export function settingsOf(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([A-Za-z]\w*)(?:\s*=\s*|\s+)"?(.*?)"?\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    if (key === 'match') break;
    if (!Object.hasOwn(settings, key)) settings[key] = value;
  }
  return settings;
}

/** Included files stand where they are included, so that they may come before what overrules them. */
async function withIncludes(host: Host, text: string, depth: number = 0): Promise<string> {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const pattern = /^\s*include\s+"?(\S+?)"?\s*$/i.exec(line)?.[1];
    if (pattern === undefined || depth >= deepestInclude) lines.push(line);
    else lines.push(await included(host, pattern, depth));
  }
  return lines.join('\n');
}

async function included(host: Host, pattern: string, depth: number): Promise<string> {
  const path = pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`;
  const at = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, at), path.slice(at + 1)];
  const texts = name.includes('*')
    ? (await textsIn(host, folder, name.slice(name.lastIndexOf('*') + 1))).map((one) => one.text)
    : [(await textOf(host, path)) ?? ''];
  return (await Promise.all(texts.map((one) => withIncludes(host, one, depth + 1)))).join('\n');
}
