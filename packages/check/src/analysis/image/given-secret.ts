import type { Confidence } from '@castellan/core';
import { secretsIn } from '../secrets/file-findings.ts';
import { isPlaceholder } from '../secrets/placeholder.ts';

/** A variable whose value is a secret, told without it. */
export interface GivenSecret {
  readonly name: string;
  readonly message: string;
  readonly confidence: Confidence;
}

const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY|CREDENTIALS?)$|_PWD$/i;
/** Switches, numbers, places of files and addresses are no secrets. */
const plainValue =
  /^(true|false|yes|no|on|off|null|none|undefined|[\d.]{0,6}|\.{0,2}\/.*|https?:\/\/[^@]*)$/i;

/** Whether a variable that is set to a value holds a secret: by the form of the value, or by its name. */
export function givenSecret(name: string, value: string): GivenSecret | undefined {
  const [known] = secretsIn('.env', `${name}=${value}\n`);
  if (known !== undefined)
    return { name, message: `${name}: ${known.message}`, confidence: known.confidence };
  if (!secretName.test(name) || plainValue.test(value) || isPlaceholder(value)) return undefined;
  return { name, message: `${name} has a value`, confidence: 'likely' };
}

/** Secrets in a command line: variables that are set before the command or by ARG, and tokens by their form. */
export function secretsInCommand(text: string): GivenSecret[] {
  const assignments = [...text.matchAll(/(?:^|[\s|])([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s"']+)/g)];
  const named = assignments.flatMap(
    ([, name = '', value = '']) => givenSecret(name, value.replace(/^["']|["']$/g, '')) ?? [],
  );
  if (named.length > 0) return named;
  return secretsIn('history.sh', text).map(({ identity, message, confidence }) => ({
    name: identity,
    message,
    confidence,
  }));
}
