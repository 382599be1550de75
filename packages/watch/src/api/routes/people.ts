import * as z from 'zod';
import { scopeProblem } from '../../people/app-scope.ts';
import { record } from '../../people/audit.ts';
import { changePassword, changePerson, setPassword } from '../../people/change-person.ts';
import { addPerson, listPeople } from '../../people/people.ts';
import { providerInUse } from '../../providers/provider-settings.ts';
import { pageOf } from '../../store/cursor.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { requireSession } from '../http/passkey-use.ts';
import { readCursor, shown } from '../http/paging.ts';
import { requireProof } from '../http/require-proof.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { renew } from '../http/sign-in.ts';
import {
  auditEntrySchema,
  email,
  password,
  personSchema,
  role,
  someApps,
} from '../schemas/person.ts';
import { byId, id, page, paging, shortText, whole } from '../schemas/parts.ts';

export const peopleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/people',
    operation: 'listPeople',
    summary: 'Everybody who may sign in',
    access: 'manage people',
    result: whole(personSchema),
    async handle({ console: { store } }) {
      const people = await listPeople(store);
      return {
        items: people.map(({ apps, createdAt, ...rest }) => ({
          ...rest,
          ...(apps && { apps: [...apps] }),
          createdAt: createdAt.toISOString(),
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/people',
    operation: 'addPerson',
    summary: 'Adds a person with a first password, or invites them to come in through the provider',
    access: 'manage people',
    body: z.object({
      email,
      name: shortText,
      role,
      apps: someApps.optional(),
      password: password
        .optional()
        .describe('Left out: they come in through the provider, with this verified address.'),
    }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      return store.transaction().execute(async (transaction) => {
        const isLost = body.password === undefined && !(await providerInUse(transaction));
        const problem = isLost
          ? 'Give a first password: there is no sign-in provider through which they could come in.'
          : await scopeProblem(transaction, body.role, body.apps);
        if (problem !== undefined) throw new ApiError('bad_request', problem);
        const added = await addPerson(transaction, body);
        if (added === undefined) throw new ApiError('conflict', 'This address is taken.');
        const { role, apps } = body;
        await record(transaction, asker, 'add person', body.email, { id: added, role, apps });
        return { id: added };
      });
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/people/{id}',
    operation: 'changePerson',
    summary:
      'Changes the role of a person, the apps that they see, or whether they may sign in. Ends their sessions',
    access: 'manage people',
    params: byId,
    body: z.object({
      role: role.optional(),
      apps: someApps.nullable().optional().describe('null: every app.'),
      isDisabled: z.boolean().optional(),
    }),
    async handle({ console: { store }, asker, params, body }) {
      idOf(
        await changePerson(store, asker, params.id, body),
        () => new ApiError('not_found', 'There is no such person.'),
      );
      return undefined;
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/session/password',
    operation: 'changePassword',
    summary: 'Changes one’s own password; ends all other sessions',
    access: 'manage own account',
    body: z.object({
      current: z
        .string()
        .max(256)
        .optional()
        .describe('Left out by whoever has none and has just come through the provider.'),
      next: password,
    }),
    async handle({ c, console, asker, body: { current, next } }) {
      if (current === undefined) {
        const secret = await requireProof(c, console, asker, { provider: true });
        await setPassword(console.store, asker, next, secret);
      } else {
        const secret = requireSession(c, console, asker);
        if (!(await changePassword(console.store, asker, { current, next }, secret)))
          throw new ApiError('wrong_credentials', 'The current password is wrong.');
      }
      await renew(c, console);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/audit',
    operation: 'listAudit',
    summary: 'Who did what, the latest first',
    access: 'read audit log',
    needsAllApps: true,
    query: z.object(paging),
    result: page(auditEntrySchema),
    async handle({ console: { store }, query: { limit, cursor } }) {
      let select = store
        .selectFrom('audit')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit + 1);
      const after = readCursor(cursor);
      if (after !== undefined) select = select.where('id', '<', after.key);
      const found = pageOf(await select.execute(), limit, ({ at, id }) => ({ at, key: id }));
      return shown(found, (row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actorKind: row.actor_kind,
        actorName: row.actor_name,
        address: row.address,
        act: row.act,
        subject: row.subject,
        details: row.details,
      }));
    },
  }),
];
