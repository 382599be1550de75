import { Readable } from 'node:stream';
import * as z from 'zod';
import { searchEvents } from '../../events/list-events.ts';
import { type EventFilter, planSearch, type SearchPlan } from '../../events/plan-search.ts';
import { fields } from '../../events/query/fields.ts';
import { writtenEvents } from '../../exports/download.ts';
import type { ExportFormat } from '../../exports/export-format.ts';
import { exportFormats } from '../../exports/registry.generated.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { record } from '../../people/audit.ts';
import { type FacetName, summariseEvents } from '../../events/summarise-events.ts';
import type { Principal } from '../../people/principal.ts';
import type { Store } from '../../store/schema.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { readingQuery } from '../http/query-refusal.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { disposition, searchedEventsSchema } from '../schemas/incident.ts';
import { eventSummarySchema, queryFieldSchema } from '../schemas/event-summary.ts';
import { addressText, id, paging, time, whole } from '../schemas/parts.ts';

const address = addressText.optional();

/** What narrows a list of events, and every number about it. */
const filters = {
  q: z
    .string()
    .max(2_000)
    .optional()
    .describe('A query such as `detection:sql-injection severity:>=high -route:/health after:2h`.'),
  app: id.optional(),
  environment: z.string().max(100).optional(),
  incident: id.optional(),
  address,
  user: z.string().max(256).optional().describe('The id of a user; name the app as well.'),
  detection: z.string().max(256).optional(),
  disposition: disposition.optional(),
  from: time.optional(),
  until: time.optional(),
};
const filterSchema = z.object(filters);

function filterOf(query: z.output<typeof filterSchema>): EventFilter {
  return {
    query: query.q,
    appId: query.app,
    environment: query.environment,
    incidentId: query.incident,
    address: query.address,
    user: query.user,
    detection: query.detection,
    disposition: query.disposition,
    from: query.from === undefined ? undefined : new Date(query.from),
    until: query.until === undefined ? undefined : new Date(query.until),
  };
}

/** Makes the search, or says what cannot be read and where. */
async function planFor(
  store: Store,
  asker: Principal,
  query: z.output<typeof filterSchema>,
): Promise<SearchPlan> {
  return readingQuery(() => planSearch(store, asker, filterOf(query)));
}

const mostExported = 1_000_000;

export const eventRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/events',
    operation: 'listEvents',
    summary: 'Findings as the apps sent them, the latest first',
    access: 'read',
    query: z.object({ ...paging, ...filters }),
    result: searchedEventsSchema,
    async handle({ console: { store, gazetteer }, asker, query }) {
      const plan = await planFor(store, asker, query);
      const found = await searchEvents(store, plan, query.limit, readCursor(query.cursor));
      const page = shown(found, (row) => ({
        id: row.id,
        at: row.at.toISOString(),
        receivedAt: row.received_at.toISOString(),
        incidentId: row.incident_id,
        ...(row.drill_id !== null && { drillId: row.drill_id }),
        appId: row.app_id,
        whereabouts: gazetteer.ofStored(row.country, row.asn),
        finding: row.finding,
      }));
      return { ...page, ...iso('searchedBackTo', found.searchedBackTo) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/events/export',
    operation: 'exportEvents',
    summary:
      'Findings as a file in a form that others read, the latest first. One that holds less than was asked for says so in its last line',
    access: 'read',
    query: z.object({
      ...filters,
      format: z.enum(exportFormats.map(({ kind }) => kind)).default('json-lines'),
      most: z.coerce.number().int().min(1).max(mostExported).default(100_000),
    }),
    mediaType: 'application/octet-stream',
    async handle({
      console: { store, gazetteer },
      asker,
      query: { format: kind, most, ...query },
    }) {
      const format = exportFormats.find((one) => one.kind === kind) as ExportFormat;
      const plan = await planFor(store, asker, query);
      await record(store, asker, 'export events', kind, { ...query, most });
      const name = `castellan-events-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
      return new Response(
        Readable.toWeb(
          Readable.from(writtenEvents(store, plan, { format, most, gazetteer })),
        ) as ReadableStream,
        {
          headers: {
            'content-type': format.mediaType,
            'content-disposition': `attachment; filename="${name}.${format.extension}"`,
          },
        },
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/events/summary',
    operation: 'summariseEvents',
    summary: 'When what fits a search happened, and its most frequent values',
    access: 'read',
    query: filterSchema,
    result: eventSummarySchema,
    async handle({ console: { store, gazetteer }, asker, query }) {
      const found = await summariseEvents(store, await planFor(store, asker, query));
      return {
        from: found.from.toISOString(),
        until: found.until.toISOString(),
        hours: found.hours.map(({ hour, ...counts }) => ({ hour: hour.toISOString(), ...counts })),
        ...iso('countedBackTo', found.countedBackTo),
        facets: found.facets.map(({ field, values, countedBackTo }) => ({
          field,
          values: values.map((one) => ({ ...one, ...nameOf(field, one.value, gazetteer) })),
          ...iso('countedBackTo', countedBackTo),
        })),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/events/fields',
    operation: 'listQueryFields',
    summary: 'The fields that a query can name, and their values where these are few',
    access: 'read',
    result: whole(queryFieldSchema),
    handle: () =>
      Promise.resolve({
        items: fields.map(({ name, about, kind, values = [] }) => ({
          name,
          about,
          takesComparison: kind === 'severity' || name === 'time',
          values: [...values],
        })),
      }),
  }),
];

/** Autonomous systems are known to people by name. */
function nameOf(field: FacetName, value: string, { systems }: Gazetteer): { name?: string } {
  const name = field === 'asn' ? (systems?.nameOf(Number(value)) ?? '') : '';
  return name === '' ? {} : { name };
}
