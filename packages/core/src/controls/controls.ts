import { organisationControls } from './organisation-controls.ts';

/** Standards by the prefix of a control id. */
export const standards = {
  asvs5: {
    name: 'OWASP Application Security Verification Standard 5.0',
    url: 'https://owasp.org/www-project-application-security-verification-standard/',
  },
  'pci-dss4': {
    name: 'Payment Card Industry Data Security Standard 4.0.1',
    url: 'https://www.pcisecuritystandards.org/document_library/',
  },
  iso27001: {
    name: 'ISO/IEC 27001:2022, annex A',
    url: 'https://www.iso.org/standard/27001',
  },
  soc2: {
    name: 'SOC 2, Trust Services Criteria 2017 (points of focus of 2022)',
    url: 'https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2',
  },
  cis8: {
    name: 'CIS Critical Security Controls 8.1',
    url: 'https://www.cisecurity.org/controls',
  },
  nis2: {
    name: 'NIS 2 Directive (EU) 2022/2555',
    url: 'https://eur-lex.europa.eu/eli/dir/2022/2555/oj',
  },
} as const;
export type StandardId = keyof typeof standards;

/**
 * Requirements by control id (`standard:requirement`), each in our own words. Read against the text
 * of ASVS 5.0.0 (OWASP/ASVS, folder 5.0/en), last on 2026-11-26, and of PCI DSS 4.0.1 (June 2024), requirement 6.
 */
const codeControls = {
  'asvs5:1.2.1': 'Output is encoded for the place in HTML, XML or a header where it lands',
  'asvs5:1.2.2': 'Untrusted data in a built URL is encoded, and only safe protocols are allowed',
  'asvs5:1.2.3': 'Data in built JavaScript or JSON cannot change its structure',
  'asvs5:1.2.4': 'Database queries take data as parameters',
  'asvs5:1.2.5': 'Operating system commands take data as arguments, never as command text',
  'asvs5:1.3.2': 'No eval and no other running of built code',
  'asvs5:1.3.3': 'Data is reduced to what a dangerous context can safely take',
  'asvs5:1.3.6':
    'Requests that the server makes go only to allowed protocols, hosts, paths and ports',
  'asvs5:1.3.7': 'Templates are never built from untrusted input',
  'asvs5:1.3.12':
    'Regular expressions do not backtrack without end, and untrusted text is kept from it',
  'asvs5:3.3.1': 'Cookies are sent over HTTPS only',
  'asvs5:3.3.2': 'Cookies say by SameSite which requests of other sites carry them',
  'asvs5:3.3.4': 'Cookies that scripts need not read are closed to them',
  'asvs5:3.4.1': 'Browsers are told to come by HTTPS only, for a year or more',
  'asvs5:3.4.2': 'Other origins read only what is meant for them',
  'asvs5:3.4.3': 'A content security policy limits what pages load and run',
  'asvs5:3.4.4': 'Browsers may not guess the type of an answer',
  'asvs5:3.4.5': 'Addresses of pages are not told to other sites',
  'asvs5:3.4.6': 'Only chosen sites may frame the pages',
  'asvs5:3.5.1': 'Requests that other sites can send are checked to come from the app itself',
  'asvs5:3.5.3': 'What changes something is not done on GET',
  'asvs5:3.6.1': 'Content of other sites is fixed in its version and held to its hash',
  'asvs5:5.3.2': 'Paths of file operations come from trusted data, or names are strictly validated',
  'asvs5:5.3.3': 'Unpacking ignores the paths that an archive carries',
  'asvs5:7.2.3': 'Tokens that stand for a session are unique and random, 128 bits or more',
  'asvs5:8.2.1': 'Functions are open only to those who were given them',
  'asvs5:8.2.2': 'Data is open only to those who were given it, whatever id is asked for',
  'asvs5:9.1.1': 'Tokens that carry claims are accepted only when their signature verifies',
  'asvs5:9.1.2': 'Tokens are signed by algorithms from a list, and never by none',
  'asvs5:11.2.4': 'Cryptographic operations take the same time whatever the secret is',
  'asvs5:11.3.1': 'No insecure block modes or paddings are used',
  'asvs5:11.3.2': 'Only approved ciphers and modes are used',
  'asvs5:11.4.2': 'Passwords are stored by a slow key derivation function',
  'asvs5:11.5.1': 'What must not be guessed comes from a cryptographic random source',
  'asvs5:12.1.1': 'Only current versions of TLS are offered, the newest preferred',
  'asvs5:12.1.2': 'Only recommended cipher suites are offered, the strongest preferred',
  'asvs5:12.2.1': 'All that clients reach over HTTP goes by TLS, with no way round',
  'asvs5:12.2.2': 'Services that are open to the outside have certificates that the public trusts',
  'asvs5:12.3.2': 'Clients check the certificates of the servers that they talk to',
  'asvs5:13.2.2': 'Services and accounts have only the rights that they need',
  'asvs5:13.2.4': 'Outside systems that the app may talk to are listed, all others refused',
  'asvs5:13.3.1': 'Secrets live in a vault or key service, never in code or build artifacts',
  'asvs5:13.3.4': 'Secrets end and are replaced on a schedule',
  'asvs5:13.4.1': 'Nothing of the version control system is deployed',
  'asvs5:13.4.2': 'Nothing in production runs in a mode for debugging',
  'asvs5:13.4.4': 'TRACE is off',
  'asvs5:13.4.6': 'Versions of server software are not shown',
  'asvs5:15.1.1': 'It is set how soon vulnerable components are replaced',
  'asvs5:15.1.2': 'Third-party components are listed and come from known, trusted places',
  'asvs5:15.2.1': 'Components are no older than the set time allows',
  'asvs5:15.2.4': 'Third-party components come from the place that is expected, and no other',
  'asvs5:15.2.5': 'Dangerous functionality is confined, so that a break-in cannot spread',
  'asvs5:15.3.2': 'Redirects of outbound calls are followed only where that is intended',
  'asvs5:15.3.3': 'An action sets only the fields that it is meant to set',
  'asvs5:15.3.6': 'Prototype pollution is prevented',
  'asvs5:16.2.5': 'Logs hold sensitive data only as its protection level allows',
  'asvs5:16.3.3': 'Security events and attempts to get round controls are logged',
  'asvs5:16.4.1': 'Logged data is encoded, so that it cannot forge log entries',
  'asvs5:16.5.1': 'Errors shown to clients give nothing away',
  'asvs5:16.5.3': 'A failure never leaves a door open',
  'pci-dss4:2.2.6': 'System settings are such that misuse is prevented',
  'pci-dss4:4.2.1': 'Card numbers cross open networks only under strong, current cryptography',
  'pci-dss4:6.2.3': 'Changes to code are reviewed before they are released',
  'pci-dss4:6.2.4': 'Software is built so that common attacks, injection first, do not work',
  'pci-dss4:6.3.1': 'Vulnerabilities are found, ranked and followed up',
  'pci-dss4:6.3.2': 'Components of own software are listed, so that they can be patched',
  'pci-dss4:6.3.3': 'Components get their security patches in time',
  'pci-dss4:6.4.2': 'A technical solution detects and prevents attacks on public web apps',
  'pci-dss4:6.5.1': 'Changes reach production by a set procedure',
  'pci-dss4:7.2.2': 'Access is given by task, with least rights',
  'pci-dss4:8.6.2': 'Passwords of accounts that systems use are not written into code or files',
} as const;
export type ControlId = keyof typeof codeControls | keyof typeof organisationControls;

/** All requirements that we know, those of organisations included. */
export const controls: Readonly<Record<ControlId, string>> = {
  ...codeControls,
  ...organisationControls,
};

/** True when `id` is a requirement in our table. */
export function isControlId(id: string): id is ControlId {
  return Object.hasOwn(controls, id);
}
