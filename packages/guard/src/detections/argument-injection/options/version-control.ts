import { words, type ProgramOptions } from './program-options.ts';

/** Version control and package managers. */
export const versionControl: Readonly<Record<string, ProgramOptions>> = {
  // CVE-2017-1000117; simple-git: CVE-2022-24066, CVE-2022-24433, CVE-2022-25860.
  git: {
    long: words(`
      --upload-pack --receive-pack --exec --exec-path --output --config --config-env
      --open-files-in-pager --template --separate-git-dir --git-dir --work-tree --ext-diff
      --no-index --extcmd --upload-archive --remote --to-cmd --smtp-server --super-prefix
      --reference --file --bundle-uri --pathspec-from-file --contents --attr-source
    `),
    short: 'ucxOC',
    valued: 'bemCcSFoju',
    valuedLong: words(`
      --message --author --branch --depth --date --format --grep --file --max-count
      --origin
    `),
    values: /^(?:ext|fd)::/i,
  },
  // CVE-2017-17458.
  hg: {
    long: words('--config --debugger --remotecmd --ssh --cwd --repository --output'),
    short: 'eRo',
    valued: 'eRo',
  },
  svn: {
    long: words('--config-option --config-dir --editor-cmd --diff-cmd --diff3-cmd'),
    short: '',
    valued: 'rFm',
  },
  npm: {
    long: words(`
      --prefix --script-shell --node-options --registry --userconfig --globalconfig --call
      --git --shell --editor --viewer --global --init-module --cache --logs-dir --package
      --proxy --https-proxy --cafile --ignore-scripts --unsafe-perm
    `),
    short: 'cgC',
    valued: 'cCw',
    values:
      /^(?:git(?:hub|lab)?[:+]|bitbucket:|gist:|npm:|file:|https?:|ssh:|\.{0,2}\/|[\w.-]+\/[\w.-]+|@?[\w./-]+@(?:npm:|file:|git|https?:|ssh:))/i,
  },
  npx: {
    long: words('--call --package --yes --registry --prefix'),
    short: 'cpy',
    valued: 'cpw',
  },
  pip: {
    long: words(`
      --index-url --extra-index-url --requirement --target --editable --find-links --log
      --global-option --proxy --trusted-host --python --cache-dir
    `),
    short: 'iretf',
    valued: 'iretfc',
    values: /^(?:git\+|https?:|file:)/i,
  },
  apt: {
    long: words('--option --config-file'),
    short: 'oc',
    valued: 'oct',
  },
  'apt-get': {
    long: words('--option --config-file --allow-unauthenticated'),
    short: 'oc',
    valued: 'oct',
  },
};
