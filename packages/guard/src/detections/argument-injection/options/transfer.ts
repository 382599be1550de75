import { words, type ProgramOptions } from './program-options.ts';

/** Programs that talk to other hosts. */
export const transfer: Readonly<Record<string, ProgramOptions>> = {
  curl: {
    long: words(`
      --output --remote-name --remote-name-all --output-dir --config --upload-file --proxy
      --preproxy --data --data-binary --data-urlencode --form --cookie-jar --dump-header
      --trace --trace-ascii --unix-socket --engine --next --url --cert --key --netrc-file
      --resolve --connect-to --libcurl --stderr --hsts --etag-save --location-trusted
      --insecure --json --abstract-unix-socket --remote-header-name --cookie --netrc
      --netrc-optional --proto --proto-redir --write-out --header --socks4 --socks4a
      --socks5 --socks5-hostname --variable --alt-svc --quote --doh-url --create-dirs
    `),
    short: 'oOKTxdFcDkEJbnwHQ',
    valued: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz',
    valuedLong: words(`
      --header --user --user-agent --max-time --request --data --data-raw --data-binary
      --output --connect-timeout
    `),
    values:
      /^(?:file|dict|gophers?|scp|sftp|tftp|smbs?|ldaps?|telnet|rtsp|rtmp\w*|imaps?|pop3s?|smtps?|mqtt):/i,
    // `@file` and `name=@file` send a file's content.
    valuesBehind: {
      options: words(`
        -d --data --data-binary --data-ascii --data-urlencode --json -F --form -H --header -w
        --write-out
      `),
      mark: /^[\w.-]{0,64}=?[@<]/,
    },
  },
  wget: {
    long: words(`
      --output-document --output-file --append-output --directory-prefix --input-file
      --post-file --body-file --use-askpass --execute --config --load-cookies
      --save-cookies --warc-file --no-check-certificate --certificate --private-key
      --hsts-file --content-disposition --rejected-log --recursive --mirror --proxy
    `),
    short: 'OoaPierm',
    valued: 'OoaPieUTtQlARDIwBX',
    valuedLong: words('--header --user-agent --timeout --output-document --tries'),
  },
  // A host that begins with a dash becomes `-oProxyCommand` (CVE-2017-12836).
  ssh: {
    long: [],
    short: 'oFESDLRwIJWA',
    valued: 'BbcDEeFIiJLlmOopPQRSWw',
  },
  scp: {
    long: [],
    short: 'oFSDJ',
    valued: 'cDFiJloPSX',
  },
  sftp: {
    long: [],
    short: 'oFSbDJ',
    valued: 'BbcDFiJloPRSsX',
  },
  plink: {
    long: words('-proxycmd'),
    short: 'm',
    valued: 'mPl',
    singleDash: true,
  },
  rsync: {
    long: words(`
      --rsh --rsync-path --log-file --files-from --include-from --exclude-from
      --password-file --config --dparam --write-batch --backup-dir --temp-dir --delete
      --daemon --remove-source-files --remote-option --read-batch --only-write-batch
      --partial-dir --copy-dest --link-dest --compare-dest --early-input --filter
      --sockopts --copy-links --copy-unsafe-links
    `),
    short: 'eMbTfL',
    valued: 'efBMT',
  },
  sendmail: {
    long: [],
    short: 'COXtQD',
    valued: 'BCDFfhLNOoQqRrVX',
  },
  mail: {
    long: words('--exec --file --attach'),
    short: 'AaSEfr',
    valued: 'AabcSErsquT',
  },
  mailx: {
    long: [],
    short: 'AaSEfr',
    valued: 'AabcSErsquT',
  },
  mutt: {
    long: [],
    short: 'aeFfHiQm',
    valued: 'abceFfHimQs',
  },
  nmap: {
    long: words(`
      --script --script-args --script-args-file --datadir --servicedb --versiondb
      --resume --excludefile --stylesheet --interactive --proxies
    `),
    short: 'oi',
    valued: 'pegSD',
  },
  tcpdump: {
    long: words('--postrotate-command'),
    short: 'zwrFV',
    valued: 'zwrFViscBCEGmMTWyZ',
  },
  dig: {
    long: [],
    short: 'fk',
    valued: 'bcfkpqtxy',
    values: /^@/,
  },
  nc: {
    long: words('--exec --sh-exec --lua-exec --output --listen'),
    short: 'ecloUx',
    valued: 'ecposwiqXU',
  },
  socat: {
    long: [],
    short: 'rR',
    valued: 'rRL',
    values:
      /^(?:(?:exec|system|shell|open|create|gopen|file|pty|fd|pipe|unix\S*|abstract\S*|(?:tcp|udp|sctp|ssl|openssl)\S{0,3}-l\S*):|std(?:io|in|out)\b|readline)/i,
  },
  'yt-dlp': {
    long: words(`
      --exec --exec-before-download --netrc-cmd --output --config-locations --batch-file
      --cookies --cookies-from-browser --downloader --external-downloader
      --ffmpeg-location --load-info-json --plugin-dirs --print-to-file --paths
      --use-postprocessor --alias --enable-file-urls --downloader-args
      --external-downloader-args --postprocessor-args --ppa --cache-dir --download-archive
      --proxy --client-certificate --netrc-location --update --update-to
      --remote-components --js-runtimes --no-check-certificates
    `),
    short: 'oaPU',
    valued: 'oafuptrP',
    values: /^file:/i,
  },
  'youtube-dl': {
    long: words(`
      --exec --output --config-location --batch-file --cookies --external-downloader
      --ffmpeg-location --load-info --cache-dir
    `),
    short: 'oa',
    valued: 'oafuptr',
  },
};
