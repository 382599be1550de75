import { isHtml } from '../../analysis/site/exchange.ts';
import { type Collector, required } from '../collector.ts';
import { requiredSite } from '../required-site.ts';
import { collector as sitePages } from './site-pages.ts';

/** A file that should not be there for visitors. */
export interface ExposedFile {
  readonly url: string;
  readonly what: string;
}

/** What it is, and what it begins with or holds: a page for every address is no such file. */
const candidates: readonly (readonly [path: string, what: string, looks: RegExp])[] = [
  ['/.git/HEAD', 'the repository, with its history', /^(ref: refs\/|[0-9a-f]{40}\s*$)/],
  ['/.git/config', 'the repository, with its history', /^\s*\[core\]/],
  ['/.svn/wc.db', 'the repository', /^SQLite format 3/],
  ['/.hg/hgrc', 'the repository', /^\s*\[paths\]/],
  ['/.env', 'settings and secrets', /^\s*(#.*\s+)*(export\s+)?[A-Z][A-Z0-9_]*\s*=/],
  ['/.env.local', 'settings and secrets', /^\s*(#.*\s+)*(export\s+)?[A-Z][A-Z0-9_]*\s*=/],
  ['/.env.production', 'settings and secrets', /^\s*(#.*\s+)*(export\s+)?[A-Z][A-Z0-9_]*\s*=/],
  ['/.npmrc', 'the token of a registry', /^\s*(\/\/|registry\s*=|_auth|@[\w-]+:registry)/m],
  ['/.DS_Store', 'names of files', /^\0\0\0\x01Bud1/],
  ['/.htpasswd', 'names and password hashes', /^[\w.-]+:(\$|\{SHA\})/],
  ['/.aws/credentials', 'keys of a cloud account', /aws_access_key_id/],
  ['/.docker/config.json', 'the token of a registry', /"auths"\s*:/],
  ['/id_rsa', 'a private key', /^-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['/server.key', 'a private key', /^-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['/package.json', 'names and versions of packages', /^\s*\{[^]*"(dependencies|scripts)"\s*:/],
  ['/package-lock.json', 'names and versions of packages', /^\s*\{[^]*"lockfileVersion"\s*:/],
  ['/yarn.lock', 'names and versions of packages', /^# yarn lockfile|^__metadata:/m],
  ['/Dockerfile', 'how the app is built', /^\s*(#.*\s+)*(FROM|ARG)\s/m],
  ['/docker-compose.yml', 'how the app is run', /^services\s*:/m],
  [
    '/backup.sql',
    'a dump of a database',
    /^(--|\/\*)[^]{0,400}\b(dump|PostgreSQL|MariaDB|MySQL)\b/i,
  ],
  ['/dump.sql', 'a dump of a database', /^(--|\/\*)[^]{0,400}\b(dump|PostgreSQL|MariaDB|MySQL)\b/i],
  ['/database.sqlite', 'a database', /^SQLite format 3/],
  ['/server.js', 'the source of the app', /\brequire\(['"]|^import\s.+\sfrom\s/m],
  ['/app.js.map', 'the source of the app', /^\s*\{[^]*"sourcesContent"\s*:/],
  ['/server-status', 'who asks for what', /Apache Server Status/],
  ['/metrics', 'figures of the running app', /^# (HELP|TYPE) \w+/m],
  ['/debug/pprof/', 'figures of the running app', /Types of profiles available/],
  ['/actuator/env', 'settings and secrets', /"propertySources"/],
  ['/phpinfo.php', 'settings of the machine', /phpinfo\(\)/],
  ['/graphiql', 'a console for queries', /graphiql/i],
];
/** The ones that a browser shows as pages. */
const pages = new Set(['/server-status', '/debug/pprof/', '/phpinfo.php', '/graphiql']);
const start = 4096;

/** Files and pages that are open to everybody and should not be. */
export const collector: Collector<readonly ExposedFile[]> = {
  title: 'exposed files',
  reads: ['network'],
  async collect(source, ask) {
    const site = requiredSite(source);
    await required(ask, sitePages);
    const value: ExposedFile[] = [];
    for (const [path, what, looks] of candidates) {
      const url = new URL(path, site.url);
      const exchange = await site.exchange({ url }).catch(() => undefined);
      if (exchange === undefined || exchange.status !== 200) continue;
      if (isHtml(exchange) && !pages.has(path)) continue;
      // What the file holds is not kept.
      if (looks.test(exchange.body.slice(0, start))) value.push({ url: url.href, what });
    }
    return { value, origin: site.url.origin };
  },
};
