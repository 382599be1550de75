import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Sender } from '@castellan/check';
import { classifyAddress } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';

/** Where the owner of a site puts the run's token. */
export const proofPath = '/.well-known/castellan-attack.txt';
const tokenFile = 'proof-token';

/**
 * The address behind a URL, once it is known to be the operator's own: it is this machine, or it shows
 * the token that was made here. Throws `UsageError` for every other host, before anything else is sent.
 */
export async function ownAddress(url: URL, out: string): Promise<string> {
  const { address } = await lookup(url.hostname.replace(/^\[|\]$/g, '')).catch(() => {
    throw new UsageError(`${url.hostname} is not found`);
  });
  if (isLoopback(address)) return address;
  const token = tokenIn(out);
  if (await showsToken(url, address, token)) return address;
  throw new UsageError(
    `${url.host} is not this machine, and nothing shows that it is yours. ` +
      `Let it answer ${url.origin}${proofPath} with this line, and run this again:\n${token}`,
  );
}

function isLoopback(address: string): boolean {
  return classifyAddress(address) === 'loopback';
}

/** Made once and kept, so that it can be put on the site. */
function tokenIn(out: string): string {
  const file = path.join(out, tokenFile);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(out, { recursive: true });
  const token = `castellan-attack-${randomBytes(24).toString('base64url')}`;
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

async function showsToken(origin: URL, address: string, token: string): Promise<boolean> {
  const sender = new Sender({ origin, address, requestsPerSecond: 1, version: version() });
  try {
    const answer = await sender.send({ method: 'GET', path: proofPath, headers: {} });
    return answer.status === 200 && answer.body.trim() === token;
  } catch {
    return false;
  }
}
