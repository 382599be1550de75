/** A repository and a commit as npm writes them: `git+ssh://git@host/path#commit`. */
export function gitAddress(repository: string, commit: string): string {
  const short = /^(?:[^@/]+@)?[^/:]+:(?!\/)/.test(repository);
  const address = short ? `ssh://${repository.replace(':', '/')}` : repository;
  return `${address.startsWith('git') ? '' : 'git+'}${address}#${commit}`;
}

/** A digest in hexadecimal, as lockfiles write others: `sha512-…` in base64. */
export function integrityOfHex(hex: string): string | undefined {
  const algorithm = { 40: 'sha1', 64: 'sha256', 96: 'sha384', 128: 'sha512' }[hex.length];
  if (algorithm === undefined || !/^[0-9a-f]+$/i.test(hex)) return undefined;
  return `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`;
}

/** Whether a request of a lockfile is about an archive on this disk; a folder has nothing to pin. */
export function isLocalArchive(request: string): boolean {
  return /\.(tgz|tar\.gz|tar)$/.test(request);
}
