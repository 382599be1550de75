import { commandCases, posix, program, type CommandCase } from '../../case-calls.ts';
import { bearer, form, text, toHex, upload, xml } from '../../case-requests.ts';

/** The ways in which a request carries an option to a program. */
export const carriers: readonly CommandCase[] = commandCases('attack', [
  [
    'the second of two parameters of one name',
    { query: { ref: ['main', '--output=/tmp/x'] } },
    program('git', 'log', '--output=/tmp/x'),
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a segment of the path',
    { path: '/blame/--output=x/a' },
    program('git', 'log', '--output=x', 'a'),
    'git web front ends, SonarSource: argument injection vectors',
  ],
  [
    'a header',
    { headers: { 'x-ref': '--exec=id' } },
    program('git', 'archive', '--exec=id', 'HEAD'),
    'git-archive(1)',
  ],
  [
    'a cookie',
    { cookies: { branch: '--upload-pack=id' } },
    program('git', 'fetch', '--upload-pack=id'),
    'git-fetch(1)',
  ],
  [
    'a value deep in a JSON document',
    { body: { repo: { url: '--config=core.fsmonitor=id' } } },
    program('git', 'clone', '--config=core.fsmonitor=id', 'x'),
    'CVE-2022-24433, simple-git',
  ],
  [
    'an item of a JSON array',
    { body: { files: ['a', '--to-command=id'] } },
    program('tar', 'xf', 'x.tar', 'a', '--to-command=id'),
    'GTFOBins, tar',
  ],
  [
    'a key of a JSON object',
    { body: { '-oProxyCommand=id': 1 } },
    program('ssh', '-oProxyCommand=id', 'host'),
    'CVE-2017-12836',
  ],
  [
    'a form that the app parses itself',
    form('url=-K%2Ftmp%2Fx'),
    program('curl', '-K/tmp/x'),
    'curl(1), --config',
  ],
  [
    'a line of a text body',
    text('a.mp4\n--exec=id -x'),
    program('yt-dlp', '--exec=id -x'),
    'yt-dlp, --exec',
  ],
  [
    'a JSON text that no parser read',
    text('{"q":"--pre=id"}', 'application/json'),
    program('rg', '--pre=id', 'x'),
    'rg(1), --pre',
  ],
  [
    'a file name of an upload',
    upload({ fileName: '--checkpoint-action=exec=id' }),
    posix("tar cf x.tar '--checkpoint-action=exec=id'"),
    'wildcard injection, GTFOBins',
  ],
  [
    'a field name of an upload',
    upload({ name: '-fprintf' }),
    program('find', '.', '-fprintf', 'x', 'y'),
    'find(1)',
  ],
  [
    'the content of an uploaded list',
    upload({ content: '--filter=/tmp/x' }),
    program('pandoc', '--filter=/tmp/x', 'a.md'),
    'pandoc(1), --filter',
  ],
  [
    'an element of an XML document',
    xml('<scan><host>--script=/tmp/x</host></scan>'),
    program('nmap', '--script=/tmp/x'),
    'GTFOBins, nmap',
  ],
  [
    'a claim of an unsigned token',
    bearer({ db: '--pager=id' }),
    program('mysql', '--pager=id'),
    'mysql(1), --pager',
  ],
  [
    'a value in hexadecimal digits',
    { query: { q: toHex('--use-askpass=/tmp/x') } },
    program('wget', '--use-askpass=/tmp/x'),
    'GTFOBins, wget',
  ],
  [
    'a value with HTML references',
    { query: { q: '&#45;&#45;use-askpass=/tmp/x' } },
    program('wget', '--use-askpass=/tmp/x'),
    'decoded by the app',
  ],
  [
    'two words joined by a blank',
    { query: { o: ['-o', '/etc/cron.d/x'] } },
    posix('curl -o /etc/cron.d/x'),
    'repeated parameters joined by a blank',
  ],
  [
    'a value cut to a length',
    { query: { q: '--use-askpass=/tmp/x;and more' } },
    program('wget', '--use-askpass=/tmp/x;'),
    'truncation',
  ],
]);
