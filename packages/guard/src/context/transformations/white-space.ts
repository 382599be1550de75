const RUNS = /[\s\0-\x1f\x7f]+/g;
const ODD = /[\0-\x1f\x7f]+/g;

/** What collapsing or removing white space and control characters makes of a value. */
export function whiteSpaceForms(value: string, hasOddSpace: boolean): readonly string[] {
  const collapsed = value.replace(RUNS, ' ');
  const removed = value.replace(RUNS, '');
  if (!hasOddSpace) return collapsed === value ? [removed] : [collapsed, removed];
  return [collapsed, removed, value.replace(ODD, ''), value.replace(ODD, ' ')];
}
