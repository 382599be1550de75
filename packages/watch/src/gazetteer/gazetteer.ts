import { classifyAddress } from '@castellan/core';
import { isHostingName } from './hosting-names.ts';

/** Where an address is: what is not known is absent. */
export interface Whereabouts {
  /** Two letters of ISO 3166, such as `DE`. */
  readonly country?: string;
  /** Number of the autonomous system that announces it. */
  readonly asn?: number;
  readonly asName?: string;
  /** By its name a place where machines stand, not people. */
  readonly isHosting?: true;
}

/** Where data about addresses comes from, and how old it is. */
export interface AddressData {
  readonly source: string;
  readonly url: string;
  readonly licence: string;
  readonly builtAt: Date;
}

export interface CountryData extends AddressData {
  countryOf(address: string): string | undefined;
}

interface AutonomousSystem {
  readonly asn: number;
  readonly name: string;
}

export interface AsData extends AddressData {
  systemOf(address: string): AutonomousSystem | undefined;
  nameOf(asn: number): string | undefined;
}

/**
 * Tells whereabouts of addresses from data on this machine; nobody is asked. One look-up is a few
 * microseconds, so that none is kept.
 */
export class Gazetteer {
  readonly countries: CountryData | undefined;
  readonly systems: AsData | undefined;

  constructor(countries?: CountryData, systems?: AsData) {
    this.countries = countries;
    this.systems = systems;
  }

  /** Empty for addresses that are nobody's on the internet, such as private ones. */
  of(address: string): Whereabouts {
    if (classifyAddress(address) !== 'public') return {};
    const country = this.countries?.countryOf(address);
    const system = this.systems?.systemOf(address);
    return {
      ...(country !== undefined && { country }),
      ...(system !== undefined && this.#named(system.asn, system.name)),
    };
  }

  /** The same for what was known when an event came in. */
  ofStored(country: string | null, asn: number | null): Whereabouts {
    return {
      ...(country !== null && { country }),
      ...(asn !== null && this.#named(asn, this.systems?.nameOf(asn))),
    };
  }

  #named(asn: number, name: string | undefined): Whereabouts {
    if (name === undefined || name === '') return { asn };
    return { asn, asName: name, ...(isHostingName(name) && { isHosting: true as const }) };
  }
}
