import type { SecretHit } from './hit.ts';
import { isPlaceholder } from './placeholder.ts';
import { looksRandom, rarityOf } from './rarity.ts';

/** Words that make a name one of a secret, as texts are searched for them. */
export const assignmentKeywords: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'api_key',
  'apikey',
  'api-key',
  'access_key',
  'accesskey',
  'access-key',
  'private_key',
  'privatekey',
  'auth_key',
  'authkey',
  'client_secret',
  'credential',
  'encryption_key',
  'encryptionkey',
  'signing_key',
  'signingkey',
  'account_key',
  'accountkey',
];

const maxName = 80;
const maxValue = 256;
/** Names that hold such a word and no secret. */
const innocentName =
  /(public|publishable|anon|site|recaptcha_site|client)[-_]?key|(web)?site[-_]?token|public[-_]?token|(secret|key|token|password|pwd|credentials?)[-_]?(name|id|path|file|field|label|type|length|size|url|uri|endpoint|hash|hint|policy|prefix|header|param|regex|pattern|placeholder|message|error|input|expir\w*|ttl|reset|count|limit|format|version|arn|ref|storage|provider|manager|service|store|index|kind|algorithm|alg|issuer|audience|scope|scopes|confirm\w*|strength|rotation|mount)s?$|_(?:pub|kid)$|csrf|xsrf|next_?token|continuation|page_?token|tokeni[sz]|max_?tokens|num_?tokens|_tokens$|^tokens?$|cancel_?token|design_?token|injection_?token|pad_token|eos_token|bos_token|unk_token|sep_token|cls_token|mask_token/i;
const afterName =
  /^["'`\]]{0,2}\s{0,8}(?:\?)?(?::\s*(?:string|String|str)\s*=|:=|=>|=|:)\s{0,8}(?:\(\s*)?/;
/** Keys that browsers and apps of users get: they may send, and read nothing. */
const publicValue = /^(phc_|pk_(live|test)_|pk\.eyJ|pub[0-9a-f]{32}$)/;
const publicSender = /\b(bugsnag|mixpanel|amplitude)\b/i;
const sendersBefore = 160;
/** Words, and what joins them in names and in keys of translations. */
const wordOnly = /^[A-Za-z]+([-_.:/ ][A-Za-z]+)*$/;

/** What the surroundings say of a text. */
export interface Surroundings {
  /** Values stand without quotes: `.env`, YAML, INI, shell. */
  readonly hasBareValues: boolean;
}

/** The secret that is assigned to the name around `at`, where one of the keywords stands. */
export function assignmentAt(
  text: string,
  at: number,
  length: number,
  { hasBareValues }: Surroundings,
): SecretHit | undefined {
  let nameStart = at;
  while (nameStart > 0 && at - nameStart < maxName && isNameCode(text.charCodeAt(nameStart - 1)))
    nameStart -= 1;
  let nameEnd = at + length;
  while (nameEnd < text.length && nameEnd - at < maxName && isNameCode(text.charCodeAt(nameEnd)))
    nameEnd += 1;
  const name = text.slice(nameStart, nameEnd);
  const operator = afterName.exec(text.slice(nameEnd, nameEnd + 40));
  if (!operator || innocentName.test(name)) return undefined;
  // The last word of a sentence is no name.
  const quote = /^["'`]/.exec(operator[0])?.[0];
  if (quote !== undefined && text.charAt(nameStart - 1) !== quote) return undefined;
  const found = valueAt(text, nameEnd + operator[0].length, hasBareValues);
  // A name without a value: what stands on the next line is another one.
  const isNextLine = !found?.isQuoted && /[\r\n]/.test(operator[0]);
  if (!found || isNextLine) return undefined;
  const before = text.slice(Math.max(0, nameStart - sendersBefore), nameStart);
  if (publicValue.test(found.value) || onlyReads(found.value)) return undefined;
  if (/^api_?key$/i.test(name) && publicSender.test(before)) return undefined;
  const judged = judge(name, found.value);
  if (!judged) return undefined;
  return {
    ...judged,
    start: found.start,
    end: found.start + found.value.length,
    secret: found.value,
  };
}

function valueAt(
  text: string,
  from: number,
  hasBareValues: boolean,
): { start: number; value: string; isQuoted: boolean } | undefined {
  const quote = text.charAt(from);
  const room = text.slice(from, from + maxValue + 2);
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = room.indexOf(quote, 1);
    const value = room.slice(1, end);
    return end < 0 || /[\r\n]/.test(value) ? undefined : { start: from + 1, value, isQuoted: true };
  }
  if (!hasBareValues) return undefined;
  const value = /^[^\s"'`,;#<>()[\]{}|&]+/.exec(room)?.[0];
  return value === undefined ? undefined : { start: from, value, isQuoted: false };
}

/** A token that says, in base64, that it may only read: `<id>|read`, of caches of builds. */
function onlyReads(value: string): boolean {
  return (
    /^[A-Za-z0-9+/]+=*$/.test(value) &&
    /^[\w-]+\|read$/.test(Buffer.from(value, 'base64').toString('latin1'))
  );
}

type Judged = Pick<SecretHit, 'kind' | 'title' | 'severity' | 'confidence'>;

function judge(name: string, value: string): Judged | undefined {
  if (value.length < 8 || value.length >= maxValue || /[^\x21-\x7e]/.test(value)) return undefined;
  if (isPlaceholder(value) || isReferenceLike(value) || sounds(name, value)) return undefined;
  const isPassword = /pass|pwd/i.test(name);
  const known = knownByName(name, value);
  if (known) return known;
  if (isPassword && isDigest(value))
    return {
      kind: 'password',
      title: 'Digest of a password',
      severity: 'medium',
      confidence: 'possible',
    };
  if (looksRandom(value))
    return {
      kind: isPassword ? 'password' : 'key',
      title: isPassword ? 'Password' : 'Key or token',
      severity: 'high',
      confidence: 'likely',
    };
  if (!isPassword || !isChosen(value)) return undefined;
  const severity = isStrong(value) ? 'high' : 'medium';
  return { kind: 'password', title: 'Password', severity, confidence: 'possible' };
}

/** Shapes that a provider's documentation gives and that the name alone tells from other hashes. */
const shapes: readonly {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly kind: string;
  readonly title: string;
}[] = [
  {
    name: /aws.*secret|secret_?access_?key/i,
    value: /^[A-Za-z0-9+/]{40}$/,
    kind: 'aws-secret-key',
    title: 'AWS secret access key',
  },
  {
    name: /azure.*secret|client_?secret/i,
    value: /^[A-Za-z0-9._~-]{34,44}$/,
    kind: 'azure-client-secret',
    title: 'Client secret',
  },
  { name: /twilio/i, value: /^[0-9a-f]{32}$/, kind: 'twilio-token', title: 'Twilio auth token' },
  {
    name: /datadog|dd_/i,
    value: /^[0-9a-f]{32}$|^[0-9a-f]{40}$/,
    kind: 'datadog-key',
    title: 'Datadog key',
  },
  {
    name: /cloudflare|cf_/i,
    value: /^[0-9a-f]{37}$|^[A-Za-z0-9_-]{40}$/,
    kind: 'cloudflare-key',
    title: 'Cloudflare key',
  },
];

function knownByName(name: string, value: string): Judged | undefined {
  const shape = shapes.find((one) => one.name.test(name) && one.value.test(value));
  if (!shape || rarityOf(value).distinct < 10) return undefined;
  return { kind: shape.kind, title: shape.title, severity: 'critical', confidence: 'likely' };
}

/** Paths, addresses, dotted names, calls and format strings are no secrets. */
function isReferenceLike(value: string): boolean {
  return (
    /^(\.{0,2}\/|[A-Za-z]:\\|[a-z][\w+.-]*:\/\/|data:|#|--)/i.test(value) ||
    /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+(\(.*\)?)?$/.test(value) ||
    /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(value) ||
    /^[\w.-]+\.(js|ts|json|ya?ml|pem|key|crt|txt|md|com|org|net|io|dev)$/i.test(value) ||
    /[(){}<>]|&&|\|\|/.test(value) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value) ||
    /^(sha\d+|md5|bcrypt|\$2[aby]\$|\$argon2|encrypted|enc)[:-]?/i.test(value)
  );
}

/** A value that repeats its name says nothing: `token: 'accessToken'`. */
function sounds(name: string, value: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const [a, b] = [letters(name), letters(value)];
  return b.length > 0 && (a.includes(b) || (b.includes(a) && value.length - name.length < 6));
}

/** MD5, SHA-1, SHA-2 in hexadecimal: the password itself is not there, and can be guessed at leisure. */
function isDigest(value: string): boolean {
  return /^[0-9a-f]+$/i.test(value) && [32, 40, 56, 64, 96, 128].includes(value.length);
}

/** What a person would choose: letters with digits or signs among them, no plain words. */
function isChosen(value: string): boolean {
  if (wordOnly.test(value) || /^\d+$/.test(value) || value.length > 64) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return (
    kinds >= 3 ||
    (kinds >= 2 && /[a-z]/i.test(value) && /\d/.test(value) && rarityOf(value).distinct >= 6)
  );
}

/** Signs of all kinds and ten of them: what rules of passwords make people think up. */
function isStrong(value: string): boolean {
  return (
    value.length >= 10 && [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].every((kind) => kind.test(value))
  );
}

function isNameCode(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}
