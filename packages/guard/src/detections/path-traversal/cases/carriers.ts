import type { DetectionCase } from '../../detection-case.ts';
import { bearer, form, text, toBase64, toHex, upload, xml } from '../../case-requests.ts';
import type { PathCall } from '../../sink-call.ts';
import { casesFrom } from './build.ts';

const write = { operation: 'write' } as const;

/** The ways in which a request carries a climb to the file system, and what apps make of it first. */
export const carriers: readonly DetectionCase<PathCall>[] = casesFrom('attack', [
  [
    'the second of two parameters of one name',
    { query: { f: ['a.txt', '../../etc/passwd'] } },
    '/srv/files/../../etc/passwd',
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a climb split over two parameters',
    { query: { dir: '..', file: 'secret.json' } },
    '/srv/data/tenants/../secret.json',
    'CWE-23, two parts of one path',
  ],
  [
    'a list of names',
    { body: { parts: ['..', '..', 'etc', 'passwd'] } },
    '/srv/files/../../etc/passwd',
    'arrays joined by a slash',
  ],
  [
    'a language header',
    { headers: { 'accept-language': '../../../etc/passwd' } },
    '/srv/app/locales/../../../etc/passwd.json',
    'OWASP WSTG-ATHZ-01, headers',
  ],
  [
    'a theme cookie',
    { cookies: { theme: '../../../etc/passwd' } },
    '/srv/app/themes/../../../etc/passwd',
    'OWASP WSTG-ATHZ-01, cookies',
  ],
  [
    'a key of a JSON object',
    { body: { '../../etc/cron.d/x': 'content' } },
    '/srv/out/../../etc/cron.d/x',
    'archives sent as JSON',
    write,
  ],
  [
    'a form that the app parses itself',
    form('f=..%2F..%2Fetc%2Fpasswd'),
    '/srv/files/../../etc/passwd',
    'OWASP WSTG-ATHZ-01',
  ],
  [
    'a line of a text body',
    text('a.txt\n../../etc/passwd\n'),
    '/srv/files/../../etc/passwd',
    'manifests',
  ],
  [
    'a JSON text that no parser read',
    text('{"f":"../../etc/passwd"}', 'application/json'),
    '/srv/files/../../etc/passwd',
    'bodies read raw',
  ],
  [
    'a file name of an upload',
    upload({ fileName: '../../etc/cron.d/x' }),
    '/srv/uploads/../../etc/cron.d/x',
    'OWASP File Upload Cheat Sheet, file names',
    write,
  ],
  [
    'a Windows file name of an upload on POSIX',
    upload({ fileName: '..\\\\..\\\\app.js' }),
    '/srv/uploads/../../app.js',
    'backslashes that the app turned',
    write,
  ],
  [
    'an absolute file name of an upload',
    upload({ fileName: '/etc/cron.d/x' }),
    '/etc/cron.d/x',
    'CWE-36',
    write,
  ],
  [
    'an extended file name of an upload',
    text(
      '--cut\r\nContent-Disposition: form-data; name="f"; filename*=UTF-8\'\'..%2f..%2fetc%2fx\r\n\r\nhi\r\n--cut--\r\n',
      'multipart/form-data; boundary=cut',
    ),
    '/srv/uploads/../../etc/x',
    'RFC 8187',
    write,
  ],
  [
    'a field name of an upload',
    upload({ name: '../../x' }),
    '/srv/uploads/../../x',
    'OWASP File Upload Cheat Sheet',
    write,
  ],
  [
    'the content of an uploaded manifest',
    upload({ content: '../../etc/passwd' }),
    '/srv/files/../../etc/passwd',
    'manifests',
  ],
  [
    'an element of an XML document',
    xml('<a><src>../../etc/passwd</src></a>'),
    '/srv/files/../../etc/passwd',
    'CWE-23 in XML documents',
  ],
  [
    'a claim of an unsigned token',
    bearer({ kid: '../../dev/null' }),
    '/srv/keys/../../dev/null',
    'key ids that name files, OWASP JSON Web Token Cheat Sheet',
  ],
  [
    'a value in base64',
    { query: { f: toBase64('../../../etc/passwd') } },
    '/srv/files/../../../etc/passwd',
    'decoded by the app',
  ],
  [
    'a value in hexadecimal digits',
    { query: { f: toHex('../../../etc/passwd') } },
    '/srv/files/../../../etc/passwd',
    'decoded by the app',
  ],
  [
    'a value with HTML references',
    { query: { f: '&#46;&#46;/&#46;&#46;/etc/passwd' } },
    '/srv/files/../../etc/passwd',
    'decoded by the app',
  ],
  [
    'a JSON text within a parameter',
    { query: { o: '{"f":"..\\u002f..\\u002fetc"}' } },
    '/srv/files/../../etc',
    'JSON in JSON',
  ],
  [
    'another letter case',
    { query: { f: '../../ETC/Passwd' } },
    '/srv/files/../../etc/passwd',
    'names folded by the app',
  ],
  [
    'line ends that the app removed',
    { query: { f: '..\t/..\n/etc/passwd' } },
    '/srv/files/../../etc/passwd',
    'control characters stripped',
  ],
  [
    'invisible characters that the app removed',
    { query: { f: '.\u200b./.\u200b./etc' } },
    '/srv/files/../../etc',
    'Unicode TR 36',
  ],
]);
