import * as z from 'zod';
import { listUsers, type UserRow } from '../../users/list-users.ts';
import { halfLifeDays, pointsNow, scoreOf, type Signal } from '../../users/risk.ts';
import { riskThreshold, setRiskThreshold } from '../../users/risk-settings.ts';
import { userProfile } from '../../users/user-profile.ts';
import { ApiError } from '../http/api-error.ts';
import { readCursor, shown } from '../http/paging.ts';
import { requireAllApps } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { addressText, id, page, paging } from '../schemas/parts.ts';
import { type User, type UserProfile, userProfileSchema, userSchema } from '../schemas/user.ts';

const userId = z.string().min(1).max(256);
const threshold = z
  .int()
  .min(1)
  .max(100)
  .describe('By how much a score must rise within 24 hours for people to be told.');

export const userRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/users',
    operation: 'listUsers',
    summary: 'Users of the apps whom findings name, those at most risk first',
    access: 'read',
    query: z.object({
      ...paging,
      app: id.optional(),
      user: userId.optional(),
      address: addressText.optional().describe('Only users who were seen from this address.'),
    }),
    result: page(userSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, app, ...rest } }) {
      const now = new Date();
      const filter = { ...rest, appId: app };
      const found = await listUsers(store, asker, filter, limit, readCursor(cursor));
      return shown(found, (row) => showUser(row, now));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/users/{user}',
    operation: 'getUser',
    summary: 'One user of an app, with what the score is made of',
    access: 'read',
    params: z.object({ user: userId }),
    query: z.object({ app: id }),
    result: userProfileSchema,
    async handle({ console: { store }, asker, params: { user }, query: { app } }) {
      const found = await userProfile(store, asker, app, user);
      if (found === undefined) throw new ApiError('not_found', 'No finding names such a user.');
      return showProfile(found);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/user-risk',
    operation: 'getUserRisk',
    summary: 'When people are told of a user at risk',
    access: 'read',
    result: z.object({ threshold }),
    handle: async ({ console: { store } }) => ({ threshold: await riskThreshold(store) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/user-risk',
    operation: 'setUserRisk',
    summary: 'Sets when people are told of a user at risk',
    access: 'manage channels',
    body: z.object({ threshold }),
    async handle({ console: { store }, asker, body }) {
      requireAllApps(asker);
      await setRiskThreshold(store, asker, body.threshold);
      return undefined;
    },
  }),
];

function showUser(row: UserRow, now: Date): User {
  return {
    appId: row.app_id,
    userId: row.user_id,
    ...(row.name !== null && { name: row.name }),
    score: scoreOf(row.risk, now),
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    events: row.events,
    blocked: row.blocked,
  };
}

function showProfile({
  user,
  signals,
  sources,
  scores,
}: NonNullable<Awaited<ReturnType<typeof userProfile>>>): UserProfile {
  const now = new Date();
  const parts = signals.map(({ kind, subject, times, at, points }) => ({
    kind: kind as Signal['kind'],
    subject,
    times,
    at: at.toISOString(),
    points: tenths(points),
    pointsNow: tenths(pointsNow({ points, at }, now)),
  }));
  return {
    ...showUser(user, now),
    parts: parts.toSorted((a, b) => b.pointsNow - a.pointsNow),
    sources: sources.map(({ kind, value, first_seen, last_seen, events }) => ({
      kind: kind === 'token' ? 'token' : 'address',
      value,
      firstSeen: first_seen.toISOString(),
      lastSeen: last_seen.toISOString(),
      events,
    })),
    scores: scores.map(({ hour, score }) => ({ hour: hour.toISOString(), score })),
    halfLifeDays,
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
