import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { plainCode } from '../../analysis/syntax/plain-code.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const clients =
  /^(node-vault|@hashicorp\/[\w-]*vault[\w-]*|@aws-sdk\/client-(kms|secrets-manager|ssm)|@aws-crypto\/[\w-]+|@google-cloud\/(kms|secret-manager)|@azure\/keyvault-(keys|secrets|certificates)|@infisical\/sdk|@1password\/sdk|@bitwarden\/sdk-napi|pkcs11js|graphene-pk11|@doppler\w*\/[\w-]+|akeyless)$/;
const platforms =
  /external-secrets\.io|secrets-store\.csi|vault\.hashicorp\.com\/agent|SealedSecret|secretKeyRef|secrets-manager|secretmanager|AWS::SecretsManager|aws_(kms_key|secretsmanager_secret|ssm_parameter)|google_(kms_crypto_key|secret_manager_secret)|azurerm_key_vault|(^|\n)secrets:\s*\n\s+\w+:\s*\n\s+(external|file|environment):/;
/** Cryptography with a key that lasts: signing, and keys of data. */
const usesKeys =
  /\b(createSign|createCipheriv|createPrivateKey|subtle\.(sign|encrypt))\s*\(|\b(jwt|jsonwebtoken)\.sign\s*\(|new\s+SignJWT\s*\(/;
const fromVariable = /process\.env(?:\.|\[['"])\w*(?:KEY|SECRET|PEM|CERT)/;

/** Keys that sign and encrypt come from a vault or key service. */
export const rule: Rule = defineRule({
  id: 'vault/used',
  practice: 'I7',
  severity: 'medium',
  confidence: 'possible',
  cwe: 522,
  controls: ['asvs5:13.3.1', 'iso27001:A.8.24'],
  title: 'Keys that sign and encrypt come from a vault or key service',
  why: 'A key in a variable or file is copied with every backup and dump, nobody sees its use, and replacing it means a release.',
  fix: 'Keep keys in Vault or the key service of your cloud: let it sign (`KMS Sign`), or read the key at start and turn it over on a schedule; in Kubernetes use external-secrets.',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = packages.flatMap(({ manifest }) => Object.keys(manifest.dependencies));
    const client = names.find((name) => clients.test(name));
    const platform = texts.files.find(
      ({ path, text }) => /\.(ya?ml|tf|json|hcl|toml)$/.test(path) && platforms.test(text),
    );
    const using = texts.files.filter(
      ({ path, text }) => isAppFile(path) && usesKeysHere(text) && fromVariable.test(text),
    );
    if (using.length === 0 && client === undefined && platform === undefined)
      return notApplicable('no code signs or encrypts with keys from variables');
    if (client !== undefined) return failBy([], `${client} is used`);
    if (platform !== undefined) return failBy([], `${platform.path} reads secrets from a store`);
    const findings = using.map(({ path, text }): RuleFinding => {
      const line = lineOf(text, usesKeys) ?? 1;
      return {
        place: { file: path, line },
        message: 'A key comes from a variable here, and no vault or key service is known',
        identity: 'key',
        frame: codeFrame(text, line),
      };
    });
    return failBy(findings, '');
  },
  examples: [
    {
      title: 'a key service',
      given: {
        'package.json': '{"dependencies":{"@aws-sdk/client-kms":"3"}}',
        'a.js': "crypto.createSign('SHA256')\n",
      },
      expect: 'pass',
    },
    {
      title: 'secrets of Kubernetes by external-secrets',
      given: {
        'package.json': '{}',
        'k8s/s.yaml': 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\n',
        'a.js': 'jwt.sign(a, process.env.KEY)\n',
      },
      expect: 'pass',
    },
    {
      title: 'a key from a variable',
      given: { 'package.json': '{}', 'a.js': '\njwt.sign(claims, process.env.KEY)\n' },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'no keys',
      given: { 'package.json': '{}', 'a.js': "createHash('sha256')\n" },
      expect: 'not-applicable',
    },
  ],
});

/** In code, not in a text or a comment. */
function usesKeysHere(text: string): boolean {
  if (!usesKeys.test(text)) return false;
  const { code, isQuoted } = plainCode(text);
  const at = code.search(usesKeys);
  return at >= 0 && !isQuoted(at);
}
