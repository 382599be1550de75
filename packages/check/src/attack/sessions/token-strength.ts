/** What is wrong with the tokens of several sign-ins, or nothing. */
export interface TokenFault {
  readonly what: 'repeats' | 'counts' | 'short';
  readonly reason: string;
}

/** Guessing fewer bits than these takes no more than patience. OWASP asks for 64 at the least. */
const leastBits = 64;

/**
 * Judges tokens in the order in which they were given out: none may come twice, count up, or be short.
 * What a token is worth is what differs between them; a JSON web token is worth its signature, and two of
 * one second are the same by right.
 */
export function faultOf(tokens: readonly string[]): TokenFault | undefined {
  if (tokens.every((token) => jwtParts(token) !== undefined)) return undefined;
  if (new Set(tokens).size < tokens.length)
    return { what: 'repeats', reason: 'two sign-ins get the same token' };
  const parts = varyingParts(tokens);
  if (isCounting(parts))
    return { what: 'counts', reason: 'tokens count up from one sign-in to the next' };
  const bits = Math.max(0, ...parts.map(bitsOf));
  if (bits >= leastBits) return undefined;
  return {
    what: 'short',
    reason: `of a token about ${Math.round(bits)} bits differ, and ${leastBits} are the least`,
  };
}

/** Head, claims and signature of a JSON web token. */
export function jwtParts(
  token: string,
): { head: string; claims: string; signature: string } | undefined {
  const [, head, claims, signature] = /^(ey[\w-]+)\.(ey[\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  return head === undefined || claims === undefined || signature === undefined
    ? undefined
    : { head, claims, signature };
}

/** The tokens without what all of them begin and end with. */
function varyingParts(tokens: readonly string[]): string[] {
  const [first = '', ...rest] = tokens;
  if (rest.length === 0) return [first];
  const shared = (at: (text: string, index: number) => string | undefined): number => {
    let length = 0;
    while (length < first.length && rest.every((one) => at(one, length) === at(first, length)))
      length += 1;
    return length;
  };
  const start = shared((text, index) => text[index]);
  const end = shared((text, index) => text[text.length - 1 - index]);
  return tokens.map((token) => token.slice(start, Math.max(start, token.length - end)));
}

/** Numbers, decimal or hexadecimal, that grow by little. */
function isCounting(parts: readonly string[]): boolean {
  if (parts.length < 3 || !parts.every((part) => /^[0-9a-f]{1,15}$/i.test(part))) return false;
  const base = parts.every((part) => /^\d+$/.test(part)) ? 10 : 16;
  const numbers = parts.map((part) => Number.parseInt(part, base));
  return numbers.every(
    (number, at) => at === 0 || (number > numbers[at - 1]! && number - numbers[at - 1]! < 1_000),
  );
}

/** How much a text can hold at most, by the signs that stand in it. */
function bitsOf(text: string): number {
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/^\d*$/, 10],
    [/^[0-9a-f]*$/i, 16],
    [/^[0-9a-z]*$/, 36],
    [/^[0-9A-Za-z]*$/, 62],
  ];
  const signs = kinds.find(([kind]) => kind.test(text))?.[1] ?? 64;
  return text.length * Math.log2(signs);
}
