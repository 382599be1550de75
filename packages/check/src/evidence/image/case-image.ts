import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** One entry of an archive, as hostile as a test wants it. */
export interface CaseEntry {
  readonly path: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly mode?: number;
  readonly type?: 'file' | 'folder' | 'symlink' | 'link';
  readonly target?: string;
  /** What the header says of the length, where that is a lie. */
  readonly claimedBytes?: number;
}

const blockBytes = 512;
const typeFlags = { file: '0', link: '1', symlink: '2', folder: '5' } as const;

/** A tar archive (POSIX ustar). */
export function tarOf(entries: readonly CaseEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = Buffer.from(entry.bytes ?? entry.text ?? '');
    const padding = Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes);
    return [headerOf(entry, content.length), content, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function headerOf(
  { path, mode, type = 'file', target = '', claimedBytes }: CaseEntry,
  length: number,
): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, digits: number): void => {
    header.write(value.toString(8).padStart(digits, '0'), at);
  };
  header.write(path, 0, 100);
  octal(mode ?? (type === 'folder' ? 0o755 : 0o644), 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(claimedBytes ?? length, 124, 11);
  octal(1_700_000_000, 136, 11);
  header.write('        ', 148);
  header.write(typeFlags[type], 156);
  header.write(target, 157, 100);
  header.write('ustar\u000000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export interface CaseImage {
  readonly config?: object;
  readonly layers: readonly (readonly CaseEntry[])[];
  readonly tags?: readonly string[];
}

/** As `docker save` has written it since 2017: layers by links where they are the same. */
export function dockerArchive(...images: readonly CaseImage[]): Buffer {
  const files: CaseEntry[] = [];
  const manifest = images.map(({ config = {}, layers, tags = ['shop:1'] }, number) => {
    const names = layers.map((entries, index) => {
      const name = `${number}-${index}/layer.tar`;
      files.push({ path: name, bytes: tarOf(entries) });
      return name;
    });
    const configName = `${number}.json`;
    files.push({ path: configName, text: JSON.stringify({ os: 'linux', config, ...config }) });
    return { Config: configName, RepoTags: tags, Layers: names };
  });
  return tarOf([...files, { path: 'manifest.json', text: JSON.stringify(manifest) }]);
}

/** An OCI layout with compressed layers, an index within the index, and an attestation beside the image. */
export function ociArchive({ config = {}, layers }: CaseImage): Buffer {
  const files: CaseEntry[] = [{ path: 'oci-layout', text: '{"imageLayoutVersion":"1.0.0"}' }];
  const blob = (bytes: Uint8Array): { digest: string; size: number } => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    files.push({ path: `blobs/sha256/${digest}`, bytes });
    return { digest: `sha256:${digest}`, size: bytes.length };
  };
  const json = (value: object): ReturnType<typeof blob> => blob(Buffer.from(JSON.stringify(value)));
  const image = json({
    config: json({ os: 'linux', ...config }),
    layers: layers.map((entries) => blob(gzipSync(tarOf(entries)))),
  });
  const attestation = json({ config: json({}), layers: [] });
  const inner = json({
    manifests: [
      { ...image, platform: { os: 'linux', architecture: 'amd64' } },
      { ...attestation, platform: { os: 'unknown', architecture: 'unknown' } },
    ],
  });
  const annotations = { 'io.containerd.image.name': 'docker.io/library/shop:1' };
  return tarOf([
    ...files,
    { path: 'index.json', text: JSON.stringify({ manifests: [{ ...inner, annotations }] }) },
  ]);
}
