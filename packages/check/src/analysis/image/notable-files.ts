/** Folders in which package managers keep what they fetched. */
const cacheFolders: readonly RegExp[] = [
  /^var\/lib\/apt\/lists(?=\/(?!lock$|partial$|auxfiles))/,
  /^var\/cache\/(?:apt\/archives(?=\/[^/]+\.deb$)|apk|dnf|yum)(?=\/)/,
  /^(?:root|home\/[^/]+)\/\.npm\/_cacache(?=\/)/,
  /^(?:root|home\/[^/]+)\/\.cache\/(?:yarn|pip|node-gyp|pnpm|go-build)(?=\/)/,
  /^usr\/local\/share\/\.cache\/yarn(?=\/)/,
  /^(?:root|home\/[^/]+)\/\.local\/share\/pnpm\/store(?=\/)/,
];

/** The folder of a cache that a file is in. */
export function cacheOf(path: string): string | undefined {
  for (const folder of cacheFolders) {
    const [found] = folder.exec(path) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}

const leftovers: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(^|\/)\.git\/HEAD$/, 'the history of the code'],
  [/(^|\/)\.(?:svn|hg)\/(?:wc\.db|store\/00manifest\.i)$/, 'the history of the code'],
  [
    /(^|\/)\.env(\.(?!example$|sample$|template$|dist$|defaults?$|schema$)[\w.-]+)?$/,
    'an environment file',
  ],
  [/^(?:root|home\/[^/]+)\/\.(?:bash|ash|sh|zsh|node_repl)_history$/, 'what somebody typed'],
  [
    /^(?:root|home\/[^/]+)\/\.(?:aws\/credentials|docker\/config\.json|netrc|git-credentials|kube\/config)$/,
    'credentials of a person',
  ],
  [/^(?:root|home\/[^/]+)\/\.ssh\/id_(?:rsa|dsa|ecdsa|ed25519)$/, 'a key of a person'],
  [/^(?:root|home\/[^/]+)\/\.npm\/_logs\/[^/]+$/, 'logs of npm'],
  [/(^|\/)\.terraform\/terraform\.tfstate$|\.tfstate(\.backup)?$/, 'the state of Terraform'],
];

/** What a file tells that nobody meant to ship; packages of others have theirs. */
export function leftoverOf(path: string): string | undefined {
  if (/(^|\/)node_modules\//.test(path)) return undefined;
  return leftovers.find(([pattern]) => pattern.test(path))?.[1];
}

/** Of the distribution or of packages: their examples and tests are full of made-up keys. */
const ofOthers =
  /(^|\/)(?:node_modules|site-packages|dist-packages)\/|^(?:usr\/(?:share|include|lib|lib64|libexec|src|bin|sbin|local\/(?:lib|include|share|bin))|lib|lib64|bin|sbin|proc|sys|dev|var\/(?:lib\/(?:dpkg|apt|apk|rpm)|cache|log))\//;
const readable = /(^|\/)\.npmrc$|(^|\/)\.yarnrc(\.yml)?$/;
/** Made at the first start of a package, or test certificates that everybody has. */
const knownToAll =
  /ssl-cert-snakeoil|(^|\/)(?:ca-certificates|ca-bundle|cert)\.(?:crt|pem)$|^etc\/ssl\/certs\/|^etc\/pki\//;

/** Files of the team in which secrets are looked for. */
export function maySearch(path: string): boolean {
  return readable.test(path) || (!ofOthers.test(path) && !knownToAll.test(path));
}

/** Where everybody may write by design. */
const openByDesign =
  /^(?:(?:var\/)?tmp|dev|proc|run|var\/run|var\/lock|run\/lock|var\/spool\/(?:cron|mail|samba)|var\/mail|var\/crash|var\/local)(?:\/|$)/;

/** Whether everybody may write what nobody expects to be written. */
export function isOpenToAll(path: string, mode: number, isFolder: boolean): boolean {
  const isSticky = isFolder && (mode & 0o1000) !== 0;
  return (mode & 0o002) !== 0 && !isSticky && path !== '' && !openByDesign.test(path);
}
