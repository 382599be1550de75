import { parse } from 'tldts';

/**
 * The domain that somebody owns and a host or address belongs to: `stripe.com` of
 * `https://api.stripe.com/v1`; `undefined` when there is none, as of an IP address or an inner name.
 */
export function vendorDomain(text: string): string | undefined {
  const plain = text.trim();
  const { hostname = '' } = URL.parse(plain.includes('://') ? plain : `https://${plain}`) ?? {};
  const { domain, isIcann } = parse(hostname);
  // An ending that no registry sells is a name of some inner network.
  return isIcann === true && domain !== null ? domain : undefined;
}

/** What to call the owner of a domain until somebody says better: `Stripe`. */
export function nameOfDomain(domain: string): string {
  const [first = domain] = domain.split('.');
  return first.charAt(0).toUpperCase() + first.slice(1);
}
