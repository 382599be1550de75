import { codeFact } from '../../analysis/flow-findings.ts';
import type { NotableCall } from '../../analysis/taint/code-facts.ts';
import { removeLastArgument, removeListItem } from '../../analysis/syntax/call-arguments.ts';
import { judgeCalls } from '../flow-rule.ts';
import { defineRule, type Rule } from '../rule.ts';

/** Tokens are verified, by a real algorithm. */
export const rule: Rule = defineRule({
  id: 'crypto/jwt',
  practice: 'C5',
  severity: 'high',
  confidence: 'likely',
  cwe: 347,
  controls: ['asvs5:9.1.1', 'asvs5:9.1.2'],
  title: 'JSON Web Tokens are verified',
  why: 'A token that nobody verifies says whatever its sender wrote: any user, any role.',
  fix: "Use `jwt.verify(token, key, { algorithms: ['HS256'] })`; never `none`, and `decode` only for what was verified.",
  needs: ['code'],
  run: ({ code }) => {
    const isVerified = new Set(code.calls.filter(verifies).map(({ file }) => file));
    // What the team's own server or a provider handed over may be read as it is.
    const sent = new Set(
      code.flows
        .filter(({ harm, label }) => label === 'input' && harm === undefined)
        .map(({ file, line }) => `${file}:${line}`),
    );
    const judged = (call: NotableCall): string | undefined =>
      faultOf(call, isVerified.has(call.file));
    return judgeCalls(code, {
      is: (call) => judged(call) !== undefined,
      message: (call) => judged(call)!,
      severity: (call) =>
        judged(call) === undecided && !sent.has(`${call.file}:${call.line}`) ? 'low' : undefined,
      fact: codeFact(code),
    });
  },
  mend: {
    needsUnsafe: true,
    title:
      'Take `none` out of a list of algorithms, and the argument away that tells jwt-simple not to verify',
    reads: ['texts'],
    offer({ place, message }, { texts }) {
      const file = texts?.files.find(({ path }) => path === place?.file);
      const { line, column } = place ?? {};
      if (!file || line === undefined || column === undefined) return undefined;
      const { path, text } = file;
      const edit = message.includes('`none`')
        ? removeListItem(path, text, { line, column }, 'none')
        : message === unread
          ? removeLastArgument(path, text, { line, column }, true)
          : undefined;
      return (
        edit && { title: `Verify tokens in ${path}`, edits: [edit], isUnsafe: message === unread }
      );
    },
  },
  examples: [
    {
      title: 'the algorithm none, given and accepted',
      given: {
        'auth.js': `const jwt = require('jsonwebtoken');
exports.sign = (user) => jwt.sign(user, '', { algorithm: 'none' });
exports.read = (token) => jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
`,
      },
      expect: 'fail',
      at: ['auth.js:2', 'auth.js:3'],
    },
    {
      title: 'the algorithm none, accepted beside a real one',
      given: {
        'auth.js':
          "const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.verify(token, key, { algorithms: ['none', 'HS256'] });\n",
      },
      expect: 'fail',
      fixed: {
        'auth.js':
          "const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.verify(token, key, { algorithms: ['HS256'] });\n",
      },
    },
    {
      title: 'decoded where it should be verified',
      given: {
        'auth.mjs': `import jwt from 'jsonwebtoken';
export function user(req, res, next) {
  req.user = jwt.decode(req.headers.authorization.slice(7));
  next();
}
`,
      },
      expect: 'fail',
      at: ['auth.mjs:3'],
    },
    {
      title: 'told not to verify',
      given: {
        'auth.js':
          "const jwt = require('jwt-simple');\nexports.read = (token, key) => jwt.decode(token, key, true);\n",
      },
      expect: 'fail',
      fixed: {
        'auth.js':
          "const jwt = require('jwt-simple');\nexports.read = (token, key) => jwt.decode(token, key);\n",
      },
      at: ['auth.js:2'],
    },
    {
      title: 'verified',
      given: {
        'auth.js':
          "const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.verify(token, key, { algorithms: ['RS256'] });\n",
      },
      expect: 'pass',
    },
    {
      title: 'decoded to choose the key, then verified',
      given: {
        'auth.js':
          "const jwt = require('jsonwebtoken');\nexports.read = (token) => {\n  const { header } = jwt.decode(token, { complete: true });\n  return jwt.verify(token, keys[header.kid], { algorithms: ['RS256'] });\n};\n",
      },
      expect: 'pass',
    },
    {
      title: 'decoded for its header, and verified elsewhere',
      given: {
        'header.js':
          "const jwt = require('jsonwebtoken');\nexports.header = (token) => jwt.decode(token, { complete: true }).header;\n",
      },
      expect: 'pass',
    },
    {
      title: 'renewed after Passport has verified it',
      given: {
        'auth.js': `const jwt = require('jsonwebtoken');
const passport = require('passport');
exports.authenticate = (req, res, next) => {
  passport.authenticate('jwt', { session: false }, (error, user, info) => {
    if (info instanceof Error && info.name === 'TokenExpiredError') renew(jwt.decode(req.cookies.jwt).id);
    next();
  })(req, res, next);
};
`,
      },
      expect: 'pass',
    },
    {
      title: 'a token that the provider itself answered with: a low finding',
      given: {
        'oidc.js': `const jwt = require('jsonwebtoken');
exports.profile = async (tokens) => jwt.decode(tokens.id_token);
`,
      },
      expect: 'fail',
      at: ['oidc.js:2'],
    },
    {
      title: 'a decode of something else',
      given: { 'a.js': "const base = require('base-x');\nbase.decode(token);\n" },
      expect: 'pass',
    },
    { title: 'no code', given: { 'README.md': '' }, expect: 'not-applicable' },
  ],
});

const undecided = 'The token is decoded and not verified';
const unread = 'The token is read without being verified';

/** Calls after which a token of the same file may be trusted. */
function verifies({ api, args }: NotableCall): boolean {
  const isPassport = api === 'passport.authenticate' && args[0]?.constants.includes('jwt') === true;
  return isPassport || /\.verify$|jwtVerify$/.test(api);
}

/** Its header is asked for, to choose the key by: what verifies it may stand in another file. */
function readsHeader({ args }: NotableCall): boolean {
  return args.some(({ fields }) => fields['complete']?.includes(true) === true);
}

function faultOf(call: NotableCall, isVerified: boolean): string | undefined {
  const { api, args } = call;
  const options = args.flatMap(({ fields }) => [
    ...(fields['algorithm'] ?? []),
    ...(fields['algorithms'] ?? []),
  ]);
  const isJwt = /^(?:jsonwebtoken\.(?:sign|verify)|express-jwt|jose\b.*)/.test(api);
  if (isJwt && options.some((one) => String(one).toLowerCase() === 'none'))
    return 'The algorithm `none` takes any token for genuine';
  if (api === 'jwt-simple.decode' && args[2]?.constants.includes(true)) return unread;
  if (/^(?:jsonwebtoken\.decode|jose\.decodeJwt)$/.test(api) && !isVerified && !readsHeader(call))
    return undecided;
  return undefined;
}
