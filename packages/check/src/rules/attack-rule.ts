import type { ControlId, PracticeId, Severity } from '@castellan/core';
import { curlLine } from '../analysis/attack/curl-line.ts';
import { type AttackRecord, type Hole, type HoleKind } from '../analysis/attack/record.ts';
import {
  defineRule,
  type Example,
  failBy,
  type Judgement,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from './rule.ts';

/** What differs between the rules that judge an attack run. */
interface AttackRule {
  readonly id: `attack/${HoleKind}`;
  readonly severity: Severity;
  readonly cwe: number;
  readonly controls: readonly ControlId[];
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** True when only guard as a sensor shows such holes. */
  readonly needsSensor?: boolean;
  /** How many sessions it takes. */
  readonly needsSessions?: 1 | 2;
  readonly practice?: PracticeId;
  readonly examples?: readonly Example[];
}

/** A rule that fails by the holes of one kind, and says what was not looked at. */
export function attackRule(rule: AttackRule): Rule {
  const { needsSensor = false, needsSessions = 0, practice = 'C7', ...rest } = rule;
  const kind = rule.id.slice('attack/'.length) as HoleKind;
  return defineRule({
    ...rest,
    practice,
    confidence: 'certain',
    needs: ['appAttack'],
    run: ({ appAttack }) => judge(appAttack, kind, rule),
    examples: [...examplesOf(kind, needsSensor, needsSessions), ...(rule.examples ?? [])],
  });
}

function judge(
  record: AttackRecord,
  kind: HoleKind,
  { needsSensor = false, needsSessions }: AttackRule,
): Judgement {
  const holes = record.holes.filter((hole) => hole.kind === kind);
  if (holes.length > 0)
    return failBy(
      holes.map((hole) => findingOf(hole, record)),
      '',
    );
  if (needsSensor && !record.hasSensor)
    return unknown('guard as a sensor: start the app by castellan attack -- node app.js');
  if (needsSessions !== undefined && record.sessions.given < needsSessions)
    return unknown(
      needsSessions === 2
        ? 'the sessions of two users: --login FILE, or --cookie and --other-cookie'
        : 'a session: --login FILE, --cookie or --header',
    );
  if (kind === 'tokens' && record.sessions.signIns === 0)
    return unknown('several sign-ins: --login FILE');
  if (kind === 'csrf' && record.sessions.cookies === undefined)
    return unknown('a sign-in that shows how the cookie is set: --login FILE');
  if (kind === 'csrf' && record.sessions.cookies === 0)
    return notApplicable('the session is no cookie, and nothing else is sent by a browser itself');
  const tried = record.tried[kind] ?? 0;
  if (record.unfinished !== undefined) return unknown(`a run that is whole: ${record.unfinished}`);
  const left = record.routes.filter(({ skipped }) => skipped !== undefined).length;
  const rest = left === 0 ? '' : `; ${left} of ${record.routes.length} routes were not attacked`;
  const [unseen] = record.unseen;
  if (tried === 0 && needsSensor && unseen !== undefined)
    return unknown(`a guard that sees all of the app; here it does not: ${unseen}`);
  if (tried === 0 && left > 0)
    return unknown(
      `the routes that change state as well: ${left} of ${record.routes.length} were not attacked; --changes-state`,
    );
  if (tried === 0) return notApplicable('nothing that was sent came to where this could be');
  return failBy(
    [],
    `tried at ${tried} ${tried === 1 ? 'place' : 'places'}, and none gave way${rest}`,
  );
}

function findingOf(hole: Hole, { origin, target }: AttackRecord): RuleFinding {
  const { method, route, input, location, reason, severity, confidence, sink, guard } = hole;
  const through = sink === undefined ? '' : ` (${sink.library} ${sink.api})`;
  const guarded =
    guard === undefined ? '' : guard === 'stops' ? ' Guard stops it.' : ' Guard lets it pass.';
  return {
    place: location ?? { file: route },
    message: `${method} ${route}: ${reason.replace(/\.$/, '')}${through}.${guarded}`,
    identity: `${method} ${route} ${input ?? ''}`,
    ...requestsOf(hole, target === origin ? origin : 'http://127.0.0.1:PORT'),
    confidence,
    ...(severity && { severity }),
  };
}

/** How whoever is to mend it sees it for themselves; an app that a run started had another port each time. */
function requestsOf({ requests, oracle }: Hole, origin: string): Pick<RuleFinding, 'shownBy'> {
  if (oracle.by === 'sessions') return {};
  return { shownBy: requests.map((request) => curlLine(origin, request)) };
}

/** A made-up run for examples: what differs from one that found nothing. */
export function madeUpAttack(differs: Partial<AttackRecord> = {}): { appAttack: AttackRecord } {
  return {
    appAttack: {
      target: 'shop',
      origin: 'http://127.0.0.1:3000',
      hasSensor: true,
      unseen: [],
      isInContinuousIntegration: false,
      requests: 120,
      elapsedMs: 6_000,
      routes: [{ method: 'GET', route: '/search', from: ['app'], inputs: ['query.q'] }],
      tried: {},
      sessions: { given: 2, signIns: 5, cookies: 1 },
      holes: [],
      ...differs,
    },
  };
}

function examplesOf(kind: HoleKind, needsSensor: boolean, needsSessions: number): Example[] {
  const hole: Hole = {
    kind,
    method: 'GET',
    route: '/search',
    input: 'query.q',
    reason: 'query.q changes the call',
    confidence: 'certain',
    location: { file: 'src/search.js', line: 12, column: 5 },
    evidence: '…',
    requests: [{ method: 'GET', path: '/search?q=1', headers: {} }],
    oracle: { by: 'difference' },
  };
  const tried = { [kind]: 3 };
  return [
    {
      title: 'a hole was proven',
      evidence: madeUpAttack({ holes: [hole], tried }),
      expect: 'fail',
      at: ['src/search.js:12'],
    },
    { title: 'tried, and nothing gave way', evidence: madeUpAttack({ tried }), expect: 'pass' },
    { title: 'nothing came there', evidence: madeUpAttack(), expect: 'not-applicable' },
    {
      title: 'time was up',
      evidence: madeUpAttack({ tried, unfinished: 'the time of 10 minutes was over' }),
      expect: 'unknown',
    },
    ...(needsSensor
      ? [
          {
            title: 'guard does not see the driver',
            evidence: madeUpAttack({
              unseen: ['pg 7.0.0: version 7.0.0 is not known to this guard'],
            }),
            expect: 'unknown',
          } as const,
          {
            title: 'no guard in the app',
            evidence: madeUpAttack({ hasSensor: false }),
            expect: 'unknown',
          } as const,
        ]
      : []),
    ...(needsSessions > 0
      ? [
          {
            title: 'no session was given',
            evidence: madeUpAttack({ sessions: { given: 0, signIns: 0 } }),
            expect: 'unknown',
          } as const,
        ]
      : []),
  ];
}
