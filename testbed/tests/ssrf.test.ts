import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { metadataAttacks, ssrfCases } from '../cases/ssrf.ts';
import { startApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { testApp } from '../harness/test-app.ts';
import { variantFile } from '../harness/variants.ts';
import { startInternalService } from '../servers/internal-service.ts';

const service = await startInternalService();
after(() => service.stop());

testApp(ssrfCases(service));

it('opens no connection to a metadata service, by any client', async () => {
  const file = variantFile('ssrf/app', 'esm');
  const app = await startApp({ file, node: appNode, isGuarded: true });
  try {
    for (const { request } of metadataAttacks) assert.equal((await app.send(request)).status, 403);
    assert.deepEqual(await app.send({ path: '/tried' }), { status: 200, text: '' });
  } finally {
    await app.stop();
  }
});
