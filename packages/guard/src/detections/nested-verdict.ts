import type { Verdict } from './detection.ts';

/** `sh -c "ssh host 'sh -c …'"` is as deep as honest commands go. */
export const maxDepth = 3;

/** Moves a verdict on nested code to the outer text: to the same characters where they stand as such. */
export function relocate(
  inner: Verdict,
  code: string,
  text: string,
  start: number,
  end: number,
): Verdict {
  const find = (from: number, to: number): { start: number; end: number } => {
    const at = text.indexOf(code.slice(from, to), start);
    return at === -1 || at + to - from > end ? { start, end } : { start: at, end: at + to - from };
  };
  const { occurrence, span } = inner;
  return {
    ...inner,
    occurrence: { ...occurrence, ...find(occurrence.start, occurrence.end) },
    span: find(span.start, span.end),
  };
}
