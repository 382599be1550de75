import { type Collector, required } from '../collector.ts';
import type { Source } from '../source.ts';
import { collector as repoFiles, type RepoFile } from './repo-files.ts';

/** A text file of the repository. */
interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly isTracked: boolean;
}

/** A file whose text was not read, and why. */
interface SkippedFile {
  readonly path: string;
  readonly why: 'binary' | 'too large' | 'a link' | 'unreadable';
}

export interface Texts {
  readonly files: readonly TextFile[];
  readonly skipped: readonly SkippedFile[];
}

/** Larger files are data dumps and bundles; what is skipped is told. */
const maxTextBytes: number = 10 * 1024 * 1024;
const maxTotalBytes = 256 * 1024 * 1024;
const parallel = 32;
const sniffedBytes = 8192;

/** The text of every file of the repository that holds text. */
export const collector: Collector<Texts> = {
  title: 'text of files',
  reads: ['files'],
  holdsSources: true,
  async collect(source, ask) {
    const { files: all } = await required(ask, repoFiles);
    const files: TextFile[] = [];
    const skipped: SkippedFile[] = [];
    let room = maxTotalBytes;
    const wanted = all.filter((file) => {
      const fits = file.bytes <= maxTextBytes && file.bytes <= room;
      if (file.isLink) skipped.push({ path: file.path, why: 'a link' });
      else if (!fits) skipped.push({ path: file.path, why: 'too large' });
      else room -= file.bytes;
      return fits && !file.isLink;
    });
    for (let at = 0; at < wanted.length; at += parallel) {
      const batch = wanted.slice(at, at + parallel).map((file) => readOne(source, file));
      for (const one of await Promise.all(batch)) {
        if ('why' in one) skipped.push(one);
        else files.push(one);
      }
    }
    return { value: { files, skipped }, origin: `${files.length} files` };
  },
};

async function readOne(source: Source, file: RepoFile): Promise<TextFile | SkippedFile> {
  const bytes = await source.read(file.path, maxTextBytes);
  if (bytes === undefined) return { path: file.path, why: 'unreadable' };
  const text = textOf(bytes);
  if (text === undefined) return { path: file.path, why: 'binary' };
  return { path: file.path, text, isTracked: file.isTracked };
}

/** Text of UTF-8 or UTF-16 bytes; undefined when a NUL among the first 8 KB says that it is none. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.subarray(0, sniffedBytes).includes(0)) return undefined;
  return new TextDecoder('utf-8').decode(bytes);
}
