import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame } from '../../analysis/code-frame.ts';
import {
  isReadByServer,
  readsCookiesInBrowsers,
  takesFormsOfOthers,
} from '../../analysis/cookie-readers.ts';
import { type CookieFlag, responseCookies } from '../../analysis/syntax/response-cookies.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const faults: Readonly<Record<CookieFlag, string>> = {
  httpOnly: 'scripts can read it',
  secure: 'it goes over plain http too',
  sameSite: 'other sites can send it along',
};
/** Words of names of cookies by which people are known. */
const signsIn =
  /^(sid|sess|session|sessionid|token|jwt|auth|authorization|access|refresh|remember|rememberme|login|signin)$/;
const protects = /csrf|xsrf/i;

/** Cookies by which people are known go only where they must. */
export const rule: Rule = defineRule({
  id: 'cookies/response-options',
  practice: 'P7',
  severity: 'medium',
  confidence: 'likely',
  cwe: 614,
  controls: ['asvs5:3.3.1', 'asvs5:3.3.2', 'asvs5:3.3.4'],
  title: 'Cookies that sign people in are closed to scripts, plain connections and other sites',
  why: 'Who gets the cookie is signed in: by one script on the page, one request over plain http, or one link on another site.',
  fix: "Write `{ httpOnly: true, secure: true, sameSite: 'lax' }`; where the app also runs without TLS, `secure: req.secure`.",
  needs: ['texts'],
  run({ texts }) {
    const cookies = texts.files
      .filter(({ path }) => isAppFile(path))
      .flatMap((file) => responseCookies(file.path, file.text).map((cookie) => ({ file, cookie })))
      .filter(({ cookie }) => isSignIn(cookie.name));
    if (
      cookies.length === 0 &&
      !texts.files.some(({ path, text }) => isAppFile(path) && sets.test(text))
    )
      return notApplicable('no code sets cookies on a response');
    return failBy(
      cookies.map(({ file, cookie: { name, line, column, lacks } }) => ({
        place: { file: file.path, line, column },
        message: `Of the cookie ${name}: ${lacks.map((flag) => faults[flag]).join('; ')}`,
        identity: `${name} ${lacks.join(' ')}`,
        frame: codeFrame(file.text, line),
        ...(!lacks.includes('httpOnly') && { severity: 'low' as const }),
      })),
      'no cookie of a sign-in is open',
    );
  },
  mend: {
    title:
      "Write `httpOnly: true` where the server reads the cookie and no script does, `secure: req.secure` (Fastify: `'auto'`), which leaves development alone, and `sameSite: 'lax'`",
    offer({ place }, { texts: { files } }) {
      const file = files.find(({ path }) => path === place?.file);
      const cookie =
        file &&
        responseCookies(file.path, file.text).find(
          ({ line, column }) => line === place?.line && column === place.column,
        );
      if (!cookie?.edits) return undefined;
      const { name, lacks, switchedOff, edits } = cookie;
      // What somebody wrote may be meant: a cookie for scripts, one for other sites.
      if (switchedOff.some((flag) => flag !== 'secure')) return undefined;
      if (
        lacks.includes('httpOnly') &&
        (!isReadByServer(files, name) || readsCookiesInBrowsers(files))
      )
        return undefined;
      if (lacks.includes('sameSite') && takesFormsOfOthers(files)) return undefined;
      return {
        title: `Close the cookie ${name} of ${file!.path}`,
        edits,
        ...(lacks.includes('secure') && {
          afterwards: "behind a proxy: app.set('trust proxy', 1), so that the app knows of TLS",
        }),
      };
    },
  },
  examples: [
    {
      title: 'closed',
      given: app("res.cookie('token', t, { httpOnly: true, secure: true, sameSite: 'none' });"),
      expect: 'pass',
    },
    {
      title: 'options from elsewhere, cookies that sign nobody in, and one that is taken back',
      given: app(
        "res.cookie('token', t, options);\n  res.cookie('token', t, { ...options, httpOnly: false });\n  res.cookie('language', 'de');\n  res.cookie('XSRF-TOKEN', t);\n  res.cookie('token', '', { maxAge: 0 });\n  res.cookie('jwt', 'gone', { expires: new Date(0) });",
      ),
      expect: 'pass',
    },
    {
      title: 'no options',
      given: app("res.cookie('token', t);"),
      expect: 'fail',
      at: ['app.js:2'],
      fixed: app(
        "res.cookie('token', t, { httpOnly: true, secure: req.secure, sameSite: 'lax' });",
      ),
    },
    {
      title: 'some options, on lines of their own with comments, in a call that goes on',
      given: app(
        "res.status(200).cookie('refreshToken', t, {\n    maxAge: day, // one\n    secure: false,\n    path: '/refresh' // no more\n  }).json({});",
        'refreshToken',
      ),
      expect: 'fail',
      fixed: app(
        "res.status(200).cookie('refreshToken', t, {\n    maxAge: day, // one\n    secure: req.secure,\n    path: '/refresh', // no more\n    httpOnly: true,\n    sameSite: 'lax'\n  }).json({});",
        'refreshToken',
      ),
    },
    {
      title: 'one option, with a comma at its end',
      given: app(
        "res.cookie('sid', t, {\n    httpOnly: true,\n    secure: isSecure,\n  });",
        'sid',
      ),
      expect: 'fail',
      fixed: app(
        "res.cookie('sid', t, {\n    httpOnly: true,\n    secure: isSecure,\n    sameSite: 'lax',\n  });",
        'sid',
      ),
    },
    {
      title: 'Fastify',
      given: {
        'app.ts':
          "app.post('/', async (request: FastifyRequest, reply) => {\n  reply.setCookie('session', id, { path: '/' });\n});\napp.get('/', ({ cookies }) => cookies['session']);\n",
      },
      expect: 'fail',
      at: ['app.ts:2'],
      fixed: {
        'app.ts':
          "app.post('/', async (request: FastifyRequest, reply) => {\n  reply.setCookie('session', id, { path: '/', httpOnly: true, secure: 'auto', sameSite: 'lax' });\n});\napp.get('/', ({ cookies }) => cookies['session']);\n",
      },
    },
    {
      title: 'open, and a script of the page reads cookies',
      given: { ...app("res.cookie('token', t);"), 'public/a.js': 'show(document.cookie);' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'open, and nothing of the server reads it: it may be for scripts',
      given: app("res.cookie('jwt', t);"),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'open to scripts on purpose',
      given: app("res.cookie('token', t, { httpOnly: false, secure: true, sameSite: 'lax' });"),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'open, and people come back by a form of another site',
      given: {
        ...app("res.cookie('token', t);"),
        'saml.js': "require('@node-saml/passport-saml');",
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'open, where the request is not at hand',
      given: {
        'app.js':
          "function send(user, res) {\n  res.cookie('token', user.token);\n}\nx(req.cookies.token);\n",
      },
      expect: 'fail',
      fixed: {},
    },
    { title: 'no cookies', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

const sets = /\b(?:res|response|reply|rep)\b[^;{}]{0,200}\.(?:cookie|setCookie)\s*\(/i;

function isSignIn(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return !protects.test(name) && words.some((word) => signsIn.test(word));
}

function app(line: string, read = 'token'): Record<string, string> {
  return {
    'app.js': `app.post('/login', async (req, res) => {\n  ${line}\n});\nlet known = req.cookies.${read};\n`,
  };
}
