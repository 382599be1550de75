import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WatchError } from '../words/watch-error.ts';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** Of the key's digest, stored before each secret, so that a wrong key is told from damage. */
const idBytes = 4;

/**
 * Keeps secrets unreadable in the database and its backups: AES-256-GCM, with a key in a file that
 * only watch's user can read (NIST SP 800-38D; a random nonce each time). A secret is bound to its
 * place, so that it cannot be moved to another one.
 */
export class Vault {
  readonly #file: string;
  #key: Buffer | undefined;

  /** The key is made at the first use. */
  constructor(directory: string) {
    this.#file = join(directory, 'secrets-key');
  }

  seal(secret: string, place: string): Buffer {
    const key = this.#open();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([idOf(key), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws `WatchError` when it was sealed with another key, for another place, or is damaged. */
  unseal(sealed: Buffer, place: string): string {
    const key = this.#open();
    if (!sealed.subarray(0, idBytes).equals(idOf(key))) {
      throw new WatchError(
        `its secrets were stored with another key than ${this.#file}: bring that key back, or give them anew`,
      );
    }
    const nonce = sealed.subarray(idBytes, idBytes + nonceBytes);
    const tag = sealed.subarray(idBytes + nonceBytes, idBytes + nonceBytes + tagBytes);
    try {
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(place))
        .setAuthTag(tag);
      const secret = cipher.update(sealed.subarray(idBytes + nonceBytes + tagBytes));
      return Buffer.concat([secret, cipher.final()]).toString('utf8');
    } catch (cause) {
      throw new WatchError('its secrets cannot be read: they were changed outside of watch', {
        cause,
      });
    }
  }

  #open(): Buffer {
    this.#key ??= readKey(this.#file);
    return this.#key;
  }
}

function readKey(file: string): Buffer {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o755 });
  try {
    writeFileSync(file, `${randomBytes(keyBytes).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new WatchError(`${file} can be read by others: chmod 600 it, and give new secrets`);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes) {
    throw new WatchError(`${file} holds no key of ${keyBytes} bytes in base64`);
  }
  return key;
}

/** Which key it is, as it stands before each secret that was sealed with it; of a key as its file holds it. */
export function keyIdOf(key: string): string {
  return idOf(Buffer.from(key.trim(), 'base64')).toString('hex');
}

function idOf(key: Buffer): Buffer {
  return createHash('sha256')
    .update('castellan secrets key')
    .update(key)
    .digest()
    .subarray(0, idBytes);
}
