import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A ZIP archive of texts by name; `isWide` writes the ends that more than 65,535 files need (ZIP64). */
export async function zipOf(
  texts: Readonly<Record<string, string>>,
  isWide = false,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(texts))
    zip.addBuffer(Buffer.from(text), name, { forceZip64Format: isWide });
  zip.end({ forceZip64Format: isWide, comment: '' });
  return buffer(zip.outputStream);
}
