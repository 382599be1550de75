import { findingSchema, heartbeatSchema, sentReportSchema } from '@castellan/core/wire';
import type { Operation, Schema } from './sample-request.ts';

/** Texts that no view shows, or that take no mark-up, by the end of their field's name. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [
    /\.(password|current|next|secret|clientSecret|code|ticket|state)$/,
    'a secret: no view shows it',
  ],
  [/(^|\.)(passkey|proof)\./, 'of an authenticator: base64url only, and no view shows it'],
  [/^comeBackFromProvider\./, 'of a redirect: no view shows it'],
  [/\.email$/, 'an e-mail address: mark-up is refused'],
  [/\.(domain|domains)$/, 'a domain name: mark-up is refused'],
  [/\.(network|networks)$/, 'a network: mark-up is refused'],
  [/\.(countries|exceptCountries)$/, 'two letters'],
  [/\.kind$/, 'one of the kinds there are'],
  [/\.mutes\.(from|until|timeZone)$/, 'a time or a time zone that there is'],
  [/^startDrill\.channel$/, 'the name of a channel that there is'],
  [/\.issuer$/, 'a web address without more'],
  [/^report\.findings\.fingerprint$/, 'tells findings apart: no view shows it'],
  [/^setAppAddress\.address$/, 'a web address, shown as startDrill.target is'],
  [/\.rules\.extraScopes$/, 'scopes: no white space or quotes, seen in the sign-in settings alone'],
  [/^rehearsePlaybook\./, 'answers the asker, and stores nothing'],
  [/^testSignInProvider\./, 'answers the asker, and stores nothing'],
  [/^(changeView)\./, 'the columns of addView'],
  [/^blockCampaign\.reason$/, 'the column of decide.reason'],
  [/^setUp\.name$/, 'the column of addPerson.name'],
  [/^(finding|heartbeat)\.(app|environment)$/, 'the token says it, whatever the message claims'],
  [
    /^finding\.(id|drill|request\.address|request\.id)$/,
    'an id or an address, kept as such or not shown',
  ],
  [/^heartbeat\.inventory\.(parts|modes)/, 'chosen from words that there are'],
];

/** What is written into, and what is not and why. `unsaid` holds neither. */
export interface Coverage {
  readonly covered: readonly string[];
  readonly left: readonly { readonly field: string; readonly why: string }[];
  readonly unsaid: readonly string[];
}

/** Compares what was written with every text that the API and the wire format take. */
export function coverageOf(
  written: ReadonlySet<string>,
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>,
): Coverage {
  const fields = [...bodyFields(paths), ...wireFields()];
  const covered = fields.filter((field) => written.has(field));
  const left: { field: string; why: string }[] = [];
  const unsaid: string[] = [];
  for (const field of fields) {
    if (written.has(field)) continue;
    const reason = leftOut.find(([pattern]) => pattern.test(field));
    if (reason === undefined) unsaid.push(field);
    else left.push({ field, why: reason[1] });
  }
  return { covered, left, unsaid };
}

function bodyFields(
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>,
): readonly string[] {
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, requestBody }) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : textsIn(schema, operationId);
    });
}

function wireFields(): readonly string[] {
  const schemas = { finding: findingSchema, heartbeat: heartbeatSchema, report: sentReportSchema };
  return Object.entries(schemas).flatMap(([name, schema]) =>
    textsIn(schema.toJSONSchema({ unrepresentable: 'any', io: 'input' }) as Schema, name),
  );
}

/** Paths of every text that is bound to no form. */
function textsIn(schema: Schema, at: string): readonly string[] {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) return [...new Set(choices.flatMap((one) => textsIn(one, at)))];
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  if (schema.type === 'array') return textsIn(schema.items ?? {}, at);
  if (schema.type === 'object') {
    return Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      textsIn(one, `${at}.${name}`),
    );
  }
  const isFree = schema.type === 'string' && (schema.format ?? 'email') === 'email';
  return isFree ? [at] : [];
}

/** Some fields hold a text twice, or with a number. */
function isOneOf(said: string, texts: ReadonlySet<string>): boolean {
  return texts.has(said) || [...texts].some((text) => said.includes(text));
}

/** Paths at which a message holds one of the texts. */
export function writtenIn(message: unknown, texts: ReadonlySet<string>, at: string): string[] {
  if (typeof message === 'string') return isOneOf(message, texts) ? [at] : [];
  if (Array.isArray(message)) return message.flatMap((one) => writtenIn(one, texts, at));
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([name, one]) => writtenIn(one, texts, `${at}.${name}`));
}
