import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Backup, Broken } from './backup-kind.ts';

/** Holds a file against the digest beside it, as sha256sum writes it. Throws `Broken`. */
export async function matchesDigest({ path, form }: Backup): Promise<void> {
  const beside = `${path}.sha256`;
  if (form !== 'file' || !existsSync(beside)) return;
  const [, told = ''] = /^\\?([0-9a-f]{64})\b/i.exec(readFileSync(beside, 'utf8')) ?? [];
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  if (hash.digest('hex') !== told.toLowerCase())
    throw new Broken(`it is not the file whose digest stands in ${beside}`);
}
