import type { Network } from '@castellan/core';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Store } from '../store/schema.ts';
import type { Vault } from '../vault/vault.ts';

/** What telling people works with. */
export interface AlertContext {
  readonly store: Store;
  readonly vault: Vault;
  /** Where the links of alerts lead. */
  readonly publicUrl: URL;
  /** Inner networks that the operator lets alerts go to. */
  readonly innerNetworks: readonly Network[];
  readonly gazetteer: Gazetteer;
}
