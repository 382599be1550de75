import { codeFact } from '../../analysis/flow-findings.ts';
import type { NotableCall } from '../../analysis/taint/code-facts.ts';
import { replaceNumber } from '../../analysis/syntax/call-arguments.ts';
import { judgeCalls } from '../flow-rule.ts';
import { defineRule, type Rule } from '../rule.ts';

const passwordName =
  /(?:^|_)(?:password|passwd|passphrase|pwd|pass)\d?$|[a-z](?:Password|Passwd|Pwd)$/i;
/** What is kept of a password is no password. */
const keptName = /(?:^|_)(?:encrypted|hashed|salted|stored)_?(?:password|passwd|pwd|pass)$/i;
const leastBcryptRounds = 10;
const leastPbkdf2Rounds = 100_000;

/** Passwords are hashed by a function that is made to be slow. */
export const rule: Rule = defineRule({
  id: 'crypto/password-hash',
  practice: 'C5',
  severity: 'high',
  confidence: 'likely',
  cwe: 916,
  controls: ['asvs5:11.4.2'],
  title: 'Passwords are hashed by a slow function',
  why: 'A card for games tries billions of fast hashes a second: a stolen table of them is a table of passwords.',
  fix: 'Use `argon2.hash(password)`, `scrypt` of node:crypto, or bcrypt with at least 10 rounds.',
  needs: ['code'],
  run: ({ code }) =>
    judgeCalls(code, {
      is: (call) => faultOf(call) !== undefined,
      message: (call) => faultOf(call)!,
      severity: (call) => (isOfPassword(call) ? undefined : 'medium'),
      fact: codeFact(code),
    }),
  mend: {
    title: 'Let bcrypt run 12 rounds; hashes that are stored keep their own number and stay valid',
    reads: ['texts'],
    offer({ place, message }, { texts }) {
      const file = texts?.files.find(({ path }) => path === place?.file);
      const { line, column } = place ?? {};
      // Other hashes could not be compared any more with those that are stored.
      if (!file || line === undefined || column === undefined || !message.startsWith('bcrypt'))
        return undefined;
      const start = file.text.split('\n')[line - 1]!.slice(column - 1);
      const index = /^[\w.]*genSalt/.test(start) ? 0 : 1;
      const edit = replaceNumber(file.path, file.text, { line, column }, { index, to: '12' });
      return edit && { title: `Let bcrypt run 12 rounds in ${file.path}`, edits: [edit] };
    },
  },
  examples: [
    {
      title: 'MD5 and SHA-256 of a password',
      given: {
        'user.js': `const crypto = require('crypto');
exports.a = (password) => crypto.createHash('md5').update(password).digest('hex');
exports.b = (user) => crypto.createHash('sha256').update(user.password).digest('hex');
`,
      },
      expect: 'fail',
      at: ['user.js:2', 'user.js:3'],
    },
    {
      title: 'a digest that a protocol asks for',
      given: {
        'wsse.js': `const crypto = require('crypto');
exports.a = (nonce, password) => crypto.createHash('sha1').update(nonce + password).digest('base64');
`,
      },
      expect: 'pass',
    },
    {
      title: 'bcrypt and PBKDF2 that are too quick',
      given: {
        'user.mjs': `import bcrypt from 'bcrypt';
import { pbkdf2Sync } from 'node:crypto';
export const a = (password) => bcrypt.hashSync(password, 4);
export const b = (password, salt) => pbkdf2Sync(password, salt, 1000, 32, 'sha256');
`,
      },
      expect: 'fail',
      at: ['user.mjs:3', 'user.mjs:4'],
    },
    {
      title: 'bcrypt that is too quick, by number and by salt',
      given: {
        'user.mjs': `import bcrypt from 'bcrypt';
export const a = (password) => bcrypt.hashSync(password, 4);
export const b = async (password) => bcrypt.hash(password, await bcrypt.genSalt(8));
`,
      },
      expect: 'fail',
      at: ['user.mjs:2', 'user.mjs:3'],
      fixed: {
        'user.mjs': `import bcrypt from 'bcrypt';
export const a = (password) => bcrypt.hashSync(password, 12);
export const b = async (password) => bcrypt.hash(password, await bcrypt.genSalt(12));
`,
      },
    },
    {
      title: 'slow ones',
      given: {
        'user.mjs': `import bcrypt from 'bcrypt';
import argon2 from 'argon2';
import { pbkdf2Sync, scryptSync } from 'node:crypto';
export const a = (password) => bcrypt.hashSync(password, 12);
export const b = (password, salt) => pbkdf2Sync(password, salt, 600_000, 32, 'sha256');
export const c = (password, salt) => scryptSync(password, salt, 32);
export const d = (password) => argon2.hash(password);
`,
      },
      expect: 'pass',
    },
    {
      title: 'a fast hash before a slow one, here and in a worker',
      given: {
        'a.js': `const crypto = require('crypto');
const bcrypt = require('bcrypt');
exports.hash = async (password) => {
  const short = crypto.createHash('sha512').update(password).digest('base64');
  return bcrypt.hash(short, 12);
};
`,
        'b.js': `const crypto = require('crypto');
const pool = require('workerpool').pool('./worker.js');
exports.hash = async function (rounds, password) {
  password = crypto.createHash('sha512').update(password).digest('hex');
  return await pool.exec('hash', [password, rounds]);
};
`,
      },
      expect: 'pass',
    },
    {
      title: 'a fast hash that is kept, beside a slow one of something else',
      given: {
        'a.js': `const crypto = require('crypto');
const bcrypt = require('bcrypt');
exports.save = async (db, password, pin) => {
  const digest = crypto.createHash('sha512').update(password).digest('hex');
  await db.insert('hash', digest, await bcrypt.hash(pin, 12));
};
`,
      },
      expect: 'fail',
      at: ['a.js:4'],
    },
    {
      title: 'a digest of what is kept of a password, which tells that it was changed',
      given: {
        'token.js':
          "const { createHash } = require('crypto');\nexports.mark = (user) => createHash('sha256').update(user.encryptedPassword).digest('hex');\n",
      },
      expect: 'pass',
    },
    {
      title: 'a fast hash of something else',
      given: {
        'etag.js':
          "const { createHash } = require('crypto');\nexports.etag = (body) => createHash('sha1').update(body).digest('hex');\n",
      },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

function isPasswordName(name: string): boolean {
  return passwordName.test(name) && !keptName.test(name);
}

/** bcrypt hashes other things too, and then a quick one may be meant. */
function isOfPassword({ api, args }: NotableCall): boolean {
  return !/^bcrypt(?:js)?\.hash/.test(api) || isPasswordName(args[0]?.name ?? 'password');
}

function faultOf({ api, args, text, isFirstOfTwo }: NotableCall): string | undefined {
  // A digest that proves a password to another server (WSSE, HTTP Digest, CRAM): the protocol says how.
  if (isFirstOfTwo || /nonce|challenge|\brealm\b/i.test(text)) return undefined;
  const isPassword = (index: number): boolean => isPasswordName(args[index]?.name ?? '');
  const number = (index: number): number => Number(args[index]?.constants[0] ?? Number.NaN);
  if (/^crypto\.createHash\(\)\.update$/.test(api) && isPassword(0))
    return 'A password is hashed by a fast hash';
  if (/^(?:md5|sha1|crypto-js\.(?:MD5|SHA1|SHA256|SHA512|SHA3))$/.test(api) && isPassword(0))
    return 'A password is hashed by a fast hash';
  if (/^bcrypt(?:js)?\.(?:hash|hashSync|genSalt|genSaltSync)$/.test(api)) {
    const rounds = number(/genSalt/.test(api) ? 0 : 1);
    if (rounds < leastBcryptRounds) return `bcrypt runs ${rounds} rounds only`;
  }
  if (/^crypto\.pbkdf2(?:Sync)?$/.test(api) && isPassword(0) && number(2) < leastPbkdf2Rounds)
    return `PBKDF2 runs ${number(2)} rounds only`;
  return undefined;
}
