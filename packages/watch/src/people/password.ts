import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Argon2id (RFC 9106) with the least cost that OWASP's cheat sheet of 2025 names: 19 MiB, two passes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const saltBytes = 16;
const format = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

type Cost = Omit<typeof cost, 'tagLength'> | Readonly<Record<keyof typeof cost, number>>;
const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: object) => Promise<Buffer>;

export const minPasswordChars = 12;
/** Longer ones would only cost time; NFKC, so that one password typed on two keyboards is one. */
export const maxPasswordChars = 256;

/** The password as it is stored: a PHC string, with salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const tag = await derive('argon2id', { ...cost, message: bytesOf(password), nonce });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/**
 * Whether it is the password that was stored. Without one that was stored (no such account) it
 * takes as long and answers no, so that the time does not tell which accounts exist.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const match = format.exec(stored ?? decoy);
  if (match === null) return false;
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const parameters: Cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  };
  const nonce = Buffer.from(salt, 'base64');
  const actual = await derive('argon2id', { ...parameters, message: bytesOf(password), nonce });
  return timingSafeEqual(actual, expected) && stored !== undefined;
}

const decoy = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(saltBytes))}$${base64(Buffer.alloc(cost.tagLength))}`;

function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'));
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
