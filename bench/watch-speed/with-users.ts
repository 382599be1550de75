import type { Finding } from '@castellan/core';

/** Every third attacker is signed in, with an account of its own. */
export function withUsers(finding: Finding): Finding {
  const { request } = finding;
  if (request?.address === undefined) return finding;
  const number = Number.parseInt(request.address.split(/[.:]/).at(-1) ?? '', 16);
  if (number % 3 !== 0) return finding;
  const user = { id: `user-${request.address}`, name: `User ${number}` };
  return { ...finding, request: { ...request, user } };
}
