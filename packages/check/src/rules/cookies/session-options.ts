import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame } from '../../analysis/code-frame.ts';
import { readsCookiesInBrowsers, takesFormsOfOthers } from '../../analysis/cookie-readers.ts';
import { sessionCookies } from '../../analysis/syntax/session-options.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** The cookie that is worth a sign-in goes only where it must. */
export const rule: Rule = defineRule({
  id: 'cookies/session-options',
  practice: 'P7',
  severity: 'medium',
  confidence: 'likely',
  cwe: 614,
  controls: ['asvs5:3.3.1', 'asvs5:3.3.2', 'asvs5:3.3.4'],
  title: 'The session cookie is closed to scripts, plain connections and other sites',
  why: 'Who gets the cookie is signed in: by one script on the page, one request over plain http, or one link on another site.',
  fix: "Write `cookie: { secure: 'auto', sameSite: 'lax' }` into the options of express-session, and leave httpOnly on; behind a proxy set `trust proxy`.",
  needs: ['manifest', 'texts'],
  run({ manifest, texts }) {
    if (manifest === null || !Object.hasOwn(manifest.dependencies, 'express-session'))
      return notApplicable('the app does not depend on express-session');
    const findings = texts.files
      .filter(({ path }) => isAppFile(path))
      .flatMap(({ path, text }) =>
        sessionCookies(path, text).map(({ line, column, faults }) => ({
          place: { file: path, line, column },
          message: `Of the session cookie: ${faults.join('; ')}`,
          identity: faults.join('; '),
          frame: codeFrame(text, line),
        })),
      );
    return failBy(findings, 'its session cookies are closed');
  },
  mend: {
    title:
      "Write `secure: 'auto'` and `sameSite: 'lax'`, and turn httpOnly on where no script of a page reads cookies",
    offer({ place }, { texts }) {
      const file = texts.files.find(({ path }) => path === place?.file);
      const cookies = file ? sessionCookies(file.path, file.text) : [];
      const cookie = cookies.find(
        ({ line, column }) => line === place?.line && column === place.column,
      );
      if (!cookie?.edits) return undefined;
      const { edits, isForScripts } = cookie;
      const writesLax = edits.some(({ to }) => to.includes('lax'));
      if (isForScripts && readsCookiesInBrowsers(texts.files)) return undefined;
      if (writesLax && takesFormsOfOthers(texts.files)) return undefined;
      return {
        title: `Close the session cookie of ${file!.path}`,
        edits,
        afterwards: "behind a proxy: app.set('trust proxy', 1), so that the app knows of TLS",
      };
    },
  },
  examples: [
    {
      title: 'closed',
      given: app("session({ secret: s, cookie: { secure: true, sameSite: 'lax' } })"),
      expect: 'pass',
    },
    {
      title: 'as configured',
      given: app('session({ secret: s, cookie: config.cookie })'),
      expect: 'pass',
    },
    {
      title: 'nothing said',
      given: app('session({ secret: s })'),
      expect: 'fail',
      at: ['app.js:2'],
      fixed: changed("session({ secret: s, cookie: { secure: 'auto', sameSite: 'lax' } })"),
    },
    {
      title: 'open on purpose, on several lines',
      given: app(
        'session({\n    secret: s,\n    cookie: {\n      httpOnly: false,\n      secure: false, // behind nginx\n    },\n  })',
      ),
      expect: 'fail',
      fixed: changed(
        "session({\n    secret: s,\n    cookie: {\n      httpOnly: true,\n      secure: 'auto', // behind nginx\n      sameSite: 'lax',\n    },\n  })",
      ),
    },
    {
      title: 'open to scripts, and a page reads cookies',
      given: {
        ...app("session({ cookie: { httpOnly: false, secure: 'auto', sameSite: 'lax' } })"),
        'views/a.ejs': '<script>send(document.cookie)</script>',
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'nothing said, and people come back by a form of another site',
      given: { ...app('session({ secret: s })'), 'b.js': "apple({ responseMode: 'form_post' });" },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no sessions',
      given: { 'package.json': '{"dependencies":{"express":"5"}}' },
      expect: 'not-applicable',
    },
  ],
});

function changed(call: string): Record<string, string> {
  return { 'app.js': `const session = require('express-session');\napp.use(${call});\n` };
}

function app(call: string): Record<string, string> {
  return { 'package.json': '{"dependencies":{"express-session":"1"}}', ...changed(call) };
}
