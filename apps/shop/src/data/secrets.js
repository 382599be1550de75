/** What an attacker wants. Invented values: an exploit proves its breach by showing one of them. */
export const secrets = Object.freeze({
  /** In the database, on the keeper's account. */
  keeperApiKey: 'FLAG{keeper-api-key}',
  /** In a file beside the folders that the shop means to read. */
  vaultFile: 'FLAG{vault-file}',
  /** Behind an HTTP server that only the machine itself can reach. */
  adminToken: 'FLAG{internal-admin-token}',
  /** In the environment of the process. */
  signingKey: 'FLAG{signing-key}',
});
