import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** One file of the console's pages, ready to be sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer<ArrayBuffer>;
  /** For browsers that take it; absent where it would gain nothing. */
  readonly brotli: Buffer<ArrayBuffer> | undefined;
  /** Its name holds a hash of its content, so it may be kept for ever. */
  readonly isImmutable: boolean;
}

/** The built pages by path: `/index.html`, `/assets/….js`. */
export type Pages = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads them once, at start. `undefined` when they have not been built. */
export function readPages(): Pages | undefined {
  const directory = fileURLToPath(
    new URL('.', import.meta.resolve('@castellan/watch-ui/dist/index.html')),
  );
  let names: string[];
  try {
    names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    return undefined;
  }
  const files = names
    .map((name) => name.split(sep).join('/'))
    .filter((name) => types[extname(name)] !== undefined)
    .map((name) => [`/${name}`, read(directory, name)] as const);
  return files.length === 0 ? undefined : new Map(files);
}

function read(directory: string, name: string): PageFile {
  const body = readFileSync(join(directory, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const brotli = brotliCompressSync(body, { params });
  return {
    type: types[extname(name)] ?? '',
    body,
    brotli: brotli.length < body.length ? brotli : undefined,
    isImmutable: name.startsWith('assets/'),
  };
}
