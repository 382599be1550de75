import type { FindingUser } from '@castellan/core';
import { originalCrypto } from '../hooks/originals.ts';
import { enforcement } from '../verdict/enforcement.ts';

/** Hexadecimal digits kept of a hash: 64 bits, enough to tell apart and too few to be a password's. */
const fingerprintChars = 16;
const sealedChars = 32;

/** The user as it may leave the process: with `userIdKey` a keyed hash in place of id and name. */
export function sealedUser(user: FindingUser): FindingUser {
  const { userIdKey } = enforcement().configuration;
  if (userIdKey === false) return user;
  return { id: `hmac:${keyedHash(userIdKey, `user\0${user.id}`).slice(0, sealedChars)}` };
}

/** Tells secrets of one kind apart; the secret cannot be had back from it. */
export function fingerprint(kind: string, secret: string): string {
  const { userIdKey } = enforcement().configuration;
  const key = userIdKey === false ? 'castellan fingerprint' : userIdKey;
  return `${kind}:${keyedHash(key, `${kind}\0${secret}`).slice(0, fingerprintChars)}`;
}

function keyedHash(key: string, text: string): string {
  return originalCrypto().createHmac('sha256', key).update(text).digest('hex');
}
