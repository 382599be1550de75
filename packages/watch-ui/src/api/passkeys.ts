import type { Operations } from './operations.generated.ts';

type Made = Operations['addPasskey']['body']['passkey'];
type Used = Operations['signInByPasskey']['body']['passkey'];

/** Where passkeys can be used: on this page, at another address of this console, or not at all. */
export function passkeyPlace(): 'here' | 'nowhere' | { readonly address: string } {
  const { hostname, port } = location;
  if (hostname === '127.0.0.1' || hostname === '[::1]') {
    return { address: `http://localhost${port === '' ? '' : `:${port}`}` };
  }
  const isKnown =
    'PublicKeyCredential' in globalThis && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
  return isKnown ? 'here' : 'nowhere';
}

/** Has the browser make a passkey. Throws with words that can be shown. */
export async function makePasskey(options: Operations['beginPasskey']['result']): Promise<Made> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as never);
  return asJson<Made>(await inWords(navigator.credentials.create({ publicKey })));
}

/** Has the browser use one. Throws with words that can be shown. */
export async function takePasskey(options: Operations['askPasskey']['result']): Promise<Used> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return asJson<Used>(await inWords(navigator.credentials.get({ publicKey })));
}

function asJson<Answer>(credential: Credential | null): Answer {
  return (credential as PublicKeyCredential).toJSON() as Answer;
}

async function inWords(asked: Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await asked;
  } catch (error) {
    throw new Error(wordsFor(error), { cause: error });
  }
}

function wordsFor(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') return 'A passkey of yours is on this device already.';
  if (name === 'NotAllowedError') return 'No passkey was given, or not in time.';
  return 'The browser could not do this with a passkey.';
}
