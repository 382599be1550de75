import * as z from 'zod';
import {
  blockCampaign,
  type CampaignRow,
  findCampaign,
  listCampaigns,
} from '../../campaigns/campaigns.ts';
import { ApiError } from '../http/api-error.ts';
import { readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type Campaign, campaignPageSchema, campaignSchema } from '../schemas/campaign.ts';
import { addressText, byId, id, page, paging, shortText } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such campaign.');

export const campaignRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/campaigns',
    operation: 'listCampaigns',
    summary: 'Campaigns: three addresses or more that attack alike, the most recent first',
    access: 'read',
    query: z.object({
      ...paging,
      app: id.optional(),
      address: addressText.optional().describe('Only those that this address took part in.'),
    }),
    result: page(campaignSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, app, address } }) {
      const filter = { appId: app, address };
      const found = await listCampaigns(store, asker, filter, limit, readCursor(cursor));
      return shown(found, showCampaign);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/campaigns/{id}',
    operation: 'getCampaign',
    summary: 'One campaign: what its addresses share, and whom to keep out',
    access: 'read',
    params: byId,
    result: campaignPageSchema,
    async handle({ console: { store }, asker, params }) {
      const found = await findCampaign(store, asker, params.id);
      if (found === undefined) throw notFound();
      const { campaign, routes, suspects, ...rest } = found;
      return {
        ...showCampaign(campaign),
        ...rest,
        routes: [...routes],
        suspects: [...suspects],
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/campaigns/{id}/block',
    operation: 'blockCampaign',
    summary: 'Blocks all whom a campaign comes from at once, critical addresses left out',
    access: 'decide',
    params: byId,
    body: z.object({
      reason: shortText,
      seconds: z
        .number()
        .int()
        .min(60)
        .max(366 * 86_400),
    }),
    status: 201,
    result: z.object({ ids: z.array(id) }),
    async handle({ console: { store }, asker, params, body: { reason, seconds } }) {
      const end = new Date(Date.now() + seconds * 1_000);
      const ids = await blockCampaign(store, asker, params.id, { reason, end });
      if (ids === undefined) throw notFound();
      return { ids: [...ids] };
    },
  }),
];

function showCampaign(row: CampaignRow): Campaign {
  return {
    id: row.id,
    appId: row.app_id,
    app: row.app,
    environment: row.environment,
    detection: row.detection,
    shape: row.shape,
    userAgent: row.user_agent,
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    addresses: row.addresses,
  };
}
