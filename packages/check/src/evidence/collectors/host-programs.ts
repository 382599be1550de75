import type { HostPrograms } from '../../analysis/host/facts.ts';
import type { Collector } from '../collector.ts';
import { type Host, outputOf } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { isPrivileged, programsOf } from '../host/programs-of.ts';

const decoder = new TextDecoder();

/** Packages that are installed, and what programs with set-user-id or set-group-id are made of. */
export const collector: Collector<HostPrograms> = {
  title: 'packages and privileged programs of the host',
  reads: ['files', 'exec'],
  async collect(source) {
    const host = requiredHost(source);
    const paths = (await programsOf(host)).filter(isPrivileged).map(({ path }) => path);
    const packages = await packagesOf(host);
    return {
      value: { hashes: await hashesOf(host, paths), ...(packages && { packages }) },
      origin: 'dpkg-query, rpm or apk; sha256sum',
    };
  },
};

/** Each by its command, with how its lines become `name version`. */
async function packagesOf(host: Host): Promise<readonly string[] | undefined> {
  const format = '${db:Status-Status} ${binary:Package} ${Version}\\n';
  const debian = await outputOf(host, 'dpkg-query', ['-W', `-f=${format}`]);
  if (debian !== undefined)
    return linesOf(debian).flatMap((line) => /^installed (.+)$/.exec(line)?.[1] ?? []);
  const rpm = await outputOf(host, 'rpm', ['-qa', '--qf', '%{NAME}.%{ARCH} %{EVR}\\n']);
  if (rpm !== undefined) return linesOf(rpm);
  const alpine = await outputOf(host, 'apk', ['info', '-v']);
  if (alpine === undefined) return undefined;
  return linesOf(alpine).map((line) => line.replace(/-(\d[^-]*-r\d+)$/, ' $1'));
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** SHA-256 by path, of those that may be read: the program fails where one may not, and tells the others. */
async function hashesOf(
  host: Host,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (paths.length === 0) return {};
  const outcome = await host.execute('sha256sum', ['--', ...paths]);
  const lines = linesOf(decoder.decode(outcome?.stdout));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      return hash === undefined || path === undefined ? [] : [[path, hash] as const];
    }),
  );
}
