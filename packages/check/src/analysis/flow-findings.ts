import type { CodeFrame } from './code-frame.ts';
import type { CodeFacts, Flow, FlowStep } from './taint/code-facts.ts';

/** A flow as a rule tells it; findings of rules have this shape. */
export interface FlowFinding {
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
  readonly message: string;
  readonly identity: string;
  readonly frame: CodeFrame;
  readonly steps: readonly FlowStep[];
  readonly confidence?: 'possible';
}

/** Findings for the flows that `is` picks, one for each sink and place where the value enters. */
export function flowFindings(
  { flows }: CodeFacts,
  is: (flow: Flow) => boolean,
  what: (flow: Flow) => string,
): FlowFinding[] {
  const byPlace = new Map<string, Flow>();
  for (const flow of flows) {
    if (!is(flow)) continue;
    const from = flow.steps[0];
    const key = `${flow.file}:${flow.line}:${flow.column} ${from?.file}:${from?.line}`;
    const known = byPlace.get(key);
    // The part that was read says more than the table it was read from.
    if (known === undefined || flow.source.length > known.source.length) byPlace.set(key, flow);
  }
  return [...byPlace.values()].sort(byPosition).map((flow) => ({
    place: { file: flow.file, line: flow.line, column: flow.column },
    message: what(flow),
    identity: `${flow.sink} in ${flow.symbol ?? 'the file'} from ${flow.source} at ${flow.steps[0]?.text}`,
    frame: flow.frame,
    steps: flow.steps,
    ...(!flow.isTyped && { confidence: 'possible' as const }),
  }));
}

/** The fact on which a pass rests. */
export function codeFact({ files, skipped }: CodeFacts): string {
  const left = skipped.filter(({ why }) => why !== 'a test');
  const note =
    left.length > 0 ? `, ${left.length} not read (${left[0]!.path}: ${left[0]!.why})` : '';
  return `${files} files of code were followed${note}`;
}

function byPosition(a: Flow, b: Flow): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.source.localeCompare(b.source);
}
