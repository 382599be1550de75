import {
  type ControlId,
  controls,
  practiceControls,
  practiceIds,
  type PracticeId,
  type StandardId,
  standards,
} from '@castellan/core';
import type { CheckReport, Status } from '../engine/report-type.ts';
import type { Rule } from '../rules/rule.ts';

/** What people call the standards, by our ids of them. */
export const standardNames: Readonly<Record<string, StandardId>> = {
  asvs: 'asvs5',
  pci: 'pci-dss4',
  iso27001: 'iso27001',
  soc2: 'soc2',
  cis: 'cis8',
  nis2: 'nis2',
};

/** One requirement, and what of ours contributes to it. None of it alone meets it. */
export interface RequirementView {
  readonly control: ControlId;
  /** In our own words. */
  readonly asks: string;
  readonly practices: readonly { readonly practice: PracticeId; readonly status: Status }[];
  readonly rules: readonly { readonly rule: string; readonly status: Status }[];
  /** The worst of what contributes: nothing passes by what was not looked at. */
  readonly status: Status;
}

const worstFirst: readonly Status[] = ['fail', 'error', 'unknown', 'attested', 'pass'];

/** A report by the requirements of a standard, those that we know of. */
export function standardView(
  reports: readonly CheckReport[],
  rules: readonly Rule[],
  standard: StandardId,
): RequirementView[] {
  const practices = practicesOf(reports);
  const outcomes = new Map<string, Status>();
  for (const { rule, status } of reports.flatMap((report) => report.rules))
    outcomes.set(rule, worst([outcomes.get(rule) ?? 'not-applicable', status]));
  return (Object.keys(controls) as ControlId[])
    .filter((control) => control.startsWith(`${standard}:`))
    .map((control) => {
      const own = practiceIds
        .filter((id) => practiceControls[id].includes(control))
        .map((practice) => ({ practice, status: practices.get(practice) ?? 'unknown' }) as const);
      const told = rules
        .filter((rule) => rule.controls.includes(control))
        .map(({ id }) => ({ rule: id, status: outcomes.get(id) ?? 'unknown' }) as const);
      const all = [...own, ...told].map(({ status }) => status);
      const status = all.length === 0 ? 'unknown' : worst(all);
      return { control, asks: controls[control], practices: own, rules: told, status };
    });
}

/** How each practice stands by all reports: what one could not see another may have. */
function practicesOf(reports: readonly CheckReport[]): ReadonlyMap<PracticeId, Status> {
  const found = new Map<PracticeId, Status>();
  for (const practice of practiceIds) {
    const all = reports.flatMap((report) =>
      report.practices.filter((one) => one.practice === practice).map(({ status }) => status),
    );
    const seen = all.filter((status) => status !== 'unknown' && status !== 'not-applicable');
    found.set(practice, seen.length > 0 ? worst(seen) : worst(all));
  }
  return found;
}

function worst(all: readonly Status[]): Status {
  return worstFirst.find((status) => all.includes(status)) ?? 'not-applicable';
}

/** The requirements as text, each with what contributes to it. */
export function standardText(views: readonly RequirementView[], standard: StandardId): string {
  const { name, url } = standards[standard];
  const rows = views.map(({ control, asks, practices, rules, status }) => {
    const by = [
      ...practices.map((one) => `${one.practice} ${one.status}`),
      ...rules.map((one) => `${one.rule} ${one.status}`),
    ];
    return `${status.padEnd(14)} ${control.slice(standard.length + 1).padEnd(9)} ${asks}\n${by.length === 0 ? '' : `${' '.repeat(25)}${by.join(', ')}\n`}`;
  });
  return `${name}, in our own words (${url}).\nWhat contributes to a requirement does not meet it alone: an auditor judges.\n\n${rows.join('')}`;
}
