import { looksRandom } from '../secrets/rarity.ts';
import { isPlaceholder } from '../secrets/placeholder.ts';

/** A value of configuration management under a name that says that it is a secret. */
export interface ConfigurationValue {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  /** How it is kept. */
  readonly kept: 'open' | 'encrypted' | 'elsewhere';
  /** False where it reads like words or a choice: a chart's own default, mostly. */
  readonly isDrawn: boolean;
}

/** Where Ansible, Puppet, Salt, Chef, Helm, Terraform and Kubernetes keep values. */
const homes =
  /(^|\/)(group_vars|host_vars|hieradata|hiera|pillar|data_bags|inventor(y|ies))\/([^/]+\/)*([^./]+|[^/]*\.(ya?ml|json|ini|cfg|conf|sls|toml))$|(^|\/)(vars|defaults)\/[\w.-]+\.ya?ml$|(^|\/)values[\w.-]*\.ya?ml$|\.tfvars(\.json)?$|\.eyaml$|(^|\/)secrets?[\w.-]*\.(ya?ml|json)$/;
const secretKey =
  /(^|[_.-])(pass(word|wd|phrase)?|pwd|secret|token|api_?key|private_?key|secret_?key|access_?key|credentials?)$/i;
const wholeFile = /^\$ANSIBLE_VAULT;|^age-encryption\.org\/v1|^-----BEGIN (AGE|PGP)|^\0GITCRYPT\0/;
/** Marks of values that are encrypted: Ansible, eyaml, sops, sealed secrets, dotenvx, PGP. */
const encrypted = /^!vault|\$ANSIBLE_VAULT|^ENC\[|^encrypted:|-----BEGIN PGP|^AgA|^vault:v\d+:/;
/** Something else fills it in. */
const elsewhere =
  /\{\{|\$\{|^\$|^<[^>]*>$|^!(Ref|Sub|GetAtt|ImportValue)|^(vault|ssm|arn|env|secret|op|ref\+|projects|data\.|var\.|local\.|module\.)|lookup\(|hiera\(|^\/|^$|^(null|~|true|false|yes|no|\d{1,4}|""|'')$/i;
/** `secretKey: SMTP_PASSWORD` names the variable that holds it. */
const variableName = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
const placeholder =
  /^(change[-_ ]?me|replace[-_ ]?me|todo|xxx+|example|dummy|your[-_ ].*|\.\.\.|\*+)$/i;

export function holdsConfiguration(path: string): boolean {
  return homes.test(path) && !/(^|[._-])(example|sample|template|schema)s?([._-]|$)/i.test(path);
}

/** Values under secret names in one file, a line each. */
export function configurationValues(file: string, text: string): ConfigurationValue[] {
  if (wholeFile.test(text))
    return [{ file, line: 1, key: 'the whole file', kept: 'encrypted', isDrawn: false }];
  return text.split(/\r?\n/).flatMap((whole, index) => {
    const match = /^\s*(?:- )?["']?([\w.-]+)["']?\s*[:=]\s*(.*?)\s*,?\s*$/.exec(whole);
    const [, key = '', given = ''] = match ?? [];
    if (!secretKey.test(key)) return [];
    const value = given.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
    // A block or a list under the name holds the values itself.
    if (/^[|>[{&]/.test(value) && !encrypted.test(value)) return [];
    const isElsewhere =
      elsewhere.test(value) ||
      variableName.test(value) ||
      placeholder.test(value) ||
      isPlaceholder(value);
    const kept = encrypted.test(value) ? 'encrypted' : isElsewhere ? 'elsewhere' : 'open';
    return [{ file, line: index + 1, key, kept, isDrawn: looksRandom(value) }];
  });
}
