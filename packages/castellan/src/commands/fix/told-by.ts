import type { Told } from '@castellan/check';
import { UsageError } from '../../usage-error.ts';

const owner = /^@[\w.-]+(\/[\w./-]+)?$|^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const contact = /^(mailto:|https:\/\/)\S+$|^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** What the flags tell of the repository. Throws `UsageError` for what is no name, address or link. */
export function toldBy(flags: {
  readonly owner?: string | undefined;
  readonly contact?: string | undefined;
  readonly host?: string | undefined;
}): Told {
  if (flags.owner !== undefined && !owner.test(flags.owner))
    throw new UsageError(`--owner takes @user, @org/team or an address, not ${flags.owner}`);
  if (flags.contact !== undefined && !contact.test(flags.contact))
    throw new UsageError(`--contact takes an address or an https link, not ${flags.contact}`);
  const { host } = flags;
  if (host !== undefined && host !== 'github' && host !== 'gitlab')
    throw new UsageError(`--host takes github or gitlab, not ${host}`);
  return {
    ...(host !== undefined && { host }),
    ...(flags.owner !== undefined && { owner: flags.owner }),
    ...(flags.contact !== undefined && { contact: flags.contact.replace(/^mailto:/, '') }),
  };
}
