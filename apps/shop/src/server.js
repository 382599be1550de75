/**
 * The Gatehouse: a small shop, vulnerable on purpose. It listens on this machine only, keeps
 * nothing, and must never be deployed. `PORT` chooses the port (0 or none: a free one),
 * `SHOP_LABEL` the words in its banner.
 */
import { rmSync } from 'node:fs';
import { createApp } from './app.js';
import { openDatabase } from './data/database.js';
import { createFolders } from './data/folders.js';
import { secrets } from './data/secrets.js';
import { startInternalAdmin, startSupplierHost } from './neighbours.js';

process.env.SHOP_SIGNING_KEY = secrets.signingKey;

const folders = await createFolders();
process.once('exit', () => rmSync(folders.root, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'])
  process.once(signal, () => process.exit(0));

const [db, admin, supplier] = await Promise.all([
  openDatabase(),
  startInternalAdmin(),
  startSupplierHost(),
]);

const app = createApp({
  db,
  folders,
  adminPort: admin.port,
  supplierOrigin: `http://localhost:${supplier.port}`,
  label: process.env.SHOP_LABEL ?? 'unprotected',
});

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', (error) => {
  if (error) throw error;
  const address = `http://127.0.0.1:${server.address().port}`;
  console.log(`The Gatehouse is open at ${address} (internal admin on port ${admin.port})`);
  process.send?.({ ready: true, address, adminPort: admin.port });
});
