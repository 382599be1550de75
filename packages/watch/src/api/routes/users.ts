import * as z from 'zod';
import { listUsers, type UserRow } from '../../users/list-users.ts';
import { pointsNow, scoreOf, type Signal } from '../../users/risk.ts';
import { changeRiskSettings, readRiskSettings } from '../../users/risk-settings.ts';
import { userProfile } from '../../users/user-profile.ts';
import { ApiError } from '../http/api-error.ts';
import { readCursor, shown } from '../http/paging.ts';
import { requireAllApps } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { addressText, id, page, paging } from '../schemas/parts.ts';
import {
  riskSettingsSchema,
  riskThreshold,
  riskWeightsSchema,
  type User,
  type UserProfile,
  userProfileSchema,
  userSchema,
} from '../schemas/user.ts';

const userId = z.string().min(1).max(256);
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
      const { weights } = await readRiskSettings(store);
      return shown(found, (row) => showUser(row, now, weights.halfLifeDays));
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
      const { weights } = await readRiskSettings(store);
      return showProfile(found, weights.halfLifeDays);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/user-risk',
    operation: 'getUserRisk',
    summary: 'What counts how much in a user’s risk, and when people are told of it',
    access: 'read',
    result: riskSettingsSchema,
    handle: ({ console: { store } }) => readRiskSettings(store),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/user-risk',
    operation: 'setUserRisk',
    summary: 'Sets what is given of it. All scores are reckoned anew; nobody is told of that',
    access: 'manage channels',
    body: z.object({
      threshold: riskThreshold.optional(),
      weights: riskWeightsSchema.partial().optional(),
    }),
    async handle({ console: { store }, asker, body }) {
      requireAllApps(asker);
      await changeRiskSettings(store, asker, body);
      return undefined;
    },
  }),
];

function showUser(row: UserRow, now: Date, halfLifeDays: number): User {
  return {
    appId: row.app_id,
    userId: row.user_id,
    ...(row.name !== null && { name: row.name }),
    score: scoreOf(row.risk, now, halfLifeDays),
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    events: row.events,
    blocked: row.blocked,
  };
}

function showProfile(
  { user, signals, sources, scores }: NonNullable<Awaited<ReturnType<typeof userProfile>>>,
  halfLifeDays: number,
): UserProfile {
  const now = new Date();
  const parts = signals.map(({ kind, subject, times, at, points }) => ({
    kind: kind as Signal['kind'],
    subject,
    times,
    at: at.toISOString(),
    points: tenths(points),
    pointsNow: tenths(pointsNow({ points, at }, now, halfLifeDays)),
  }));
  return {
    ...showUser(user, now, halfLifeDays),
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
