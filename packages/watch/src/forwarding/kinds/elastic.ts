import * as z from 'zod';
import { jsonLine } from '../../exports/export-format.ts';
import { ecsDocument, ecsNote } from '../../exports/kinds/ecs.ts';
import {
  type BatchVerdict,
  defineForwardKind,
  type Forwarded,
  type ForwardKind,
} from '../forward-kind.ts';
import { headersOf, httpSettings } from '../http-settings.ts';

const mediaType = 'application/x-ndjson';
/** Only what is needed of the answer, which is else longer than what was sent. */
const answerFields = 'errors,items.*.status,items.*.error.type,items.*.error.reason';

/** `create` under an id of ours: what is there already is not written twice, data streams take it too. */
export const forwarding: ForwardKind = defineForwardKind({
  kind: 'elastic',
  title: 'Elasticsearch or OpenSearch',
  hint: 'Written by _bulk in ECS. The address is that of the cluster; Authorization is ApiKey … or Basic ….',
  docs: 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk',
  settings: httpSettings.extend({
    index: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .regex(/^[a-z0-9][a-z0-9._-]*$/, 'small letters, digits, full stops, hyphens')
      .default('logs-castellan-default')
      .meta({ title: 'Index or data stream', place: true }),
  }),
  pack: (batch, { url, index, authorization }) => ({
    via: 'http',
    url: bulkUrl(url, index),
    headers: headersOf(mediaType, authorization),
    body: batch.map(actionOf).join(''),
    judge,
  }),
});

function bulkUrl(base: string, index: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${index}/_bulk`;
  url.searchParams.set('filter_path', answerFields);
  return url.href;
}

function actionOf(one: Forwarded): string {
  const id = one.source === 'event' ? one.event.id : one.note.id;
  const document = one.source === 'event' ? ecsDocument(one.event) : ecsNote(one.note);
  return jsonLine({ create: { _id: id } }) + jsonLine(document);
}

interface Item {
  readonly status?: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

/** Too busy or broken: all is sent again. Refused for good: counted, and the rest goes on. */
function judge(answer: string): BatchVerdict {
  let read: { errors?: boolean; items?: Record<string, Item>[] };
  try {
    read = JSON.parse(answer) as typeof read;
  } catch {
    return { isTaken: false, problem: 'answered something else than a _bulk does' };
  }
  if (read.errors === false) return { isTaken: true, refused: 0 };
  if (read.errors !== true || !Array.isArray(read.items)) {
    return { isTaken: false, problem: 'answered something else than a _bulk does' };
  }
  const items = read.items.flatMap((one) => Object.values(one));
  const later = items.find(({ status = 500 }) => status === 429 || status >= 500);
  if (later !== undefined) return { isTaken: false, problem: reasonOf(later) };
  // 409: it is there already.
  const refused = items.filter(({ status = 500 }) => status >= 400 && status !== 409);
  const [first] = refused;
  if (first === undefined) return { isTaken: true, refused: 0 };
  const problem = `refused ${refused.length} for good: ${reasonOf(first)}`;
  return { isTaken: true, refused: refused.length, problem };
}

function reasonOf({ status, error }: Item): string {
  return `${status ?? ''} ${error?.type ?? ''} ${error?.reason ?? ''}`.trim().slice(0, 300);
}
