import { codeFact } from '../../analysis/flow-findings.ts';
import type { NotableCall } from '../../analysis/taint/code-facts.ts';
import { judgeCalls } from '../flow-rule.ts';
import { defineRule, type Rule } from '../rule.ts';

const broken = /^(?:des|des3|3des|rc2|rc4|bf|blowfish|cast5?|idea|seed)(?:-|$)|(?:^|-)ecb$/i;

/** No cipher or mode that is known to be broken. */
export const rule: Rule = defineRule({
  id: 'crypto/weak-cipher',
  practice: 'C5',
  severity: 'high',
  confidence: 'certain',
  cwe: 327,
  controls: ['asvs5:11.3.1', 'asvs5:11.3.2'],
  title: 'Ciphers and their modes are sound',
  why: 'DES and RC4 can be broken, ECB shows which blocks are alike, and createCipher makes key and vector from a bare word.',
  fix: "Use `createCipheriv('aes-256-gcm', key, randomBytes(12))` and keep the tag.",
  needs: ['code'],
  run: ({ code }) =>
    judgeCalls(code, {
      is: (call) => faultOf(call) !== undefined,
      message: (call) => faultOf(call)!,
      fact: codeFact(code),
    }),
  examples: [
    {
      title: 'a file full of it: one finding',
      given: {
        'a.js': `const crypto = require('crypto');
${"crypto.createCipheriv('rc4', key, iv);\n".repeat(4)}`,
      },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'DES, RC4 and ECB',
      given: {
        'box.js': `const crypto = require('crypto');
const name = 'des-ede3-cbc';
crypto.createCipheriv(name, key, iv);
crypto.createDecipheriv('rc4', key, null);
crypto.createCipheriv('aes-128-ecb', key, null);
`,
      },
      expect: 'fail',
      at: ['box.js:3', 'box.js:4', 'box.js:5'],
    },
    {
      title: 'a key from a bare word',
      given: {
        'box.mjs': "import { createCipher } from 'node:crypto';\ncreateCipher('aes192', 'word');\n",
      },
      expect: 'fail',
      at: ['box.mjs:2'],
    },
    {
      title: 'AES in GCM',
      given: {
        'box.js':
          "const crypto = require('crypto');\ncrypto.createCipheriv('aes-256-gcm', key, crypto.randomBytes(12));\n",
      },
      expect: 'pass',
    },
    {
      title: 'a cipher that the configuration names, and a createCipher of something else',
      given: {
        'box.js':
          "const crypto = require('crypto');\ncrypto.createCipheriv(config.cipher, key, iv);\ngame.createCipher('des');\n",
      },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

function faultOf({ api, args }: NotableCall): string | undefined {
  if (/^crypto\.create(?:Cipher|Decipher)$/.test(api))
    return 'Key and vector are made from a bare word: createCipher';
  if (/^crypto-js\.(?:DES|TripleDES|RC4|RC4Drop|Rabbit)\.encrypt$/.test(api))
    return `A broken cipher: ${api.split('.')[1]}`;
  if (!/^crypto\.create(?:Cipher|Decipher)iv$/.test(api)) return undefined;
  const name = args[0]?.constants.find((one) => broken.test(String(one)));
  return name === undefined ? undefined : `A broken cipher or mode: ${name}`;
}
