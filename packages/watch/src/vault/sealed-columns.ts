/** Columns in which the vault's secrets stand, by table. */
export const sealedColumns: readonly (readonly [table: string, column: string])[] = [
  ['channels', 'secrets'],
  ['destinations', 'secrets'],
  ['monitors', 'secrets'],
  ['sign_in_provider', 'client_secret'],
  ['evidence_key', 'private_key'],
];
