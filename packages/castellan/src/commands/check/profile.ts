import type { CheckReport } from '@castellan/check';

/** Collectors and rules by the time that they took, slowest first. */
export function profileText(
  { rules }: CheckReport,
  collected: readonly { readonly title: string; readonly elapsedMs: number }[],
  cacheProblem?: string,
): string {
  const rows = [
    ...collected.map(({ title, elapsedMs }) => ({ what: `collector  ${title}`, elapsedMs })),
    // A rule's time holds that of the collectors that it was the first to ask.
    ...rules.map(({ rule, elapsedMs }) => ({ what: `rule       ${rule}`, elapsedMs })),
  ];
  rows.sort((a, b) => b.elapsedMs - a.elapsedMs);
  const cache = cacheProblem === undefined ? '' : `without a cache: ${cacheProblem}\n`;
  return (
    cache +
    rows.map(({ what, elapsedMs }) => `${elapsedMs.toFixed(1).padStart(10)} ms  ${what}\n`).join('')
  );
}
