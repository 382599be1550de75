import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { connectHost, localHostSource, type Source } from '@castellan/check';
import { UsageError } from '../../usage-error.ts';

/** A machine to look at, and how to let it go. */
export interface HostAt {
  readonly source: Source;
  close(): void;
}

/** This machine, or the one behind an address such as `ssh://deploy@web-1`. */
export async function hostAt(place: string | undefined): Promise<HostAt> {
  if (place === undefined) return { source: localHostSource(hostname()), close: () => undefined };
  if (!URL.canParse(place) || new URL(place).protocol !== 'ssh:') {
    const isFile = existsSync(place);
    throw new UsageError(
      isFile
        ? `${place} is a file: castellan check host --evidence ${place}`
        : `${JSON.stringify(place)} is no host: give ssh://user@host, or nothing for this one`,
    );
  }
  try {
    return await connectHost(new URL(place));
  } catch (error) {
    throw new Error(`${place} cannot be reached: ${(error as Error).message}`, { cause: error });
  }
}
