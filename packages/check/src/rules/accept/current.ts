import { acceptedFile as file } from '../../analysis/statement-files.ts';
import type { Acceptance } from '../../evidence/collectors/acceptances.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const dayMs = 86_400_000;
/** Nobody can promise longer than this that a grave risk is still worth taking. */
const longestDays = 180;

/** Acceptances end, and go when what they accept has gone. */
export const rule: Rule = defineRule({
  id: 'accept/current',
  practice: 'C8',
  severity: 'medium',
  confidence: 'certain',
  controls: [],
  title: 'Accepted findings are still there, and none is accepted past its day',
  why: 'An acceptance that outlives its reason hides the next finding in the same place.',
  fix: `Delete the entry from ${file}, or accept anew with a reason and an end within 180 days.`,
  needs: ['acceptances'],
  run({ acceptances }, { now }) {
    if (acceptances.length === 0) return notApplicable('nothing is accepted');
    const findings = acceptances.flatMap((entry) => {
      const message = problemOf(entry, now);
      return message === undefined ? [] : [finding(entry, message)];
    });
    return failBy(findings, `${acceptances.length} accepted, all within their time`);
  },
  mend: {
    title: 'Delete the entries that have ended or accept nothing any more',
    offer({ identity, message }, { acceptances }) {
      const index = acceptances.findIndex((entry) => identityOf(entry) === identity);
      // One that runs too long still accepts: shortening it is for people.
      if (index < 0 || message.includes('longer than')) return undefined;
      // What a team wrote by hand for people to read is for people to change.
      if (acceptances[index]!.from !== undefined) return undefined;
      const edit = { kind: 'json', file, at: ['accepted', index], value: undefined } as const;
      return { title: `Delete the acceptance of ${acceptances[index]!.rule}`, edits: [edit] };
    },
  },
  examples: [
    { title: 'nothing is accepted', given: {}, expect: 'not-applicable' },
    {
      title: 'accepted until next month',
      given: { [file]: accepted('2026-12-20') },
      on: '2026-11-25',
      expect: 'pass',
    },
    {
      title: 'the last day counts',
      given: { [file]: accepted('2026-11-25') },
      on: '2026-11-25',
      expect: 'pass',
    },
    {
      title: 'accepted until yesterday',
      given: { [file]: accepted('2026-11-24') },
      on: '2026-11-25',
      expect: 'fail',
      at: [file],
      fixed: { [file]: '{"version":1,"accepted":[]}' },
    },
    {
      title: 'two of three are over',
      given: {
        [file]: JSON.stringify({
          version: 1,
          accepted: [
            { ...entry('2026-11-24'), fingerprint: '1'.repeat(32) },
            entry('2026-12-20'),
            { ...entry('2026-11-23'), fingerprint: '2'.repeat(32) },
          ],
        }),
      },
      on: '2026-11-25',
      expect: 'fail',
      fixed: { [file]: accepted('2026-12-20') },
    },
    {
      title: 'what was accepted is gone',
      evidence: { acceptances: [{ ...entry('2026-12-20'), accepts: null }] },
      on: '2026-11-25',
      expect: 'fail',
    },
    {
      title: 'what the configuration accepts is gone',
      evidence: {
        acceptances: [{ ...entry('2026-12-20'), accepts: null, from: 'castellan.config.ts' }],
      },
      on: '2026-11-25',
      expect: 'fail',
      at: ['castellan.config.ts'],
      fixed: {},
    },
    {
      title: 'a grave finding accepted for years',
      evidence: { acceptances: [{ ...entry('2029-01-01'), accepts: 'high' }] },
      on: '2026-11-25',
      expect: 'fail',
    },
    {
      title: 'a mild finding accepted for years',
      evidence: { acceptances: [{ ...entry('2029-01-01'), accepts: 'low' }] },
      on: '2026-11-25',
      expect: 'pass',
    },
  ],
});

function problemOf({ rule, until, accepts }: Acceptance, now: number): string | undefined {
  const leftDays = (Date.parse(until) - now) / dayMs + 1;
  if (leftDays <= 0) return `The acceptance of ${rule} ended on ${until}`;
  if (accepts === null) return `What was accepted of ${rule} is no longer found`;
  const isGrave = accepts === 'critical' || accepts === 'high';
  if (isGrave && leftDays > longestDays + 1)
    return `A ${accepts} finding of ${rule} is accepted until ${until}, longer than ${longestDays} days`;
  return undefined;
}

function finding(entry: Acceptance, message: string): RuleFinding {
  return { place: { file: entry.from ?? file }, message, identity: identityOf(entry) };
}

function identityOf({ rule, fingerprint }: Acceptance): string {
  return `${rule} ${fingerprint}`;
}

function entry(until: string): Acceptance {
  const fingerprint = '0123456789abcdef0123456789abcdef';
  return { fingerprint, rule: 'docker/user', reason: 'a build image', owner: 'ana', until };
}

function accepted(until: string): string {
  return JSON.stringify({ version: 1, accepted: [entry(until)] });
}
