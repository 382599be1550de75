import type { Source } from '../evidence/source.ts';

const maxBytes = 10 * 1024 * 1024;

/** The text of a file that can be written back unchanged; undefined when it is not there. Throws for others. */
export async function editableText(source: Source, path: string): Promise<string | undefined> {
  const [entry] = await source.stat([path]);
  if (entry === undefined) return undefined;
  if (entry.isLink) throw new Error(`${path} is a symbolic link`);
  if (entry.bytes > maxBytes) throw new Error(`${path} is larger than 10 MB`);
  const bytes = await source.read(path, maxBytes);
  if (bytes === undefined) throw new Error(`${path} cannot be read`);
  return decoded(bytes, path);
}

/** UTF-8 that encodes to the very same bytes. Throws for anything else. */
function decoded(bytes: Uint8Array, path: string): string {
  try {
    // Kept, since it is written back.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error(`${path} is not written in UTF-8`, { cause: error });
  }
}
