import {
  type AskOsv,
  type InstalledPackage,
  queryPackages,
  readVulnerability,
  type Vulnerability,
} from '@castellan/core/advisories';
import { CannotCollect } from '../collector.ts';
import type { AdvisorySource } from './advisory-source.ts';

const timeoutMs = 30_000;
const readAtOnce = 8;

/** A service that answers as https://api.osv.dev does. It is told names and versions of packages, nothing else. */
export function osvEndpoint(url: string): AdvisorySource {
  const base = url.replace(/\/+$/, '');
  const ask: AskOsv = async (method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'castellan check' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.status !== 200) throw new Error(`it answered ${answer.status}`);
    return answer.json();
  };
  return {
    name: base,
    entriesAbout: async (_, packages) => {
      try {
        return { entries: await entriesFrom(ask, packages), asOf: new Date().toISOString() };
      } catch (error) {
        throw new CannotCollect(
          `${base} tells no advisories (${reasonOf(error)})`,
          'try again, or fetch them: castellan advisories fetch',
          { cause: error },
        );
      }
    },
  };
}

async function entriesFrom(
  ask: AskOsv,
  packages: readonly InstalledPackage[],
): Promise<Vulnerability[]> {
  const found = await queryPackages(ask, packages);
  const ids = [...new Set(found.flat().map(({ id }) => id))];
  const entries: Vulnerability[] = [];
  for (let start = 0; start < ids.length; start += readAtOnce)
    entries.push(
      ...(await Promise.all(
        ids.slice(start, start + readAtOnce).map((id) => readVulnerability(ask, id)),
      )),
    );
  return entries;
}

/** Node's fetch hides why in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const inner = cause instanceof Error ? cause.message : '';
  return (inner === '' ? message : inner).split('\n')[0] ?? '';
}
