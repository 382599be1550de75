import { readFile, stat } from 'node:fs/promises';
import { Reader } from 'mmdb-lib';
import { WatchError } from '../words/watch-error.ts';
import type { AddressData, AsData, CountryData } from './gazetteer.ts';

/** What files of addresses say of one: plain ones of ip-location-db, nested ones of MaxMind and others. */
interface Entry {
  readonly country_code?: unknown;
  readonly country?: unknown;
  readonly autonomous_system_number?: unknown;
  readonly autonomous_system_organization?: unknown;
  readonly asn?: unknown;
  readonly as_name?: unknown;
}

/** Files are read into memory whole. */
const maxBytes = 268_435_456;
const mostNames = 50_000;

/** Countries out of a file in the format of MaxMind DB. */
export async function readCountryFile(
  path: string,
  origin: Omit<AddressData, 'builtAt'>,
  onError: (error: unknown) => void,
): Promise<CountryData> {
  const { look, builtAt } = await openFile(path, onError);
  return {
    ...origin,
    builtAt,
    countryOf: (address) => countryIn(look(address)),
  };
}

/** Autonomous systems out of such a file. It leads from addresses to names only: those met are kept. */
export async function readAsFile(
  path: string,
  origin: Omit<AddressData, 'builtAt'>,
  onError: (error: unknown) => void,
): Promise<AsData> {
  const { look, builtAt } = await openFile(path, onError);
  const met = new Map<number, string>();
  return {
    ...origin,
    builtAt,
    systemOf(address) {
      const found = systemIn(look(address));
      if (found !== undefined && met.size < mostNames) met.set(found.asn, found.name);
      return found;
    },
    nameOf: (asn) => met.get(asn),
  };
}

/** What is broken within is unknown, and told once: no delivery waits for a file of addresses. */
async function openFile(
  path: string,
  onError: (error: unknown) => void,
): Promise<{ look: (address: string) => Entry; builtAt: Date }> {
  const { size } = await stat(path);
  if (size > maxBytes) throw new WatchError(`${path} is larger than 256 MB.`);
  const bytes = await readFile(path);
  try {
    const reader = new Reader(bytes);
    // A file of IPv4 alone knows nothing of the others.
    const isIpv4 = reader.metadata.ipVersion === 4;
    let isTold = false;
    const look = (address: string): Entry => {
      if (isIpv4 && address.includes(':')) return {};
      try {
        return (reader.get(address) as Entry | null) ?? {};
      } catch (cause) {
        if (!isTold)
          onError(new WatchError(`${path} is broken: put another one there.`, { cause }));
        isTold = true;
        return {};
      }
    };
    return {
      look,
      builtAt: reader.metadata.buildEpoch,
    };
  } catch (cause) {
    throw new WatchError(`${path} is no file in the format of MaxMind DB (.mmdb).`, { cause });
  }
}

function countryIn({ country_code, country }: Entry): string | undefined {
  const code = country_code ?? (country as { iso_code?: unknown } | undefined)?.iso_code ?? country;
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : undefined;
}

function systemIn(entry: Entry): { asn: number; name: string } | undefined {
  const told = entry.autonomous_system_number ?? entry.asn;
  const asn = Number(typeof told === 'string' ? told.replace(/^AS/i, '') : told);
  if (!Number.isInteger(asn) || asn <= 0) return undefined;
  const name = entry.autonomous_system_organization ?? entry.as_name;
  return { asn, name: typeof name === 'string' ? name.slice(0, 300) : '' };
}
