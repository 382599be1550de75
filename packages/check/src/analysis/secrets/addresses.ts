import type { SecretHit } from './hit.ts';
import { isPlaceholder } from './placeholder.ts';

const mark = '://';
const maxScheme = 21;
/** The scheme that ends here. */
const schemeEnd = /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}$/i;
/** user:password@host. The password may hold `@`; all parts are bounded. */
const authority =
  /^([^\s:/@"'`<>{}$%()|,;\\]{0,64}):([^\s/"'`<>()|,;\\]{1,128})@([A-Za-z0-9._-]{1,253}|\[[0-9a-f:]+\])/i;
const databases =
  /^(postgres(ql)?|mysql2?|mariadb|mongodb(\+srv)?|rediss?|amqps?|mssql|sqlserver|jdbc|clickhouse|cockroachdb|couchdb|ldaps?|nats|kafka|neo4j(\+s)?|bolt)$/i;
const common =
  /^(pass(word|wd|wort)?|pwd|secret|(db|my|some)?user(name)?|dbadmin|admin|root|guest|postgres|mysql|mongo(db)?|redis|rabbitmq|test(ing)?|test[-_]?(pass(word)?|pw|pwd)\d*|demo|example|changeme|default|dev(elopment)?|local|token|key|api[-_]?key|x+|\*+|\.+|p|pw|foo|bar|baz|abc|123|1234|12345|123456|my-?(secret-?)?pass(word)?|supersecret|letmein|hunter2|s3cr3t|pass123|password123|your.*|some.*|the.*|any.*|<.*|\[.*|_+|a|b|c|u|x-access-token|oauth2?|git|(auth|access|account|api|secret|app)[-_]?(token|key|secret|sid|id))$/i;
const localHost =
  /^(localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal)|^(?:(?:db|database|postgres(ql)?|mysql|mariadb|mongo(db)?|redis|rabbitmq|kafka|host(name)?|server|example)$|example\.|.*\.(example|test|local|localhost|invalid|internal)$)|(^|\.)example\.(com|org|net)$/i;

const ownMachine = /^(localhost|127\.|0\.0\.0\.0|\[?::1)/i;

/** Passwords in addresses of databases, brokers and sites. */
export function addressSecretsIn(text: string): SecretHit[] {
  const hits: SecretHit[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    const from = at + mark.length;
    const match = authority.exec(text.slice(from, from + 512));
    if (!match) continue;
    const scheme = schemeEnd.exec(text.slice(Math.max(0, at - maxScheme - 1), at))?.[0];
    if (scheme === undefined) continue;
    const [, user = '', password = '', host = ''] = match;
    if (isPlaceholder(password) || /[{}$%<>]/.test(password)) continue;
    const isWeak = common.test(password);
    // A name without a dot is found in the network of the same Compose file or cluster alone.
    // What is sent to such a service whoever has the app may send: its address is in every copy.
    const isOfErrors = /(?:^|\.)(?:get)?sentry\.|\.ingest\./i.test(host);
    const isHere =
      isOfErrors ||
      localHost.test(host) ||
      /^[a-z][\w-]*$/i.test(host) ||
      /placeholder|your[-_.]/i.test(host);
    // Documentation writes user:password everywhere; a default on one's own machine guards nothing.
    const isDatabase = databases.test(scheme);
    // Tests and documents send credentials to their own machine all the time.
    if (ownMachine.test(host) && !isDatabase) continue;
    if (isWeak && (isHere || common.test(user) || !isDatabase)) continue;
    const start = from + user.length + 1;
    hits.push({
      start,
      end: start + password.length,
      kind: isDatabase ? 'database-password' : 'address-password',
      title: isDatabase ? 'Password in a database address' : 'Password in an address',
      severity: isHere ? 'low' : 'high',
      confidence: isHere || isWeak ? 'possible' : 'likely',
      secret: password,
    });
  }
  return hits;
}
