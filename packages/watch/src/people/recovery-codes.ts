import { randomBytes } from 'node:crypto';

const count = 10;
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Each 80 random bits, without characters that are read for one another. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: count }, () =>
    [...randomBytes(16)].map((byte) => alphabet[byte & 31]).join(''),
  );
}
