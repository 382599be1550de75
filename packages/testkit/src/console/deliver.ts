import assert from 'node:assert/strict';
import type { Finding } from '@castellan/core';
import type { ApiClient } from '../watch/api-client.ts';

/** Makes an app, and the token with which it delivers. */
export async function appWithToken(
  client: ApiClient,
  name: string = 'shop',
): Promise<{ readonly app: string; readonly token: string }> {
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
  const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app,
    environment: 'production',
    name,
  });
  return { app, token };
}

/** Hands findings over as guard does; all of them must be taken. */
export async function deliver(
  url: string,
  token: string,
  findings: readonly Finding[],
): Promise<void> {
  const response = await fetch(`${url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: findings.map((finding) => JSON.stringify({ finding })).join('\n'),
  });
  const told = (await response.json()) as { rejected?: number; reasons?: string[] };
  assert.deepEqual([response.status, told.rejected], [200, 0], JSON.stringify(told));
}
