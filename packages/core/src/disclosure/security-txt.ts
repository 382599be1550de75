/** What a security.txt says (RFC 9116), as far as anything is judged by it. */
export interface SecurityTxt {
  /** Values of `Contact` that are addresses: `mailto:`, `https:` or `tel:`. */
  readonly contacts: readonly string[];
  /** Milliseconds since 1970; undefined unless there is just one `Expires`, with a date. */
  readonly expires: number | undefined;
}

/** Reads the fields of a security.txt, signed or not; lines that are none are passed over. */
export function readSecurityTxt(text: string): SecurityTxt {
  const fields = [...text.matchAll(/^([A-Za-z-]+):[ \t]*(\S[^\r\n]*)/gm)].map(
    ([, name = '', value = '']) => [name.toLowerCase(), value.trim()] as const,
  );
  const valuesOf = (wanted: string): string[] =>
    fields.filter(([name]) => name === wanted).map(([, value]) => value);
  const [date, another] = valuesOf('expires');
  const expires = date === undefined || another !== undefined ? Number.NaN : Date.parse(date);
  return {
    contacts: valuesOf('contact').filter((value) => /^(mailto|https|tel):/i.test(value)),
    expires: Number.isNaN(expires) ? undefined : expires,
  };
}
