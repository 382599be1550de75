import { recordsOf } from '../../analysis/domain/answers.ts';
import type { DkimKey } from '../../analysis/domain/facts.ts';
import { isSpf, spfRecord } from '../../analysis/domain/spf.ts';
import { tagList } from '../../analysis/domain/tag-list.ts';
import { found, madeUpMail, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';

const fewBits = 2048;
const brokenBits = 1024;

/** Mail is signed with keys that last. */
export const rule: Rule = defineRule({
  id: 'mail/dkim',
  practice: 'I14',
  severity: 'medium',
  confidence: 'certain',
  cwe: 326,
  controls: ['iso27001:A.8.24'],
  title: 'Keys of DKIM are there, in force, and of 2048 bits',
  why: 'Who breaks a short key signs mail in your name that passes every check.',
  fix: 'Have the mail service make a new key of 2048 bits under a new selector, publish it, and take the old one out.',
  needs: ['domainRecords', 'domainMail'],
  run({ domainRecords: { name, texts }, domainMail: { keys, keysWereNamed } }) {
    const spf = recordsOf(texts)?.find(isSpf);
    const terms = spf === undefined ? [] : spfRecord(spf).terms;
    const sendsNone = terms.length === 1 && terms[0]?.name === 'all' && terms[0].qualifier === '-';
    if (sendsNone && !keysWereNamed) return notApplicable(`${name} sends no mail (${spf})`);
    const silent = keys.filter(({ texts: { status } }) => status === 'failed');
    const findings = keys.flatMap((key) => findingsIn(key, name));
    if (findings.length === 0 && silent.length > 0)
      return unknown(
        `the keys of ${silent.map(({ selector }) => selector).join(', ')}: try another --resolver`,
      );
    if (keys.length === 0)
      return unknown(
        'the selector, from the DKIM-Signature of a mail that you sent (s=…): --selector NAME',
      );
    return failBy(
      findings,
      keys.map(({ selector }) => `${selector}._domainkey.${name}`).join(', '),
    );
  },
  examples: [
    {
      title: 'a key of 2048 bits',
      evidence: withKeys(key('v=DKIM1; p=MIIB', 2048)),
      expect: 'pass',
    },
    {
      title: 'a key of Ed25519',
      evidence: withKeys(key('v=DKIM1; k=ed25519; p=11qYAYKx')),
      expect: 'pass',
    },
    {
      title: 'a key of 1024 bits',
      evidence: withKeys(key('v=DKIM1; p=MIGf', 1024)),
      expect: 'fail',
    },
    { title: 'a key of 512 bits', evidence: withKeys(key('p=MFww', 512)), expect: 'fail' },
    { title: 'a key that was taken back', evidence: withKeys(key('v=DKIM1; p=')), expect: 'fail' },
    { title: 'on trial', evidence: withKeys(key('v=DKIM1; t=y; p=MIIB', 2048)), expect: 'fail' },
    {
      title: 'no key that can be read',
      evidence: withKeys(key('v=DKIM1; p=hello')),
      expect: 'fail',
    },
    {
      title: 'nothing under the selector',
      evidence: withKeys({ selector: 's1', texts: none }),
      expect: 'fail',
    },
    {
      title: 'no answer',
      evidence: withKeys({ selector: 's1', texts: noAnswer }),
      expect: 'unknown',
    },
    {
      title: 'no selector that is usual',
      evidence: {
        domainRecords: madeUpRecords(),
        domainMail: madeUpMail({ keys: [], keysWereNamed: false }),
      },
      expect: 'unknown',
    },
    {
      title: 'a domain that sends no mail',
      evidence: {
        domainRecords: madeUpRecords({ texts: found('v=spf1 -all') }),
        domainMail: madeUpMail({ keys: [], keysWereNamed: false }),
      },
      expect: 'not-applicable',
    },
  ],
});

function findingsIn({ selector, texts, rsaBits }: DkimKey, name: string): RuleFinding[] {
  if (texts.status === 'failed') return [];
  const at = `${selector}._domainkey.${name}`;
  const told = (message: string, more: Partial<RuleFinding> = {}): RuleFinding[] => [
    { place: { file: at }, message, identity: message, ...more },
  ];
  if (texts.status !== 'found') return told(`There is no key at ${at}`);
  const tags = tagList(texts.records.join(''));
  const isRsa = (tags.get('k') ?? 'rsa').toLowerCase() === 'rsa';
  if ((tags.get('p') ?? '') === '') return told(`The key at ${at} was taken back`);
  if (isRsa && rsaBits === undefined) return told(`The key at ${at} cannot be read`);
  if (rsaBits !== undefined && rsaBits < fewBits)
    return told(`The key at ${at} has ${rsaBits} bits`, {
      severity: rsaBits < brokenBits ? 'high' : 'medium',
    });
  if ((tags.get('t') ?? '').split(':').includes('y'))
    return told(`The key at ${at} is on trial (t=y): receivers need not heed it`, {
      severity: 'low',
    });
  return [];
}

function key(text: string, rsaBits?: number): DkimKey {
  return { selector: 's1', texts: found(text), ...(rsaBits !== undefined && { rsaBits }) };
}

function withKeys(...keys: DkimKey[]): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMail: ReturnType<typeof madeUpMail>;
} {
  return { domainRecords: madeUpRecords(), domainMail: madeUpMail({ keys }) };
}
