import { githubRepository } from './code-host.ts';

/** Where to report holes, as far as a person told it or the repository does: an address or a link. */
export function contactOf(
  { contact }: { readonly contact?: string },
  manifest: { readonly rest: Readonly<Record<string, unknown>> } | null,
  remotes: readonly string[] = [],
): string | undefined {
  if (contact !== undefined) return contact;
  const onGithub = githubRepository(remotes);
  if (onGithub !== undefined) return `https://github.com/${onGithub}/security/advisories/new`;
  const { email } = (manifest?.rest['bugs'] ?? {}) as { email?: unknown };
  return typeof email === 'string' && /^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(email) ? email : undefined;
}
