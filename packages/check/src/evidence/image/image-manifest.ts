import { posix } from 'node:path';
import * as z from 'zod';

/** The texts of an archive that say what is where, and which names lead to others (old archives have links). */
export interface ArchiveIndex {
  readonly texts: ReadonlyMap<string, string>;
  readonly links: ReadonlyMap<string, string>;
}

/** One image of an archive. */
export interface ImageManifest {
  readonly names: readonly string[];
  readonly config: unknown;
  /** Names of the entries that are its layers, the lowest first. */
  readonly layers: readonly string[];
}

const ofDocker = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Layers: z.array(z.string()),
  }),
);
const descriptor = z.object({
  mediaType: z.string().default(''),
  digest: z.string(),
  platform: z.object({ os: z.string().default('') }).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});
const ofOci = z.object({
  manifests: z.array(descriptor).optional(),
  config: descriptor.optional(),
  layers: z.array(descriptor).optional(),
});
const deepest = 4;
const nameKeys = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

/** The images of an archive: as `docker save` lists them, else by the layout of OCI. Throws when it has neither. */
export function imagesIn(index: ArchiveIndex): ImageManifest[] {
  const list = index.texts.get('manifest.json');
  if (list !== undefined)
    return ofDocker.parse(JSON.parse(list)).map(({ Config, RepoTags, Layers }) => ({
      names: RepoTags ?? [],
      config: JSON.parse(textAt(index, Config)) as unknown,
      layers: Layers.map((layer) => targetOf(index, layer)),
    }));
  const root = index.texts.get('index.json');
  if (root === undefined) throw new Error('it has neither manifest.json nor index.json');
  return manifestsIn(index, root, [], 0);
}

function manifestsIn(
  index: ArchiveIndex,
  text: string,
  names: readonly string[],
  depth: number,
): ImageManifest[] {
  const { manifests, config, layers } = ofOci.parse(JSON.parse(text));
  if (config !== undefined && layers !== undefined)
    return [
      {
        names,
        config: JSON.parse(textAt(index, blobOf(config.digest))) as unknown,
        layers: layers.map(({ digest }) => blobOf(digest)),
      },
    ];
  if (depth >= deepest) return [];
  return (manifests ?? [])
    .filter(({ platform }) => platform?.os !== 'unknown')
    .filter(({ digest }) => index.texts.has(blobOf(digest)))
    .flatMap(({ digest, annotations = {} }) => {
      const own = nameKeys.flatMap((key) => annotations[key] ?? []).slice(0, 1);
      return manifestsIn(
        index,
        textAt(index, blobOf(digest)),
        own.length > 0 ? own : names,
        depth + 1,
      );
    });
}

/** `sha256:abc` → `blobs/sha256/abc`. */
function blobOf(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function targetOf({ links }: ArchiveIndex, name: string): string {
  const target = links.get(name);
  return target === undefined ? name : posix.join(posix.dirname(name), target);
}

function textAt(index: ArchiveIndex, name: string): string {
  const text = index.texts.get(targetOf(index, name));
  if (text === undefined) throw new Error(`${name} is missing in it`);
  return text;
}
