import { named, type NginxDirective } from './directives.ts';

/** Files that distributions, nginx and Certbot bring, of which it is known that they set these things alone. */
const usual =
  /(^|\/)(mime\.types|fastcgi(_params|\.conf)|proxy_params|scgi_params|uwsgi_params|options-ssl-nginx\.conf|snippets\/(fastcgi-php|snakeoil)\.conf)$/;

/** Whether what is included says nothing but what such files say: parameters of a protocol, types, TLS. */
export function includesOnly(directives: readonly NginxDirective[] | undefined): boolean {
  return named(directives, 'include').every(({ words }) => usual.test(words[0]?.value ?? ''));
}
