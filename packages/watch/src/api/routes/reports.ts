import { reportLimits, type ReportAnswer } from '@castellan/core';
import { sentReportSchema } from '@castellan/core/wire';
import * as z from 'zod';
import { storeReport } from '../../reports/store-report.ts';
import { ApiError } from '../http/api-error.ts';
import { readBody } from '../http/read-body.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { id } from '../schemas/parts.ts';

const busySeconds = 2;

const answer: z.ZodType<ReportAnswer> = z.object({
  id,
  isKnown: z.boolean().describe('The same report was there already, and nothing changed.'),
  opened: z.number(),
  reopened: z.number(),
  verified: z.number(),
});

export const reportRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/reports',
    operation: 'sendReport',
    summary:
      'Takes a report of castellan check, as --json prints it, for the app of the ingest token',
    access: 'ingest',
    status: 201,
    result: answer,
    async handle({ c, console: { store, gate }, asker }) {
      if (!gate.hasRoom()) throw new ApiError('busy', 'Too many deliveries wait.', busySeconds);
      const body = await readBody(c, reportLimits.bytes);
      const waitSeconds = gate.charge(asker.tokenId, body.length);
      if (waitSeconds > 0)
        throw new ApiError('too_many', 'This token delivers more than it may.', waitSeconds);
      const report = sentReportSchema.safeParse(jsonIn(body));
      if (!report.success) {
        const problem = z
          .prettifyError(report.error)
          .replace(/\s*\n\s*/g, ' ')
          .slice(0, 500);
        throw new ApiError('bad_request', `This is no report of castellan check: ${problem}`);
      }
      return gate.pass(() => storeReport(store, asker, report.data));
    },
  }),
];

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new ApiError('bad_request', 'The body is not valid JSON.');
  }
}
