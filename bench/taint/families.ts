/** A kind of hole: our rules for it, and whose labels speak of it. */
export interface Family {
  readonly name: string;
  readonly rules: readonly string[];
  /** Rules of Semgrep's public rule set whose annotated tests are taken. */
  readonly semgrep: RegExp;
  /** Rules of eslint-plugin-security that are for the same. */
  readonly eslint: readonly string[];
}

/** The kinds of holes that are measured. */
export const families: readonly Family[] = [
  {
    name: 'sql',
    rules: ['injection/sql'],
    semgrep: /sqli$|sql-string$|sequelize-injection/,
    eslint: [],
  },
  {
    name: 'command',
    rules: ['injection/command', 'code/shell-string'],
    semgrep:
      /^(?:detect-child-process|shelljs-exec-injection|spawn-git-clone|dangerous-spawn-shell)$/,
    eslint: ['detect-child-process'],
  },
  {
    name: 'code',
    rules: ['injection/code'],
    semgrep:
      /^(?:tainted-eval|.*vm2?-(?:\w+-)?injection|vm-runincontext-injection|.*sandbox-code-injection|code-string-concat|eval-detected|detect-eval-with-expression|vm2-.*)$/,
    eslint: ['detect-eval-with-expression'],
  },
  {
    name: 'path',
    rules: ['injection/path'],
    semgrep: /path-join-resolve-traversal$|^express-res-sendfile$|^detect-non-literal-fs-filename$/,
    eslint: ['detect-non-literal-fs-filename', 'detect-non-literal-require'],
  },
  {
    name: 'ssrf',
    rules: ['injection/ssrf'],
    semgrep: /ssrf$|(?:puppeteer|playwright)-goto-injection$/,
    eslint: [],
  },
  {
    name: 'html',
    rules: ['xss/response-concat'],
    // Not raw-html-format: it labels text without tags as sound, which Express sends as HTML all the same.
    semgrep: /^(?:direct-response-write|tainted-html-(?:response|string))$/,
    eslint: ['detect-disable-mustache-escape'],
  },
  {
    name: 'template',
    rules: ['xss/template-from-input'],
    semgrep: /^(?:res-render-injection|express-insecure-template-usage)$/,
    eslint: [],
  },
  {
    name: 'redirect',
    rules: ['redirect/open'],
    semgrep: /^(?:express-open-redirect|unknown-value-in-redirect)$/,
    eslint: [],
  },
  {
    name: 'crypto',
    rules: ['crypto/jwt', 'crypto/weak-cipher', 'crypto/tls-verify-off'],
    semgrep:
      /^(?:jwt-none-alg|jwt-decode-without-verify|jwt-simple-noverify|create-de-cipher-no-iv|.*tls-disabled-cert-validation)$/,
    eslint: ['detect-pseudoRandomBytes', 'detect-possible-timing-attacks'],
  },
];
