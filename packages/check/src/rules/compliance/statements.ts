import { attestedFile as file } from '../../analysis/statement-files.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const dayMs = 86_400_000;
/** A year is what auditors take. */
const longestDays = 366;

/** What people state counts today, and not for ever. */
export const rule: Rule = defineRule({
  id: 'compliance/statements',
  practice: 'P10',
  severity: 'medium',
  confidence: 'certain',
  cwe: 1059,
  controls: ['iso27001:A.5.36', 'soc2:CC4.1'],
  title: 'Statements of people count today, and for a year at most',
  why: 'An auditor asks of each statement who made it and whether it still holds: one that has ended is evidence against you.',
  fix: `Look again, then write the day and a new end into ${file}, or take the entry out.`,
  needs: ['attestations'],
  run({ attestations }, { now }) {
    if (attestations.length === 0) return notApplicable('nobody stated anything');
    const today = new Date(now).toISOString().slice(0, 10);
    const findings = attestations.flatMap(({ rule: id, by, date, until }): RuleFinding[] => {
      const told = (message: string): RuleFinding[] => [
        { place: { file }, message, identity: `${id} ${by}` },
      ];
      if (until < today) return told(`What ${by} stated of ${id} ended on ${until}`);
      if (date > today)
        return told(`What ${by} stated of ${id} is dated ${date}, which is to come`);
      const days = (Date.parse(until) - Date.parse(date)) / dayMs;
      return days > longestDays
        ? told(`What ${by} stated of ${id} is to count for ${Math.round(days)} days`)
        : [];
    });
    return failBy(findings, `${attestations.length} statements count`);
  },
  examples: [
    { title: 'within its year', given: stated('2026-03-01', '2027-03-01'), expect: 'pass' },
    { title: 'ended', given: stated('2025-03-01', '2025-11-24'), expect: 'fail', at: [file] },
    { title: 'to come', given: stated('2026-12-01', '2027-03-01'), expect: 'fail' },
    { title: 'for ten years', given: stated('2026-03-01', '2036-03-01'), expect: 'fail' },
    { title: 'none', given: {}, expect: 'not-applicable' },
  ],
});

function stated(date: string, until: string): Readonly<Record<string, string>> {
  const attested = [{ rule: 'bounty/programme', statement: 'we have one', by: 'ana', date, until }];
  return { [file]: JSON.stringify({ version: 1, attested }) };
}
