import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bundleFile, bundleLines } from '@castellan/check';
import { escapeUnsafe } from '@castellan/core';
import { versionsOf } from '@castellan/core/advisories';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { advisoriesFolder } from '../check/advisories-at.ts';
import type { Command } from '../command.ts';
import { download } from './download.ts';

const usualOrigin = 'https://osv-vulnerabilities.storage.googleapis.com';

/** Keeps what is known of vulnerable packages on this machine, so that check needs no network. */
export const advisoriesFetch: Command = {
  name: 'advisories fetch',
  summary: 'Fetch what is known of vulnerable packages, so that check can look it up here',
  usage: `[ECOSYSTEM]... [--into FOLDER] [--from URL]

  ECOSYSTEM      npm (the default), Bitnami (Node.js itself), Debian:12, Ubuntu:24.04:LTS, Alpine:v3.22
  --into FOLDER  where it is kept (default: the cache of this user)
  --from URL     a mirror of ${usualOrigin}

  Fetches OSV's archive of each ecosystem (that of npm is large) and keeps what is needed of it. Nothing of yours is
  sent. castellan check, and castellan check image, then look packages up without a network; after 30 days
  they say unknown rather than pass: fetch again, once a day in continuous integration.`,
  examples: [
    'castellan advisories fetch',
    'castellan advisories fetch npm Bitnami',
    'castellan advisories fetch npm Debian:12 && castellan check image shop.tar',
    'castellan advisories fetch --into advisories && castellan check --offline --advisories advisories',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const at = argv.findIndex((word) => word.startsWith('-'));
  const named = at < 0 ? argv : argv.slice(0, at);
  const flags = parseFlags(at < 0 ? [] : argv.slice(at), {
    into: { type: 'string' },
    from: { type: 'string', default: usualOrigin },
  });
  const odd = named.find((one) => versionsOf(one) === undefined);
  if (odd !== undefined)
    throw new UsageError(
      `${JSON.stringify(odd)} is none of npm, Bitnami, Debian:…, Ubuntu:…, Alpine:…`,
    );
  if (!URL.canParse(flags.from)) throw new UsageError(`--from takes an address, not ${flags.from}`);
  const folder = flags.into === undefined ? advisoriesFolder() : path.resolve(flags.into);
  mkdirSync(folder, { recursive: true });
  for (const ecosystem of named.length === 0 ? ['npm'] : named)
    process.stdout.write(`${await fetchOne(ecosystem, folder, flags.from)}\n`);
  return 0;
}

/** What is there from before stays until the new is whole. */
async function fetchOne(ecosystem: string, folder: string, from: string): Promise<string> {
  const asOf = new Date().toISOString();
  const archive = await download(
    `${from.replace(/\/+$/, '')}/${encodeURIComponent(ecosystem)}/all.zip`,
  );
  const file = path.join(folder, bundleFile(ecosystem));
  const draft = `${file}.${process.pid}`;
  const told = { entries: 0, odd: 0 };
  const lines = async function* (): AsyncGenerator<string> {
    Object.assign(told, yield* bundleLines(archive, ecosystem, asOf));
  };
  try {
    await pipeline(Readable.from(lines()), createWriteStream(draft));
    if (told.entries === 0) throw new Error(`there is no entry in the archive of ${ecosystem}`);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  const rest = told.odd === 0 ? '' : `, ${told.odd} could not be read`;
  return `${ecosystem}: ${told.entries} entries${rest}, in ${escapeUnsafe(file)}`;
}
