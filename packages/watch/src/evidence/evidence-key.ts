import { newEvidenceKey } from '@castellan/core/evidence';
import type { Store } from '../store/schema.ts';
import type { Vault } from '../vault/vault.ts';

const place = 'evidence key';

/** The public key of this console's packs, in base64; made at the first use. */
export async function evidencePublicKey(store: Store, vault: Vault): Promise<string> {
  return (await keyRow(store, vault)).public_key;
}

/** The private key, in PEM. */
export async function evidencePrivateKey(store: Store, vault: Vault): Promise<string> {
  return vault.unseal((await keyRow(store, vault)).private_key, place);
}

async function keyRow(
  store: Store,
  vault: Vault,
): Promise<{ readonly public_key: string; readonly private_key: Buffer }> {
  const read = () => store.selectFrom('evidence_key').selectAll().executeTakeFirst();
  const known = await read();
  if (known !== undefined) return known;
  const { privatePem, publicKey } = newEvidenceKey();
  await store
    .insertInto('evidence_key')
    .values({ public_key: publicKey, private_key: vault.seal(privatePem, place) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await read();
  if (made === undefined) throw new Error('the key of evidence was not kept');
  return made;
}
