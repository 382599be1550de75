import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame, lineOf } from '../../analysis/code-frame.ts';
import { dependencyNames, webServer } from '../../analysis/web-app.ts';
import { appWith } from '../app-example.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const signIn =
  /\.(?:post|all)\(\s*["'`][^"'`]*\/(?:login|log-in|signin|sign-in|sessions?|auth|token|password|forgot|reset)\b[^"'`]*["'`]/i;
const limiters =
  /^(express-rate-limit|rate-limiter-flexible|@fastify\/rate-limit|koa-ratelimit|@nestjs\/throttler|express-brute|express-slow-down|@upstash\/ratelimit|hapi-rate-limitor|limiter|hono-rate-limiter|better-auth|bottleneck)$/;
const before = /\blimit_req\b|rate_limit\s*\{|ratelimit|rate-limit|RateLimit/;

/** Passwords cannot be guessed without end. */
export const rule: Rule = defineRule({
  id: 'ato/rate-limit',
  practice: 'P7',
  severity: 'medium',
  confidence: 'possible',
  cwe: 770,
  controls: ['iso27001:A.8.5', 'soc2:CC6.1'],
  title: 'Routes by which people sign in are limited',
  why: 'Lists of stolen passwords are tried by the thousand a minute, on every account in turn.',
  fix: 'Limit by account and by address: `rate-limiter-flexible`, `@fastify/rate-limit`, `limit_req` of nginx; guard and watch limit and block who tries.',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = dependencyNames(packages);
    const files = texts.files.filter(({ path, text }) => isAppFile(path) && signIn.test(text));
    if (webServer(names) === undefined || files.length === 0)
      return notApplicable('no route here signs people in');
    const limiter = names.find((name) => limiters.test(name));
    const proxy = texts.files.find(
      ({ path, text }) =>
        /nginx|caddy|traefik|haproxy|\.ya?ml$|\.conf$/i.test(path) && before.test(text),
    );
    const own = files.find(({ text }) => before.test(text) || /too many|429|attempts/i.test(text));
    const found = limiter ?? proxy?.path ?? own?.path;
    if (found !== undefined) return failBy([], found);
    return failBy(
      files.map(({ path, text }): RuleFinding => {
        const line = lineOf(text, signIn) ?? 1;
        return {
          place: { file: path, line },
          message: 'Nothing limits how often this is tried',
          identity: 'sign-in',
          frame: codeFrame(text, line),
        };
      }),
      '',
    );
  },
  examples: [
    {
      title: 'a limiter',
      given: app("app.post('/login', login);", 'rate-limiter-flexible'),
      expect: 'pass',
    },
    {
      title: 'nginx before it',
      given: { ...app("app.post('/login', login);"), 'nginx.conf': 'limit_req zone=login;' },
      expect: 'pass',
    },
    {
      title: 'nothing',
      given: app("app.get('/');\napp.post('/api/login', login);"),
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'nobody signs in',
      given: app("app.post('/orders', order);"),
      expect: 'not-applicable',
    },
  ],
});

function app(code: string, ...names: string[]): Readonly<Record<string, string>> {
  return { ...appWith(...names), 'a.js': code };
}
