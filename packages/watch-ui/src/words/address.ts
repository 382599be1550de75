/** An address in its short form (RFC 5952): `2001:db8::17`. Any other text as it is. */
export function shortAddress(text: string): string {
  if (!/^[\da-f:.]*:[\da-f:.]*$/i.test(text)) return text;
  const { hostname = '' } = URL.parse(`http://[${text}]/`) ?? {};
  return hostname === '' ? text : hostname.slice(1, -1);
}
