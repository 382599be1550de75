import { named, type NginxDirective } from './directives.ts';

/** `add_header` with the name in small letters and the value. */
export interface AddedHeader {
  readonly directive: NginxDirective;
  readonly name: string;
  readonly value: string;
  readonly isAlways: boolean;
}

const security = new Set([
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'permissions-policy',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
]);

/** What a block adds itself. */
export function headersOf(directives: readonly NginxDirective[] | undefined): AddedHeader[] {
  return named(directives, 'add_header').flatMap((directive) => {
    const [name, value, always] = directive.words;
    return name && value
      ? [
          {
            directive,
            name: name.value.toLowerCase(),
            value: value.value,
            isAlways: always?.value === 'always',
          },
        ]
      : [];
  });
}

/** Those that protect visitors, an empty value left out: it sends nothing. */
export function securityHeadersOf(
  directives: readonly NginxDirective[] | undefined,
): AddedHeader[] {
  return headersOf(directives).filter(({ name, value }) => security.has(name) && value !== '');
}
