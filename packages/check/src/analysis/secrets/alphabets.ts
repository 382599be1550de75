/** Signs that a run of a token may hold, by the letter that templates use. */
const members: Readonly<Record<string, string>> = {
  A: 'A-Za-z0-9',
  a: 'a-z0-9',
  U: 'A-Z0-9',
  L: 'A-Za-z',
  d: '0-9',
  h: '0-9a-f',
  H: '0-9a-fA-F',
  b: 'A-Za-z0-9_-',
  B: 'A-Za-z0-9+/',
  e: 'A-Za-z0-9+/=_-',
  w: 'A-Za-z0-9_',
  R: 'A-Z2-7',
  r: 'a-z2-7',
  v: 'A-Za-z0-9._-',
  t: 'A-Za-z0-9._~-',
  K: '02-9AC-HJ-NP-Z',
};

/** For each ASCII code whether the alphabet holds it. */
export type Alphabet = Uint8Array;

const alphabets = new Map(Object.entries(members).map(([name, text]) => [name, tableOf(text)]));

/** The alphabet of a letter. Throws for a letter that stands for none. */
export function alphabetOf(letter: string): Alphabet {
  const found = alphabets.get(letter);
  if (!found) throw new RangeError(`there is no alphabet ${letter}`);
  return found;
}

/** Every sign of the alphabet of a letter, in order of code. */
export function signsOf(letter: string): string[] {
  return [...alphabetOf(letter)].flatMap((isIn, code) =>
    isIn === 1 ? [String.fromCharCode(code)] : [],
  );
}

function tableOf(text: string): Alphabet {
  const pattern = new RegExp(`^[${text}]$`);
  return Uint8Array.from({ length: 128 }, (_, code) =>
    pattern.test(String.fromCharCode(code)) ? 1 : 0,
  );
}

/** True when the code is an ASCII sign of the alphabet. */
export function isIn(alphabet: Alphabet, code: number): boolean {
  return code < 128 && alphabet[code] === 1;
}
