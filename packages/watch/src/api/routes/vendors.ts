import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { handleBreach, type VendorBreach } from '../../vendors/breaches.ts';
import { foundDomains, ignoreDomain } from '../../vendors/found-domains.ts';
import type { DomainUse } from '../../vendors/reached-domains.ts';
import {
  addVendor,
  editVendor,
  listVendors,
  removeVendor,
  type VendorState,
} from '../../vendors/vendors.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { byId, id, shortText, whole } from '../schemas/parts.ts';
import {
  domainText,
  foundDomainSchema,
  type Vendor,
  vendorFormSchema,
  vendorSchema,
} from '../schemas/vendor.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such vendor.');

export const vendorRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/vendors',
    operation: 'listVendors',
    summary:
      'Companies that hold the team’s data, the most critical first, with the apps that reach them',
    access: 'read',
    result: whole(vendorSchema),
    async handle({ console: { store }, asker }) {
      return { items: (await listVendors(store, asker)).map(showVendor) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/vendors/found',
    operation: 'listFoundDomains',
    summary: 'Domains that apps reach and that are no vendor yet, those with most calls first',
    access: 'read',
    query: z.object({
      ignored: z.literal('yes').optional().describe('Also those of no interest.'),
    }),
    result: whole(foundDomainSchema),
    async handle({ console: { store }, asker, query }) {
      const found = await foundDomains(store, asker, query.ignored === 'yes');
      return { items: found.map((one) => ({ ...one, uses: one.uses.map(showUse) })) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/vendors',
    operation: 'addVendor',
    summary: 'Adds a vendor',
    access: 'manage vendors',
    needsAllApps: true,
    body: vendorFormSchema,
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      return { id: idOf(await addVendor(store, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/vendors/{id}',
    operation: 'editVendor',
    summary: 'Changes what is noted of a vendor',
    access: 'manage vendors',
    needsAllApps: true,
    params: byId,
    body: vendorFormSchema,
    async handle({ console: { store }, asker, params, body }) {
      idOf(await editVendor(store, asker, params.id, body), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/vendors/{id}',
    operation: 'removeVendor',
    summary: 'Takes a vendor away, with what is noted of it',
    access: 'manage vendors',
    needsAllApps: true,
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await removeVendor(store, asker, params.id)) return undefined;
      throw notFound();
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/vendors/{id}/handled-breaches',
    operation: 'handleBreach',
    summary: 'Says that a new breach of a vendor is dealt with',
    access: 'manage vendors',
    needsAllApps: true,
    params: byId,
    body: z.object({ name: shortText }),
    async handle({ console: { store }, asker, params, body }) {
      if (await handleBreach(store, asker, params.id, body.name)) return undefined;
      throw new ApiError('not_found', 'There is no such breach that waits for somebody.');
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/vendors/ignored',
    operation: 'ignoreDomain',
    summary: 'Says that a domain is no vendor, or takes that back',
    access: 'manage vendors',
    needsAllApps: true,
    body: z.object({ domain: domainText, isIgnored: z.boolean() }),
    async handle({ console: { store }, asker, body }) {
      idOf(await ignoreDomain(store, asker, body), notFound);
      return undefined;
    },
  }),
];

function showVendor(row: VendorState): Vendor {
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    data: row.data,
    ...(row.owner_id !== null && { ownerId: row.owner_id }),
    ...(row.owner !== null && { owner: row.owner }),
    contact: row.contact,
    criticality: row.criticality as Severity,
    ...(row.agreed_on !== null && { agreedOn: row.agreed_on }),
    ...(row.review_on !== null && { reviewOn: row.review_on }),
    notes: row.notes,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    uses: row.uses.map(showUse),
    breaches: row.breaches.map(showBreach),
  };
}

function showBreach(row: VendorBreach): Vendor['breaches'][number] {
  return {
    name: row.name,
    title: row.title,
    ...(row.breached_on !== null && { breachedOn: row.breached_on }),
    dataClasses: [...row.data_classes],
    isNews: row.is_news,
    firstSeen: row.first_seen.toISOString(),
    ...iso('handledAt', row.handled_at),
    ...(row.handled_by !== null && { handledBy: row.handled_by }),
  };
}

function showUse({ firstSeen, lastSeen, hosts, ...use }: DomainUse): Vendor['uses'][number] {
  return {
    ...use,
    hosts: [...hosts],
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
  };
}
