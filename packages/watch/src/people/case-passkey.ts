import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type {
  NewPasskeyAnswer,
  PasskeyAnswer,
  PasskeyCreation,
  PasskeyRequest,
} from './passkey-answers.ts';

/** What an attacker, or a browser that does not keep to the rules, does otherwise. */
export interface Twist {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly isUnverified?: boolean;
  readonly type?: string;
  readonly isForged?: boolean;
  /** Bytes of CBOR instead of a statement about nobody. */
  readonly statement?: Buffer;
}

/** An authenticator with one passkey, made of the same pieces as a real one's. */
export class CasePasskey {
  readonly id: Buffer = randomBytes(32);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  #userHandle = '';
  counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  create({ challenge, rp, user }: PasskeyCreation, twist: Twist = {}): NewPasskeyAnswer {
    if (this.#userHandle === '') this.#userHandle = user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = [Buffer.alloc(16), length, this.id, this.#coseKey()];
    const data = Buffer.concat([this.#data(rp.id, 0x40, twist), ...credential]);
    const statement = twist.statement ?? cbor(['fmt', text('none'), 'attStmt', Buffer.of(0xa0)]);
    const object = Buffer.concat([Buffer.of(0xa3), statement, text('authData'), bytes(data)]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, twist).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  get({ challenge, rpId }: PasskeyRequest, twist: Twist = {}): PasskeyAnswer {
    const client = this.#clientData('webauthn.get', challenge, twist);
    const data = this.#data(rpId, 0, twist);
    const hash = createHash('sha256').update(client).digest();
    const { privateKey } = twist.isForged
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : this.#keys;
    return {
      ...this.#named(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, hash]), privateKey).toString('base64url'),
        userHandle: twist.userHandle ?? this.#userHandle,
      },
    };
  }

  #named(): { id: string; rawId: string; type: 'public-key' } {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key' };
  }

  #clientData(type: string, challenge: string, twist: Twist): Buffer {
    const { origin = this.#origin } = twist;
    const said = { type: twist.type ?? type, challenge: twist.challenge ?? challenge, origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: false }));
  }

  /** Hash of whom it is for, flags (present, verified, and what is given), counter. */
  #data(rpId: string, flag: number, twist: Twist): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(twist.counter ?? (this.counter += 1));
    const flags = 0x01 | (twist.isUnverified ? 0 : 0x04) | flag;
    const hash = createHash('sha256')
      .update(twist.rpId ?? rpId)
      .digest();
    return Buffer.concat([hash, Buffer.of(flags), counter]);
  }

  /** ES256 on P-256: kty 2, alg -7, crv 1, x, y. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.of(0x22),
      bytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

/** Pieces of CBOR, as far as an authenticator's answer needs them. */
export function cbor(parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)));
}

export function text(value: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + value.length), Buffer.from(value)]);
}

export function bytes(value: Buffer): Buffer {
  const { length } = value;
  const head = length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
