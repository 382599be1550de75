import { policyOutcome } from '@castellan/core/site';
import { type Exchange, isLoopback, type SitePages } from '../exchange.ts';
import { cookieOutcome, integrityOutcome } from './content-tests.ts';
import { observed } from './facts.ts';
import {
  corsOutcome,
  embedOutcome,
  hstsOutcome,
  redirectionOutcome,
  pageReferrerOutcome,
  sniffOutcome,
  frameOutcome,
} from './header-tests.ts';
import { type ObservatoryOutcome, outcomes } from './outcomes.ts';

/** A stranger's preflight: what it said of itself, and the answer. */
export interface StrangersPreflight {
  readonly origin: string;
  readonly exchange: Exchange;
}

/** Points and mark of a site's headers. */
export interface HeaderGrade {
  /** 0 and up; 100 without bonus. */
  readonly score: number;
  /** `A+` to `F`. */
  readonly grade: string;
  readonly tests: readonly {
    readonly outcome: ObservatoryOutcome;
    readonly modifier: number;
    readonly says: string;
  }[];
}

/** What must be reached for each mark, best first. */
const marks = [
  [100, 'A+'],
  [90, 'A'],
  [85, 'A-'],
  [80, 'B+'],
  [70, 'B'],
  [65, 'B-'],
  [60, 'C+'],
  [50, 'C'],
  [45, 'C-'],
  [40, 'D+'],
  [30, 'D'],
  [25, 'D-'],
  [0, 'F'],
] as const;
/** Bonuses count only for a site that has at least this without them. */
const bonusFrom = 90;

/** Grades a site as the HTTP Observatory does; undefined when the site did not answer. */
export function headerGrade(
  pages: SitePages,
  preflight: StrangersPreflight | undefined,
): HeaderGrade | undefined {
  const site = observed(pages);
  if (site === undefined) return undefined;
  const tests = [
    policyOutcome(site.page, site.metaPolicies),
    cookieOutcome(site),
    corsOutcome(preflight?.origin ?? '', preflight?.exchange),
    // Nothing of a site on this machine travels, so that its transport is not judged.
    ...(isLoopback(site.page.url) ? [] : [redirectionOutcome(site), hstsOutcome(site)]),
    pageReferrerOutcome(site),
    integrityOutcome(site),
    sniffOutcome(site),
    frameOutcome(site),
    embedOutcome(site),
  ].map((outcome) => {
    const [modifier, says] = outcomes[outcome];
    return { outcome, modifier, says };
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const modifiers = tests.map(({ modifier }) => modifier);
  const without = 100 + sum(modifiers.filter((modifier) => modifier < 0));
  const score = Math.max(0, without >= bonusFrom ? 100 + sum(modifiers) : without);
  return { score, grade: marks.find(([least]) => score >= least)?.[1] ?? 'F', tests };
}
