import { Readable } from 'node:stream';
import * as z from 'zod';
import { evidencePublicKey } from '../../evidence/evidence-key.ts';
import { writeEvidence } from '../../evidence/write-evidence.ts';
import { ApiError } from '../http/api-error.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { id } from '../schemas/parts.ts';
import { day } from '../schemas/work.ts';

export const evidenceRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/evidence/key',
    operation: 'getEvidenceKey',
    summary: 'The public key with which packs of evidence of this console are signed (Ed25519)',
    access: 'read',
    result: z.object({ publicKey: z.string() }),
    async handle({ console: { store, alerts } }) {
      return { publicKey: await evidencePublicKey(store, alerts.vault) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/evidence',
    operation: 'exportEvidence',
    summary:
      'A pack of evidence as JSON lines: each bound to the line before by SHA-256, the last one signed. ' +
      'castellan verify-evidence checks it. The audit log goes with a pack of all apps',
    access: 'export evidence',
    query: z.object({
      from: day,
      until: day.describe('The last day, itself included.'),
      app: id.optional(),
    }),
    mediaType: 'application/jsonl',
    handle({ console: { store, alerts }, asker, query }) {
      const from = new Date(`${query.from}T00:00:00Z`);
      const until = new Date(Date.parse(`${query.until}T00:00:00Z`) + 86_400_000);
      if (from >= until) throw new ApiError('bad_request', 'The window ends before it begins.');
      const appIds = query.app === undefined ? [] : [query.app];
      const lines = writeEvidence(store, alerts.vault, asker, { from, until, appIds });
      const name = `castellan-evidence-${query.from}-${query.until}.jsonl`;
      return Promise.resolve(
        new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
          headers: {
            'content-type': 'application/jsonl; charset=utf-8',
            'content-disposition': `attachment; filename="${name}"`,
          },
        }),
      );
    },
  }),
];
