import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseVulnerability, type Vulnerability } from '@castellan/core/advisories';
import * as z from 'zod';
import { CannotCollect } from '../collector.ts';
import type { AdvisorySource } from './advisory-source.ts';
import { zipTexts } from './zip.ts';

/*
 * A bundle is what is known of one ecosystem, as text: a line that says what it is, then one line for each package
 * that an entry is about, `name`, a tab, and the entry about that package alone. It is read as a stream, and only
 * lines of packages that are asked about are parsed.
 */
const format = 'castellan advisories 1';
const headSchema = z.object({
  format: z.literal(format),
  ecosystem: z.string(),
  asOf: z.iso.datetime(),
});
const mostHeadBytes = 4_096;

/** The file of an ecosystem in a folder of bundles. */
export function bundleFile(ecosystem: string): string {
  return `${encodeURIComponent(ecosystem)}.advisories`;
}

/** The lines of a bundle, from the archive of JSON files that OSV offers for an ecosystem. Entries that are none are left out. */
export async function* bundleLines(
  archive: Buffer,
  ecosystem: string,
  asOf: string,
): AsyncGenerator<string, { readonly entries: number; readonly odd: number }> {
  yield `${JSON.stringify({ format, ecosystem, asOf })}\n`;
  let [entries, odd] = [0, 0];
  for await (const { name, text } of zipTexts(archive)) {
    if (!name.endsWith('.json')) continue;
    let entry: Vulnerability;
    try {
      entry = parseVulnerability(JSON.parse(text));
    } catch {
      odd += 1;
      continue;
    }
    entries += 1;
    if (entry.withdrawn === undefined) yield* linesOf(entry, ecosystem);
  }
  return { entries, odd };
}

function* linesOf(entry: Vulnerability, ecosystem: string): Generator<string> {
  const own = entry.affected.filter((part) => part.package?.ecosystem === ecosystem);
  for (const name of new Set(own.map((part) => part.package?.name ?? ''))) {
    if (/[\t\n\r]/.test(name)) continue;
    const parts = own.filter((part) => part.package?.name === name);
    const { details = '', summary = details.slice(0, 300), ...rest } = entry;
    // Ranges say the same as lists of versions, in far less room.
    const affected = parts.map((part) =>
      part.ranges.some(({ type }) => type !== 'GIT') ? { ...part, versions: [] } : part,
    );
    yield `${name}\t${JSON.stringify({ ...rest, summary, affected })}\n`;
  }
}

/** Bundles in a folder, as `castellan advisories fetch` writes them. */
export function bundledAdvisories(folder: string): AdvisorySource {
  return {
    name: folder,
    entriesAbout: async (ecosystem, packages) => {
      const file = join(folder, bundleFile(ecosystem));
      const { asOf } = await headOf(file, ecosystem);
      const wanted = new Set(packages.map(({ name }) => name));
      const entries: Vulnerability[] = [];
      for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
        const tab = line.indexOf('\t');
        if (tab > 0 && wanted.has(line.slice(0, tab)))
          entries.push(parseVulnerability(JSON.parse(line.slice(tab + 1))));
      }
      return { entries, asOf };
    },
  };
}

async function headOf(file: string, ecosystem: string): Promise<z.output<typeof headSchema>> {
  const remedy = `castellan advisories fetch ${ecosystem}, or --advisories https://api.osv.dev`;
  const handle = await open(file).catch((error: Error) => {
    throw new CannotCollect(`there are no advisories of ${ecosystem} here`, remedy, {
      cause: error,
    });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeadBytes));
    const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
    const head = headSchema.parse(JSON.parse(line));
    if (head.ecosystem !== ecosystem) throw new Error('it is about another ecosystem');
    return head;
  } catch (error) {
    throw new CannotCollect(`${file} holds no advisories of ${ecosystem}`, remedy, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
}
