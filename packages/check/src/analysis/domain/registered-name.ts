import { getDomain } from 'tldts';

/** What somebody registered of a name, by the public suffix list; the name itself where that is unclear. */
export function registeredName(name: string): string {
  return getDomain(name, { allowPrivateDomains: false }) ?? name;
}

/** `a.b.example.com`, `b.example.com`, `example.com`: from the name up to the one that was registered. */
export function namesUpwards(name: string, registered: string): string[] {
  const labels = name.split('.');
  const above = labels.map((_, index) => labels.slice(index).join('.'));
  return above.slice(0, labels.length - registered.split('.').length + 1);
}
