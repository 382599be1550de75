import { words, type ProgramOptions } from './program-options.ts';

/** Database clients. */
export const databases: Readonly<Record<string, ProgramOptions>> = {
  psql: {
    long: words(`
      --command --file --output --log-file --variable --set --host --dbname --pset
    `),
    short: 'cfoLvhdP',
    valued: 'cdfFhLoPpRTUv',
    values: /^(?:postgres(?:ql)?:|\w+=)/i,
  },
  pg_dump: {
    long: words('--file --dbname --host --compress'),
    short: 'fdhFZ',
    valued: 'fFjZnNEStTdhpU',
    values: /^(?:postgres(?:ql)?:|\w+=)/i,
  },
  mysql: {
    long: words(`
      --execute --init-command --tee --pager --plugin-dir --defaults-file
      --defaults-extra-file --result-file --tab --load-data-local-dir --local-infile
      --host --socket --default-auth --login-path
    `),
    short: 'erThS',
    valued: 'ehPpuDSrT',
  },
  sqlite3: {
    long: words('-cmd -init -A -zip -append -deserialize -unsafe-testing'),
    short: '',
    valued: '',
    singleDash: true,
    values: /^\s*\.[a-z]/i,
  },
  mongodump: {
    long: words('--out --archive --host --uri --config'),
    short: 'oh',
    valued: 'ohudcp',
  },
};
