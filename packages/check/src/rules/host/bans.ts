import { isInner } from '../../analysis/host/listening.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';
import { listener, madeUpMeans, madeUpSsh } from '../host-example.ts';

/** Whoever guesses passwords is shut out. */
export const rule: Rule = defineRule({
  id: 'host/bans',
  practice: 'P6',
  severity: 'low',
  confidence: 'likely',
  cwe: 306,
  controls: ['pci-dss4:2.2.6'],
  title: 'Addresses that guess passwords of ssh are shut out',
  why: 'Where passwords open sessions, guessing goes on for ever unless something ends it.',
  fix: 'Best refuse passwords (`PasswordAuthentication no`); else `apt-get install fail2ban`, or CrowdSec.',
  needs: ['hostSsh', 'hostListeners', 'hostMeans'],
  run({ hostSsh: { settings }, hostListeners, hostMeans: { means } }) {
    const isOpen = hostListeners.some(({ port, address }) => port === 22 && !isInner(address));
    if (!isOpen) return notApplicable('no ssh server is open to the net');
    if (settings['passwordauthentication'] === 'no')
      return notApplicable('passwords open no ssh session');
    const [found] = means.bans;
    if (found !== undefined) return pass(found);
    return failBy(
      [{ message: 'Passwords of ssh may be guessed without end', identity: 'none' }],
      '',
    );
  },
  examples: [
    {
      title: 'shut out',
      evidence: {
        hostSsh: madeUpSsh(),
        hostListeners: [listener(22)],
        hostMeans: madeUpMeans({ bans: ['fail2ban runs'] }),
      },
      expect: 'pass',
    },
    {
      title: 'without end',
      evidence: {
        hostSsh: madeUpSsh(),
        hostListeners: [listener(22)],
        hostMeans: madeUpMeans(),
      },
      expect: 'fail',
    },
    {
      title: 'keys only',
      evidence: {
        hostSsh: madeUpSsh({ passwordauthentication: 'no' }),
        hostListeners: [listener(22)],
        hostMeans: madeUpMeans(),
      },
      expect: 'not-applicable',
    },
    {
      title: 'within the private network',
      evidence: {
        hostSsh: madeUpSsh(),
        hostListeners: [listener(22, { address: '10.0.0.4' })],
        hostMeans: madeUpMeans(),
      },
      expect: 'not-applicable',
    },
  ],
});
