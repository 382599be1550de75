import * as z from 'zod';
import { defineRoute, type Route } from '../http/route.ts';

export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/health',
    operation: 'getHealth',
    summary: 'Whether watch and its database answer',
    access: 'anyone',
    result: z.object({ status: z.literal('ok') }),
    async handle({ console: { store } }) {
      await store.selectFrom('policy').select('version').executeTakeFirstOrThrow();
      return { status: 'ok' } as const;
    },
  }),
];
