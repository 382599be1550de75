import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords, RFC 6238, in the form that every authenticator app takes. */
const stepMs = 30_000;
const digits = 6;
/** Steps that a clock may be off, either way. */
const skew = 1;
/** Used steps that are remembered: far more than anybody signs in while one code is good. */
const keptSteps = 32;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret in base32 (RFC 4648): 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

/** What a QR code holds. */
export function totpUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32Bytes(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  const number = hash.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function totpStep(nowMs: number): number {
  return Math.floor(nowMs / stepMs);
}

/**
 * The step that a code belongs to, when it is one of now: a code that was used, or one before it, is
 * not taken again (RFC 6238 §5.2). What was used while the clock was ahead keeps nobody out once it
 * is right again, and counts as used when its time comes.
 */
export function matchingStep(
  secret: string,
  code: string,
  usedSteps: readonly number[],
  nowMs: number,
): number | undefined {
  const given = Buffer.from(code);
  const now = totpStep(nowMs);
  const lastStep = Math.max(0, ...usedSteps.filter((step) => step <= now + skew));
  for (let step = now - skew; step <= now + skew; step += 1) {
    const right = Buffer.from(totpCode(secret, step));
    if (step > lastStep && given.length === right.length && timingSafeEqual(given, right))
      return step;
  }
  return undefined;
}

/** What is remembered once a code of this step was taken. */
export function withUsed(usedSteps: readonly number[], step: number): number[] {
  return [...usedSteps, step].slice(-keptSteps);
}

function base32Bytes(text: string): Buffer {
  const bits = Array.from(text)
    .map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
