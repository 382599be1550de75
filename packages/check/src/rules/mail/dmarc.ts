import { recordsOf, untold } from '../../analysis/domain/answers.ts';
import { tagList } from '../../analysis/domain/tag-list.ts';
import { found, madeUpMail, madeUpRecords, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';

const strict = ['quarantine', 'reject'];

/** Receivers are told to refuse mail that only pretends to come from the domain. */
export const rule: Rule = defineRule({
  id: 'mail/dmarc',
  practice: 'I14',
  severity: 'medium',
  confidence: 'certain',
  cwe: 290,
  controls: ['iso27001:A.8.20'],
  title: 'A DMARC policy has mail refused or set aside that is not of the domain',
  why: 'SPF and DKIM alone say nothing of the address that people read: only DMARC ties both to it.',
  fix: 'Publish `_dmarc.example.com. TXT "v=DMARC1; p=none; rua=mailto:…"`, read the reports for some weeks, then raise it to `p=quarantine` and `p=reject`.',
  needs: ['domainRecords', 'domainMail'],
  run({ domainRecords: { name, registered }, domainMail: { dmarc, dmarcAbove } }) {
    const own = recordsOf(dmarc)?.filter(isDmarc);
    const above = recordsOf(dmarcAbove)?.filter(isDmarc);
    const isOwn = own !== undefined && own.length > 0;
    const records = isOwn ? own : above;
    if (own === undefined || records === undefined)
      return unknown(untold(`DMARC of ${name}`, own === undefined ? dmarc : dmarcAbove));
    const at = isOwn ? name : registered;
    const place = { file: `_dmarc.${at}` };
    const [text, ...others] = records;
    if (text === undefined)
      return failBy([{ place, message: `${name} has no DMARC record`, identity: 'none' }], '');
    if (others.length > 0)
      return failBy(
        [
          {
            place,
            message: `${at} has ${records.length} DMARC records: receivers heed none`,
            identity: 'many',
          },
        ],
        '',
      );
    const findings = findingsIn(tagList(text), !isOwn && name !== registered);
    return failBy(
      findings.map((one) => ({ ...one, place })),
      `${at}: ${text}`,
    );
  },
  examples: [
    { title: 'refused', evidence: withDmarc(found('v=DMARC1; p=reject')), expect: 'pass' },
    {
      title: 'set aside',
      evidence: withDmarc(found('v=DMARC1;p=quarantine;pct=100')),
      expect: 'pass',
    },
    {
      title: 'said by the domain above',
      evidence: {
        domainRecords: madeUpRecords({ name: 'app.shop.example' }),
        domainMail: madeUpMail({ dmarc: none }),
      },
      expect: 'pass',
    },
    { title: 'no record', evidence: withDmarc(none), expect: 'fail' },
    {
      title: 'only watched',
      evidence: withDmarc(found('v=DMARC1; p=none; rua=mailto:a@b.example')),
      expect: 'fail',
    },
    {
      title: 'for a tenth of the mail',
      evidence: withDmarc(found('v=DMARC1; p=reject; pct=10')),
      expect: 'fail',
    },
    {
      title: 'names below are left open',
      evidence: withDmarc(found('v=DMARC1; p=reject; sp=none')),
      expect: 'fail',
    },
    {
      title: 'without a policy',
      evidence: withDmarc(found('v=DMARC1; rua=mailto:a@b.example')),
      expect: 'fail',
    },
    {
      title: 'two records',
      evidence: withDmarc(found('v=DMARC1; p=none', 'v=DMARC1; p=reject')),
      expect: 'fail',
    },
    {
      title: 'another record under that name',
      evidence: withDmarc(found('hello')),
      expect: 'fail',
    },
    { title: 'no answer', evidence: withDmarc(noAnswer), expect: 'unknown' },
  ],
});

function isDmarc(text: string): boolean {
  return /^v\s*=\s*DMARC1\s*(;|$)/i.test(text);
}

function findingsIn(tags: ReadonlyMap<string, string>, isBelow: boolean): RuleFinding[] {
  const policy = tags.get('p')?.toLowerCase() ?? '';
  const below = tags.get('sp')?.toLowerCase();
  const counting = isBelow ? (below ?? policy) : policy;
  const percent = Number(tags.get('pct') ?? 100);
  if (!strict.includes(counting))
    return [
      counting === 'none'
        ? { message: 'The DMARC policy only watches (p=none)', identity: 'p=none', severity: 'low' }
        : { message: 'The DMARC record has no policy that receivers know', identity: 'no policy' },
    ];
  return [
    ...(percent < 100
      ? [
          {
            message: `The DMARC policy counts for ${percent} % of the mail`,
            identity: 'pct',
            severity: 'low' as const,
          },
        ]
      : []),
    ...(!isBelow && below === 'none'
      ? [
          {
            message: 'The DMARC policy leaves the names below open (sp=none)',
            identity: 'sp=none',
            severity: 'low' as const,
          },
        ]
      : []),
  ];
}

function withDmarc(dmarc: ReturnType<typeof madeUpMail>['dmarc']): {
  domainRecords: ReturnType<typeof madeUpRecords>;
  domainMail: ReturnType<typeof madeUpMail>;
} {
  return { domainRecords: madeUpRecords(), domainMail: madeUpMail({ dmarc, dmarcAbove: dmarc }) };
}
