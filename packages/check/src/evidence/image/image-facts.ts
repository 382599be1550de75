import type { ImageFiles, LayerFile, LayerName, LayerSecret } from '../../analysis/image/facts.ts';
import { systemPackagesIn } from '../../analysis/image/installed-packages.ts';
import { isHidden } from '../../analysis/image/layer-paths.ts';
import type { Layer, Note } from './layer.ts';

type NoteOf<Kind extends Note['kind']> = Extract<Note, { kind: Kind }>;

/** What the layers hold together, the lowest first. `madeBy` tells what made each. */
export function factsOf(
  name: string,
  layers: readonly Layer[],
  madeBy: readonly string[],
): ImageFiles {
  const layerName = (index: number): LayerName => ({
    number: index + 1,
    madeBy: madeBy[index] ?? '',
  });
  const all = <Kind extends Note['kind']>(kind: Kind): (LayerFile & { note: NoteOf<Kind> })[] =>
    layers.flatMap((layer, index) =>
      layer.notes
        .filter((note): note is NoteOf<Kind> => note.kind === kind)
        .map((note) => ({
          path: note.path,
          layer: layerName(index),
          isHidden: isHidden(note.path, index, layers),
          note,
        })),
    );
  const shown = <Kind extends Note['kind']>(kind: Kind): ReturnType<typeof all<Kind>> =>
    all(kind).filter((one) => !one.isHidden);
  const texts = new Map(shown('text').map(({ path, note }) => [path, note.text]));
  const caches = new Map<string, number>();
  for (const layer of layers)
    for (const [folder, bytes] of layer.caches)
      caches.set(folder, (caches.get(folder) ?? 0) + bytes);
  const distribution = distributionIn(
    texts.get('etc/os-release') ?? texts.get('usr/lib/os-release'),
  );
  return {
    name,
    layers: layers.length,
    entries: layers.reduce((sum, { entries }) => sum + entries.size, 0),
    secrets: all('secret').map(secretOf),
    privileged: shown('privileged').map(({ note, ...file }) => ({ ...file, lends: note.lends })),
    openToAll: shown('open').map(({ path, layer, isHidden: hidden }) => ({
      path,
      layer,
      isHidden: hidden,
    })),
    caches: [...caches].map(([folder, bytes]) => ({ folder, bytes })),
    leftovers: all('leftover').map(({ note, ...file }) => ({ ...file, what: note.what })),
    developmentPackages: shown('packages')
      .map(({ path, note }) => ({
        folder: path.slice(0, path.lastIndexOf('/')),
        names: note.names,
      }))
      .filter(({ names }) => names.length > 0),
    hasNodeModules: layers.some((layer) => layer.hasNodeModules),
    ...(distribution && { distribution }),
    node: nodesIn(texts),
    nodePackages: shown('module').map(({ path, note: { name, version } }) => ({
      place: path.slice(0, path.lastIndexOf('/')),
      name,
      version,
    })),
    systemPackages: systemPackagesIn(texts),
    strayPaths: layers.flatMap((layer) => layer.strayPaths),
    unread: layers.flatMap(({ problem }, index) =>
      problem === undefined ? [] : [{ layer: index + 1, reason: problem }],
    ),
  };
}

function secretOf({
  path,
  layer,
  isHidden: hidden,
  note,
}: LayerFile & { note: NoteOf<'secret'> }): LayerSecret {
  const { message, identity, severity, confidence, place } = note.secret;
  return {
    path,
    line: place.line,
    message,
    kind: identity,
    severity,
    confidence,
    layer,
    isHidden: hidden,
  };
}

function distributionIn(text: string | undefined): ImageFiles['distribution'] {
  if (text === undefined) return undefined;
  const value = (key: string): string =>
    new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.trim() ?? '';
  return {
    id: value('ID'),
    version: value('VERSION_ID'),
    prettyName: value('PRETTY_NAME') || value('ID'),
  };
}

/** Versions of Node.js by its headers, and by the lists of apk and dpkg. */
function nodesIn(texts: ReadonlyMap<string, string>): { place: string; version: string }[] {
  return [...texts].flatMap(([place, text]) => {
    const version = place.endsWith('node_version.h')
      ? ['MAJOR', 'MINOR', 'PATCH']
          .map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1])
          .join('.')
      : (/^P:nodejs(?:-current)?\nV:(\d[\d.]*)/m.exec(text)?.[1] ??
        /^Package: nodejs\n(?:(?!\n\n)[\s\S])*?^Version: (?:\d+:)?(\d[\d.]*)/m.exec(text)?.[1]);
    return version !== undefined && /^\d+(\.\d+)*$/.test(version) ? [{ place, version }] : [];
  });
}
