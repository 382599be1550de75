/** A package of the distribution by its source, as advisories name it, and where it is listed. */
interface SystemPackage {
  readonly place: string;
  readonly name: string;
  readonly version: string;
}

/** Name and version of a package below node_modules, by its package.json. */
export function moduleIn(text: string): { name: string; version: string } | undefined {
  try {
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
    const isWhole = typeof name === 'string' && typeof version === 'string';
    return isWhole && name !== '' ? { name, version } : undefined;
  } catch {
    return undefined;
  }
}

/** What the lists of dpkg and apk say is installed, each source once. `texts` are files by their path. */
export function systemPackagesIn(texts: ReadonlyMap<string, string>): SystemPackage[] {
  const found = [...texts].flatMap(([place, text]) => {
    const isDebian = place.startsWith('var/lib/dpkg/status');
    if (!isDebian && place !== 'lib/apk/db/installed') return [];
    const blocks = text.split(/\r?\n\r?\n/);
    return blocks
      .flatMap((block) => (isDebian ? ofDebian(block) : ofAlpine(block)))
      .map((one) => ({ place, ...one }));
  });
  return [...new Map(found.map((one) => [`${one.name} ${one.version}`, one])).values()];
}

/** `Source: glibc (2.36-9)` names a version of its own where it differs. Files below status.d have no Status. */
function ofDebian(block: string): { name: string; version: string }[] {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: *(.+)$`, 'm').exec(block)?.[1]?.trim();
  const status = field('Status');
  const [name, version] = [field('Package'), field('Version')];
  if (name === undefined || version === undefined) return [];
  if (status !== undefined && !/ (?:installed|half-configured|unpacked)$/.test(status)) return [];
  const [, source = name, sourceVersion = version] =
    /^(\S+)(?: \(([^)]+)\))?$/.exec(field('Source') ?? '') ?? [];
  return [{ name: source, version: sourceVersion }];
}

/** `o:` is the package that it was built from. */
function ofAlpine(block: string): { name: string; version: string }[] {
  const field = (letter: string): string | undefined =>
    new RegExp(`^${letter}:(.+)$`, 'm').exec(block)?.[1]?.trim();
  const [name, version] = [field('o') ?? field('P'), field('V')];
  return name === undefined || version === undefined ? [] : [{ name, version }];
}
