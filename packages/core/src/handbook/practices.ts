import type { Face, PracticeId, PromiseId } from './practice-ids.ts';

/** One practice of the handbook, in our words. */
export interface Practice {
  readonly theme: 'code' | 'infrastructure' | 'protection' | 'monitoring';
  /** An instruction that a developer can follow, without a full stop. */
  readonly title: string;
  /** The parts of the product that carry it, in the order guard, check, watch. */
  readonly faces: readonly Face[];
}

const guardAndCheck: readonly Face[] = ['guard', 'check'];
const check: readonly Face[] = ['check'];
const checkAndWatch: readonly Face[] = ['check', 'watch'];
const guardAndWatch: readonly Face[] = ['guard', 'watch'];
const all: readonly Face[] = ['guard', 'check', 'watch'];

const inTheme =
  (theme: Practice['theme']) =>
  (title: string, faces: readonly Face[]): Practice => ({ theme, title, faces });
const code = inTheme('code');
const infrastructure = inTheme('infrastructure');
const protection = inTheme('protection');
const monitoring = inTheme('monitoring');

/** The 41 practices by id. One table: rules, detections, reports, docs and the console read it. */
export const practices: Readonly<Record<PracticeId, Practice>> = {
  C1: code('Stop credentials, keys and config files before they are committed or published', check),
  C2: code('Render pages with template engines whose escaping is on', guardAndCheck),
  C3: code(
    'Validate everything you do not control, so that data cannot become a query or code',
    all,
  ),
  C4: code('Keep user data out of fs, child_process and vm', guardAndCheck),
  C5: code('Use proven cryptography and never your own', check),
  C6: code('Send security headers, a content security policy among them', all),
  C7: code('Attack your own app before others do', all),
  C8: code('Run security linters before and after each commit', checkAndWatch),
  C9: code('Scan the running app in continuous integration', check),
  C10: code('Keep dependencies up to date and know which of them are vulnerable', all),
  C11: code('Review code with a security checklist at hand', check),
  C12: code('Keep secrets out of the code and take configuration from the environment', check),
  C13: code(
    'Follow a secure development life cycle, with evidence for each release',
    checkAndWatch,
  ),

  I1: infrastructure('Configure and update servers by a tool, not by hand', check),
  I2: infrastructure('Back up regularly and prove that backups restore', checkAndWatch),
  I3: infrastructure('Configure TLS well: protocols, ciphers, chain and HSTS', checkAndWatch),
  I4: infrastructure(
    'Give access to the cloud by roles with least rights, not by passwords',
    check,
  ),
  I5: infrastructure('Run processes without privileges', guardAndCheck),
  I6: infrastructure('Log everything to one place, without personal data', all),
  I7: infrastructure('Keep production secrets in a vault or key service', guardAndCheck),
  I8: infrastructure('Encrypt the passwords held in configuration management', check),
  I9: infrastructure('Upgrade servers regularly', checkAndWatch),
  I10: infrastructure('Encrypt all traffic, inside the network too', guardAndCheck),
  I11: infrastructure('Replace servers and images instead of changing them in place', check),
  I12: infrastructure('Renew certificates before they expire', all),
  I13: infrastructure('Watch who is authorised and whether key binaries changed', checkAndWatch),
  I14: infrastructure('Watch DNS records and the expiry of domains', checkAndWatch),

  P1: protection('Detect and block attacks on the app as they happen', all),
  P2: protection('Ask for a second factor', all),
  P3: protection('Run a public bug bounty', all),
  P4: protection('Publish a security policy that tells researchers how to report', all),
  P5: protection('Withstand denial of service', guardAndCheck),
  P6: protection('Keep scanners away and show them nothing', all),
  P7: protection('Protect accounts from being taken over', all),
  P8: protection('Harden containers and what they are built from', check),
  P9: protection('Hold no card data', guardAndCheck),
  P10: protection('Know which standards apply and show that they are met', checkAndWatch),

  M1: monitoring('Be told at once when the app is under attack', all),
  M2: monitoring('Audit the infrastructure regularly', all),
  M3: monitoring('Find attackers early and know which users are a risk', guardAndWatch),
  M4: monitoring('Watch the vendors that the app depends on', all),
};

/** The three promises, in our words. */
export const promises: Readonly<Record<PromiseId, string>> = {
  S1: 'Attackers are detected early: the team knows at once, and knows which users are a risk',
  S2: 'Intrusions are stopped and data stays protected, account takeover included',
  S3: 'The team repairs together: everyone sees what is wrong and what to do first',
};
