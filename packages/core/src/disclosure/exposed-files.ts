/** A file that should not be there for visitors, and how it is told from a page for every address. */
export interface ExposedFile {
  readonly path: string;
  /** What a stranger gets with it. */
  readonly what: string;
  /** What it begins with or holds. */
  readonly looks: RegExp;
  /** A browser shows it as a page. */
  readonly isPage: boolean;
}

const files: readonly (readonly [path: string, what: string, looks: RegExp])[] = [
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
const pages = new Set(['/server-status', '/debug/pprof/', '/phpinfo.php', '/graphiql']);

/** Files and pages that are often open to everybody and should not be. */
export const exposedFiles: readonly ExposedFile[] = files.map(([path, what, looks]) => ({
  path,
  what,
  looks,
  isPage: pages.has(path),
}));
