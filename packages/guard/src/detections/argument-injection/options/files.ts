import { words, type ProgramOptions } from './program-options.ts';

/** Programs that read, write or pack files. */
export const files: Readonly<Record<string, ProgramOptions>> = {
  tar: {
    long: words(`
      --to-command --checkpoint-action --use-compress-program --info-script
      --new-volume-script --rsh-command --rmt-command --absolute-names --directory --file
      --files-from --index-file --remove-files --owner --transform --xform --exclude-from
      --one-top-level --overwrite --unlink-first --recursive-unlink --dereference
    `),
    short: 'IFPCfTXhU',
    valued: 'fCTXbgIFHKLNV',
    valuedLong: words('--file --directory --exclude'),
  },
  find: {
    long: words('-exec -execdir -ok -okdir -delete -fprint -fprint0 -fprintf -fls -files0-from'),
    short: '',
    valued: '',
    valuedLong: words('-name -iname -path -ipath -regex -type -newer -size -user'),
    singleDash: true,
    ignoresDoubleDash: true,
  },
  zip: {
    long: words('--unzip-command --test --move --temp-path --out --recurse-paths'),
    short: 'TmbO@rR',
    valued: 'bntiOPx',
  },
  unzip: {
    long: [],
    short: 'd',
    valued: 'dPx',
  },
  '7z': {
    long: [],
    short: 'oispwx',
    valued: '',
    values: /^@/,
  },
  grep: {
    long: words(`
      --file --recursive --include --exclude-from --directories --dereference-recursive
    `),
    short: 'frRd',
    valued: 'ABCDdefm',
    valuedLong: words('--regexp --file --max-count'),
  },
  rg: {
    long: words(`
      --pre --pre-glob --hostname-bin --file --search-zip --ignore-file --follow --hidden
      --no-ignore --unrestricted
    `),
    short: 'fzLu',
    valued: 'ABCefgjmMrtT',
    valuedLong: words('--regexp --glob'),
  },
  sed: {
    long: words('--expression --file --in-place'),
    short: 'efi',
    valued: 'efl',
  },
  awk: {
    long: words('--file --source --include --load --exec --assign'),
    short: 'feEilvdop',
    valued: 'feFvEil',
  },
  gawk: {
    long: words(`
      --file --source --include --load --exec --assign --pretty-print --dump-variables
      --profile
    `),
    short: 'feEilvodp',
    valued: 'feFvEil',
  },
  sort: {
    long: words('--compress-program --output --temporary-directory --files0-from'),
    short: 'oT',
    valued: 'ktoST',
  },
  wc: {
    long: words('--files0-from'),
    short: '',
    valued: '',
  },
  du: {
    long: words('--files0-from --exclude-from'),
    short: 'X',
    valued: 'BdtX',
  },
  tee: {
    long: words('--append'),
    short: 'a',
    valued: '',
  },
  split: {
    long: words('--filter --additional-suffix'),
    short: '',
    valued: 'abClnt',
  },
  file: {
    long: words('--files-from --magic-file --compile'),
    short: 'fmC',
    valued: 'eFfmP',
  },
  less: {
    long: words('--log-file --LOG-FILE --lesskey-file --lesskey-src --tag-file'),
    short: 'oOkT',
    valued: 'bhjkoOpPtTxyz',
    values: /^\+./,
  },
  man: {
    long: words('--pager --html --manpath --config-file --preprocessor --local-file --browser'),
    short: 'PHMClp',
    valued: 'PCMSemELRr',
  },
  vim: {
    long: words('--cmd --startuptime --servername --remote-expr --remote-send'),
    short: 'cSsuUwWi',
    valued: 'cSsuUwWiTt',
    values: /^\+./,
  },
  emacs: {
    long: words('--eval --load --funcall --script --directory --execute --insert'),
    short: 'lfL',
    valued: 'lfLud',
  },
  cp: {
    long: words(`
      --target-directory --recursive --archive --backup --suffix --symbolic-link
      --dereference
    `),
    short: 'traRsLS',
    valued: 'tS',
  },
  mv: {
    long: words('--target-directory --backup --suffix'),
    short: 'tS',
    valued: 'tS',
  },
  ln: {
    long: words('--target-directory'),
    short: 't',
    valued: 'tS',
  },
  rm: {
    long: words('--recursive --force --no-preserve-root'),
    short: 'rRf',
    valued: '',
  },
  install: {
    long: words('--target-directory --strip-program --owner --mode'),
    short: 'tom',
    valued: 'gmotS',
  },
  chmod: {
    long: words('--reference --recursive'),
    short: 'R',
    valued: '',
  },
  chown: {
    long: words('--reference --recursive --from'),
    short: 'RHL',
    valued: '',
  },
  gpg: {
    long: words(`
      --output --keyserver --homedir --options --log-file --exec-path --photo-viewer
      --agent-program --import --decrypt --export-secret-keys --logger-file
      --passphrase-file --delete-secret-keys --status-file --load-extension --keyring
      --delete-keys --command-file --attribute-file --dirmngr-program --fetch-keys
      --recipient-file --hidden-recipient-file --trust-model --always-trust --edit-key
      --trustdb-name
    `),
    short: 'odrfF',
    valued: 'our',
  },
  openssl: {
    long: words(`
      -engine -provider -provider-path -out -config -passin -pass -in -writerand -keyout
      -CAfile -key -cert -inkey -signer -extfile -rand -connect -proxy
    `),
    short: '',
    valued: '',
    singleDash: true,
  },
};
