import { isAppFile } from '../../analysis/app-files.ts';
import { dependencyNames, signInPackage, webServer } from '../../analysis/web-app.ts';
import { appWith } from '../app-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const identifies =
  /\bidentify\s*\(\s*\{|\b(Sentry\.)?setUser\s*\(|tracer\.appsec\.setUser|\bzen\.setUser\b/;

/** What watches the app knows who a request is of. */
export const rule: Rule = defineRule({
  id: 'users/identified',
  practice: 'M3',
  severity: 'medium',
  confidence: 'possible',
  cwe: 778,
  controls: ['asvs5:16.3.3', 'iso27001:A.8.16'],
  title: 'What watches the app is told which user a request is of',
  why: 'An attack by a user who signed in looks like an address among many, until somebody knows whose account it is and can shut it.',
  fix: "Say it where the user is known: `import { identify } from 'castellan/guard'; if (identify({ id: user.id })) next();`. express-session and Passport are seen by themselves.",
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = dependencyNames(packages);
    const signIn = signInPackage(names);
    if (webServer(names) === undefined || signIn === undefined)
      return notApplicable('no web app here signs people in');
    const seen = names.find((name) => name === 'express-session' || name === 'passport');
    if (seen !== undefined && names.includes('castellan'))
      return failBy([], `guard sees users by ${seen}`);
    const file = texts.files.find(({ path, text }) => isAppFile(path) && identifies.test(text));
    if (file !== undefined) return failBy([], `${file.path} says who it is`);
    return failBy(
      [
        {
          message: `People sign in by ${signIn}, and nothing that watches is told who they are`,
          identity: 'users',
        },
      ],
      '',
    );
  },
  examples: [
    {
      title: 'told',
      given: { ...appWith('jose'), 'a.js': 'if (identify({ id: user.id })) next();' },
      expect: 'pass',
    },
    { title: 'seen by guard', given: appWith('passport', 'castellan'), expect: 'pass' },
    {
      title: 'told nowhere',
      given: { ...appWith('jsonwebtoken'), 'a.js': 'jwt.verify(a, b)' },
      expect: 'fail',
    },
    { title: 'nobody signs in', given: appWith('pg'), expect: 'not-applicable' },
  ],
});
