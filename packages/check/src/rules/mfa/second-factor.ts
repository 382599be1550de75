import { dependencyNames, signInPackage, webServer } from '../../analysis/web-app.ts';
import { appWith } from '../app-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const factors =
  /^(otplib|@otplib\/\w+|speakeasy|otpauth|totp-generator|node-2fa|@simplewebauthn\/(server|browser)|fido2-lib|webauthn|better-auth)$/;
/** These have one, and ask for it. */
const providers =
  /^(auth0|@auth0\/[\w-]+|express-openid-connect|openid-client|@okta\/[\w-]+|@clerk\/[\w-]+|@workos-inc\/node|firebase-admin|@supabase\/supabase-js|@azure\/msal-node|passport-(saml|openidconnect|azure-ad|google-oauth20|github2?)|@node-saml\/passport-saml|keycloak-connect|supertokens-node)$/;
const passwords = /^(bcrypt(js)?|argon2|@node-rs\/(argon2|bcrypt)|passport-local|scrypt-kdf)$/;

/** Users of the app can have a second factor. */
export const rule: Rule = defineRule({
  id: 'mfa/second-factor',
  practice: 'P2',
  severity: 'medium',
  confidence: 'likely',
  cwe: 308,
  controls: ['cis8:6.3', 'nis2:21.2.j'],
  title: 'People who sign in with a password can add a second factor',
  why: 'Passwords are reused and stolen by the million: without a second factor each of those lists opens some of your accounts.',
  fix: 'Offer passkeys (`@simplewebauthn/server`) or codes of an app (`otplib`), and ask administrators for one; or sign in by a provider that does.',
  needs: ['packages'],
  run({ packages }) {
    const names = dependencyNames(packages);
    if (webServer(names) === undefined || signInPackage(names) === undefined)
      return notApplicable('no web app here signs people in');
    const factor =
      names.find((name) => factors.test(name)) ?? names.find((name) => providers.test(name));
    const password = names.find((name) => passwords.test(name));
    if (factor !== undefined) return failBy([], factor);
    if (password === undefined) return notApplicable('no package here keeps passwords');
    return failBy(
      [
        {
          message: `The app keeps passwords (${password}) and knows no second factor`,
          identity: password,
        },
      ],
      '',
    );
  },
  examples: [
    { title: 'passkeys', given: appWith('argon2', '@simplewebauthn/server'), expect: 'pass' },
    { title: 'a provider', given: appWith('express-session', 'openid-client'), expect: 'pass' },
    { title: 'passwords alone', given: appWith('bcrypt', 'express-session'), expect: 'fail' },
    { title: 'tokens of others', given: appWith('jose'), expect: 'not-applicable' },
    {
      title: 'a library that hashes',
      given: { 'package.json': '{"dependencies":{"argon2":"1"}}' },
      expect: 'not-applicable',
    },
    { title: 'nobody signs in', given: appWith('pg'), expect: 'not-applicable' },
  ],
});
