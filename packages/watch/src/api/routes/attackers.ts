import * as z from 'zod';
import { describeAttacker } from '../../attackers/attacker-page.ts';
import { listAttackers } from '../../attackers/list-attackers.ts';
import type { AddressData, Gazetteer } from '../../gazetteer/gazetteer.ts';
import { asPackage, countryPackage } from '../../gazetteer/open-gazetteer.ts';
import { ApiError } from '../http/api-error.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { attackerPageSchema, attackerSchema } from '../schemas/attacker.ts';
import { addressText, id, page, paging, whole } from '../schemas/parts.ts';
import { type AddressDataShown, addressDataSchema } from '../schemas/whereabouts.ts';

export const attackerRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/attackers',
    operation: 'listAttackers',
    summary: 'Addresses that attacked, the most recent first',
    access: 'read',
    query: z.object({ ...paging, app: id.optional(), address: addressText.optional() }),
    result: page(attackerSchema),
    async handle({ console: { store, gazetteer }, asker, query }) {
      const { limit, cursor, app, address } = query;
      const found = await listAttackers(
        store,
        asker,
        { appId: app, address },
        limit,
        readCursor(cursor),
      );
      return shown(found, (row) => ({
        appId: row.app_id,
        address: row.address,
        whereabouts: gazetteer.of(row.address),
        firstSeen: row.first_seen.toISOString(),
        lastSeen: row.last_seen.toISOString(),
        events: row.events,
        blocked: row.blocked,
        detections: row.detections,
        userAgents: row.user_agents,
        users: row.users,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/attackers/{address}',
    operation: 'getAttacker',
    summary: 'What came from one address, counted: routes, kinds, agents, users, apps, hours',
    access: 'read',
    params: z.object({ address: addressText }),
    result: attackerPageSchema,
    async handle({ console: { store, gazetteer }, asker, params: { address } }) {
      const found = await describeAttacker(store, asker, address);
      if (found === undefined) throw new ApiError('not_found', 'Nothing came from this address.');
      const { hours, countedBackTo } = found;
      return {
        whereabouts: gazetteer.of(address),
        routes: [...found.routes],
        detections: [...found.detections],
        agents: [...found.agents],
        users: [...found.users],
        environments: [...found.environments],
        hours: hours.map(({ hour, ...counts }) => ({ hour: hour.toISOString(), ...counts })),
        ...iso('countedBackTo', countedBackTo),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/address-data',
    operation: 'listAddressData',
    summary: 'Which data tells the countries and autonomous systems of addresses, and of what day',
    access: 'read',
    result: whole(addressDataSchema),
    handle: ({ console: { gazetteer } }) => Promise.resolve({ items: addressData(gazetteer) }),
  }),
];

function addressData({ countries, systems }: Gazetteer): AddressDataShown[] {
  return [
    { what: 'country', ...dataOf(countries), install: `npm i ${countryPackage}` },
    { what: 'autonomous system', ...dataOf(systems), install: `npm i ${asPackage}` },
  ];
}

function dataOf(data: AddressData | undefined): Pick<AddressDataShown, 'data'> {
  if (data === undefined) return {};
  const { source, url, licence, builtAt } = data;
  return { data: { source, url, licence, builtAt: builtAt.toISOString() } };
}
