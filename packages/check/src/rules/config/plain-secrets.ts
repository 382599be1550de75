import {
  configurationValues,
  holdsConfiguration,
} from '../../analysis/infrastructure/configuration-values.ts';
import { isForTests } from '../../analysis/infrastructure/manifest-documents.ts';
import { nameOf, placeIn, resourcesIn } from '../../analysis/infrastructure/workloads.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { judgeDocuments } from '../manifest-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Passwords in configuration management are encrypted. */
export const rule: Rule = defineRule({
  id: 'config/plain-secrets',
  practice: 'I8',
  severity: 'high',
  confidence: 'likely',
  cwe: 312,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'Passwords in configuration management are encrypted',
  why: 'Who reads the repository of the servers otherwise has all their passwords, and so does every backup and laptop with a copy.',
  fix: 'Replace the secret, then encrypt it: `ansible-vault encrypt_string`, eyaml, sops with age, SealedSecret; or read it from a vault.',
  needs: ['texts', 'manifests'],
  run({ texts, manifests }) {
    const files = texts.files.filter(({ path }) => holdsConfiguration(path));
    const values = files.flatMap(({ path, text }) => configurationValues(path, text));
    const documents = manifests.filter(({ kind }) => kind === 'kubernetes');
    const secrets = resourcesIn(documents).filter(({ data }) => data['kind'] === 'Secret');
    const known = new Set(documents.map(({ path }) => path));
    const findings: RuleFinding[] = [
      ...values
        .filter(({ kept, file }) => kept === 'open' && !known.has(file))
        .map(({ file, line, key, isDrawn }) => ({
          place: { file, line },
          message: `${key} stands there in the open`,
          identity: key,
          ...(!isDrawn && { severity: 'medium' as const, confidence: 'possible' as const }),
          ...(isForTests(file) && { severity: 'low' as const, confidence: 'possible' as const }),
        })),
      ...secrets
        .filter(({ data }) => data['sops'] === undefined && hasValues(data))
        .map(({ document, data }) => ({
          place: placeIn(document, /^\s*["']?(stringData|data)["']?\s*:/m),
          message: `${nameOf(data)} is only written in base64, which is no encryption`,
          identity: nameOf(data),
          ...(isForTests(document.path) && {
            severity: 'low' as const,
            confidence: 'possible' as const,
          }),
        })),
    ];
    if (
      values.length === 0 &&
      secrets.length === 0 &&
      documents.every(({ problem }) => problem === undefined)
    )
      return notApplicable('configuration management holds no value under a secret name');
    return judgeDocuments(
      documents,
      findings,
      `${values.length + secrets.length} values, none of them in the open`,
    );
  },
  examples: [
    {
      title: 'Ansible Vault, eyaml, sops, and a value from elsewhere',
      given: {
        'group_vars/all.yml':
          'db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\napi_token: "{{ vault_api_token }}"\n',
        'hieradata/common.eyaml': 'shop::db_password: ENC[PKCS7,MIIB]\n',
        'secrets.yaml': 'password: ENC[AES256_GCM,data:abc,type:str]\nsops:\n  version: 3\n',
        'prod.tfvars': 'db_password = "${env.X}"\n',
      },
      expect: 'pass',
    },
    {
      title: 'a whole file of Ansible Vault',
      given: { 'host_vars/web.yml': '$ANSIBLE_VAULT;1.1;AES256\n6633\n' },
      expect: 'pass',
    },
    {
      title: 'a placeholder, and nothing',
      given: {
        'chart/values.yaml':
          'password: ""\ntoken: changeme\nsecret:\n  name: db\nsecretKey: SMTP_PASSWORD\njwt_secret: "SetARandomStringHere"\n',
      },
      expect: 'pass',
    },
    {
      title: 'Ansible',
      given: { 'group_vars/all.yml': 'user: shop\ndb_password: hunter2\n' },
      expect: 'fail',
      at: ['group_vars/all.yml:2'],
    },
    {
      title: 'Terraform',
      given: { 'prod.tfvars': 'db_password = "hunter2"\n' },
      expect: 'fail',
      at: ['prod.tfvars:1'],
    },
    {
      title: 'a Secret of Kubernetes',
      given: {
        'k8s/db.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: aHVudGVyMg==\n',
      },
      expect: 'fail',
      at: ['k8s/db.yaml:5'],
    },
    {
      title: 'a Secret that is filled in elsewhere, and a sealed one',
      given: {
        'k8s/db.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  password: ${DB_PASSWORD}\n',
        'k8s/s.yaml':
          'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy\n',
      },
      expect: 'pass',
    },
    {
      title: 'broken YAML',
      given: { 'k8s/db.yaml': 'apiVersion: v1\nkind: Secret\ndata: [\n' },
      expect: 'unknown',
    },
    {
      title: 'a page about stock: no inventory of machines',
      given: {
        'docs/inventory/page.mdx': 'fetch(url, {\n  credentials: "include",\n})\n',
        'src/inventory/stock.ts': "const token = 'abc';\n",
      },
      expect: 'not-applicable',
    },
    { title: 'no such files', given: { 'a.yml': 'password: x\n' }, expect: 'not-applicable' },
  ],
});

/** Tokens of service accounts are filled in by Kubernetes; values of others may be by a tool. */
function hasValues(data: Readonly<Record<string, unknown>>): boolean {
  const values = [
    ...Object.values(mapOf(data['data'])),
    ...Object.values(mapOf(data['stringData'])),
  ];
  return values.some(
    (one) =>
      typeof one === 'string' &&
      one !== '' &&
      !/\$\{|\{\{|^\$|<[^>]+>|^(vault|ref\+|changeme)/i.test(one),
  );
}
