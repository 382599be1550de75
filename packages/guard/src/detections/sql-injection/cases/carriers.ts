import { bearer, form, text, toBase64, upload, xml } from '../../case-requests.ts';
import { casesOf, type SqlCase } from './case.ts';

const byName = (value: string): string => `SELECT id FROM users WHERE name = '${value}' AND open`;

/** The ways in which a request carries an attack to a statement. */
export const carriers: readonly SqlCase[] = casesOf('postgresql', 'attack', [
  [
    'the second of two parameters of one name',
    { query: { id: ['7', '7 or 1=1'] } },
    'SELECT * FROM bills WHERE id = 7 or 1=1',
    'HTTP parameter pollution, OWASP WSTG-INPV-04',
  ],
  [
    'a payload split over two parameters of one name',
    { query: { id: ['7 or', '1=1'] } },
    'SELECT * FROM bills WHERE id = 7 or,1=1',
    'HTTP parameter pollution past a filter, OWASP WSTG-INPV-04',
  ],
  [
    'a segment of the path',
    { path: "/users/x'%20or%20'1'='1" },
    byName("x' or '1'='1"),
    'OWASP WSTG-INPV-05, parts of a REST path',
  ],
  [
    'the address that a proxy forwards',
    { headers: { 'x-forwarded-for': "1.2.3.4', now()); DELETE FROM log --" } },
    "INSERT INTO log (ip, at) VALUES ('1.2.3.4', now()); DELETE FROM log --', now())",
    'CWE-89 in log tables; OWASP WSTG-INPV-05, HTTP header injection',
  ],
  [
    'a tracking cookie',
    { cookies: { TrackingId: "x' AND (SELECT 'a' FROM users LIMIT 1)='a" } },
    "SELECT id FROM visits WHERE tracking = 'x' AND (SELECT 'a' FROM users LIMIT 1)='a'",
    'blind injection through cookies, CWE-89 in analytics code',
  ],
  [
    'a value deep in a JSON document',
    { body: { filter: { where: { name: "x' or true --" } } } },
    byName("x' or true --"),
    'filters that clients nest, OWASP WSTG-INPV-05',
  ],
  [
    'an item of a JSON array',
    { body: { ids: ['1', '2) or (1=1'] } },
    'DELETE FROM notes WHERE id IN (1,2) or (1=1)',
    'IN lists that are joined by hand, CWE-89',
  ],
  [
    'a key of a JSON object that becomes a column',
    { body: { 'role = 1, name': 'ann' } },
    "UPDATE users SET role = 1, name = 'ann'",
    'CVE-2014-3704, Drupal: keys of an array end up in the statement',
  ],
  [
    'the name of a parameter that becomes a column',
    { query: { "a' or 1=1 --": '1' } },
    byName("a' or 1=1 --"),
    'CVE-2014-3704, Drupal',
  ],
  [
    'a form that the app parses itself',
    form("user=x'+or+1%3D1+--&go=1"),
    byName("x' or 1=1 --"),
    'OWASP WSTG-INPV-05',
  ],
  [
    'a line of a text body',
    text("ann;32\nx' or 1=1 --;5\nbob;41"),
    byName("x' or 1=1 --"),
    'imports of comma-separated files, CWE-89',
  ],
  [
    'a line of a stream of JSON documents',
    text('{"n":"ann"}\n{"n":"x\' or 1=1 --"}', 'application/x-ndjson'),
    byName("x' or 1=1 --"),
    'bulk endpoints that read a document a line',
  ],
  [
    'a file name of an upload',
    upload({ fileName: "x'; select pg_sleep(9) -- .png" }),
    "INSERT INTO files (name) VALUES ('x'; select pg_sleep(9) -- .png')",
    'time-based injection through file names, CWE-89',
  ],
  [
    'a field name of an upload',
    upload({ name: "a' or 1=1 --" }),
    byName("a' or 1=1 --"),
    'CVE-2014-3704, Drupal',
  ],
  [
    'the content of an uploaded file',
    upload({ content: "x' or 1=1 --" }),
    byName("x' or 1=1 --"),
    'imports of uploaded files, CWE-89',
  ],
  [
    'an element of an XML document',
    xml("<q><name>x' or 1=1 --</name></q>"),
    byName("x' or 1=1 --"),
    'SOAP services, OWASP WSTG-INPV-05',
  ],
  [
    'a CDATA section of an XML document',
    xml("<q><name><![CDATA[x' or 1=1]]></name></q>"),
    byName("x' or 1=1"),
    'XML 1.0, section 2.7: CDATA hides marks from filters',
  ],
  [
    'an attribute in single quotes behind a stray double quote',
    xml("<q>\"<a n='7 or 1<2'/></q>"),
    'SELECT * FROM bills WHERE id = 7 or 1<2',
    'XML 1.0 allows both quotes (section 2.3)',
  ],
  [
    'a claim of an unsigned token',
    bearer({ sub: "x' or 1=1 --" }),
    byName("x' or 1=1 --"),
    'claims used before the token was verified, OWASP JSON Web Token Cheat Sheet',
  ],
  [
    'a user name of basic authentication',
    { headers: { authorization: `Basic ${toBase64("x' or 1=1 --:p")}` } },
    byName("x' or 1=1 --"),
    'RFC 7617 credentials looked up by concatenation',
  ],
]);
