/** Weaknesses that our detections and rules name, by CWE number, under short names of ours. */
export const cweNames: Readonly<Record<number, string>> = {
  22: 'Path traversal',
  23: 'Path traversal by a relative path',
  36: 'Path traversal by an absolute path',
  73: 'File name or path controlled from outside',
  78: 'Command injection through a shell',
  79: 'Cross-site scripting',
  88: 'Argument injection',
  89: 'SQL injection',
  94: 'Code injection',
  95: 'Injection into evaluated code',
  98: 'File inclusion controlled from outside',
  158: 'NUL byte left in a value',
  208: 'Secret told by how long a comparison takes',
  250: 'Privileges that are not needed',
  295: 'Certificate that is not checked',
  327: 'Cipher or hash that is broken',
  338: 'Random numbers that can be foretold',
  347: 'Signature that is not verified',
  494: 'Code downloaded without a check of its integrity',
  538: 'File with secrets where others can read it',
  601: 'Redirect to a place chosen from outside',
  693: 'Protection that is missing',
  732: 'Permissions that are too broad',
  798: 'Credentials written into code',
  829: 'Code loaded from an untrusted place',
  916: 'Password hash that is cheap to guess',
  918: 'Server-side request forgery',
  943: 'Injection into a query of a data store',
  1104: 'Component that nobody maintains',
  1321: 'Prototype pollution',
  1336: 'Template made of untrusted input',
};

/** Address of the weakness's page at MITRE. */
export function cweUrl(cwe: number): string {
  return `https://cwe.mitre.org/data/definitions/${cwe}.html`;
}
