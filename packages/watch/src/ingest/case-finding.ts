import { randomUUID } from 'node:crypto';
import type { Finding } from '@castellan/core';
import { caseFinding as sameFinding } from '@castellan/core/cases';
import { addApp } from '../apps/apps.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { IngestScope } from '../people/tokens.ts';
import type { Store } from '../store/schema.ts';
import { eventRow, type EventRow } from './event-row.ts';

const ada = {
  kind: 'person',
  name: 'Ada',
  role: 'owner',
  apps: undefined,
  address: '127.0.0.1',
} as const;

/** An app of its own for a test. */
export async function caseScope(store: Store, name: string = randomUUID()): Promise<IngestScope> {
  const id = await addApp(store, { ...ada, id: randomUUID() }, name);
  if (id === undefined) throw new Error(`there is an app ${name}`);
  return { tokenId: randomUUID(), appId: id, app: name, environment: 'test' };
}

/** A finding of its own that was made just now, with what the test is about in place of the defaults. */
export function caseFinding(part: Partial<Finding> = {}): Finding {
  return sameFinding({
    id: randomUUID(),
    time: new Date().toISOString(),
    app: 'as the app says',
    environment: 'as the app says',
    request: caseRequest('203.0.113.7'),
    ...part,
  });
}

export function caseRequest(
  address: string,
  route = '/users/:id',
): NonNullable<Finding['request']> {
  return { id: 'r1', method: 'GET', route, path: '/users/1', address, userAgent: 'curl/8' };
}

/** Findings as rows that arrive now. */
export function caseRows(
  scope: IngestScope,
  findings: readonly Finding[],
  gazetteer?: Gazetteer,
): EventRow[] {
  return findings.map((finding) => eventRow(finding, scope, new Date(), gazetteer));
}
