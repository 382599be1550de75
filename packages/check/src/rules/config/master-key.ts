import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const keyFiles: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(^|\/)\.?vault[-_]?pass(word)?(\.txt)?$/i, 'the password of Ansible Vault'],
  [/(^|\/)\.env\.keys$/, 'the private keys of dotenvx'],
  [/(^|\/)private_key\.pkcs7\.pem$/, 'the key of eyaml'],
  [/(^|\/)encrypted_data_bag_secret$/, 'the key of the data bags of Chef'],
  [/(^|\/)(keys\.txt|key\.txt|[\w-]*age[-_]?key[\w.-]*)$/i, 'a key of age'],
  [/(^|\/)(config\/)?master\.key$/, 'the master key of the credentials'],
];

/** What opens the encrypted values is not kept beside them. */
export const rule: Rule = defineRule({
  id: 'config/master-key',
  practice: 'I8',
  severity: 'critical',
  confidence: 'likely',
  cwe: 522,
  controls: ['asvs5:13.3.1', 'iso27001:A.8.24'],
  title: 'The key of encrypted configuration is not in the repository',
  why: 'A lock with its key in it: whoever reads the values reads the key too.',
  fix: 'Take the key out, make a new one, encrypt everything anew with it and replace the secrets: the old key stays in the history.',
  needs: ['texts', 'repoFiles'],
  run({ texts, repoFiles }) {
    const uses = texts.files.some(({ text }) =>
      /\$ANSIBLE_VAULT;|\bENC\[(PKCS7|AES256_GCM)|^sops:|DOTENV_PUBLIC_KEY|age1[a-z0-9]{20}|encrypted_data/m.test(
        text,
      ),
    );
    const tracked = repoFiles.files.filter(({ isTracked }) => isTracked);
    const contents = new Map(texts.files.map(({ path, text }) => [path, text]));
    const findings = tracked.flatMap(({ path }) => {
      const what = keyFiles.find(([pattern]) => pattern.test(path))?.[1];
      const text = contents.get(path) ?? '';
      const isAge = /^AGE-SECRET-KEY-1[A-Z0-9]{20,}/m.test(text);
      // Names alone tell little of keys of age, and a script that asks somewhere is no password.
      const isNamed =
        what !== undefined &&
        what !== 'a key of age' &&
        text.trim() !== '' &&
        !text.startsWith('#!');
      return isNamed || isAge
        ? [
            {
              place: { file: path },
              message: `It is ${isAge ? 'a key of age' : what}`,
              identity: path,
            },
          ]
        : [];
    });
    if (findings.length === 0 && !uses) return notApplicable('no configuration is encrypted here');
    return failBy(findings, 'no key is tracked');
  },
  examples: [
    {
      title: 'encrypted, the key elsewhere',
      given: { 'group_vars/all.yml': vaulted() },
      expect: 'pass',
    },
    {
      title: 'a program that asks for the password',
      given: { 'group_vars/all.yml': vaulted(), '.vault_pass': '#!/bin/sh\npass ansible\n' },
      expect: 'pass',
    },
    {
      title: 'the password beside it',
      given: { 'group_vars/all.yml': vaulted(), '.vault_pass.txt': 'hunter2\n' },
      expect: 'fail',
      at: ['.vault_pass.txt'],
    },
    {
      title: 'a key of age',
      given: { 'keys.txt': `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN'.repeat(2)}\n` },
      expect: 'fail',
    },
    { title: 'nothing is encrypted', given: { 'a.yml': 'a: 1\n' }, expect: 'not-applicable' },
  ],
});

function vaulted(): string {
  return '$ANSIBLE_VAULT;1.1;AES256\n6633\n';
}
