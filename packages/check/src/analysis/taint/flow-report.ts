import type { LineTable } from '../syntax/line-table.ts';
import { codeFrame } from '../code-frame.ts';
import type { Flow, FlowStep } from './code-facts.ts';
import type { FlowGraph, NodeId } from './flow-graph.ts';
import type { Route } from './search/roots.ts';

const mostSteps = 10;
const mostChars = 160;

/** Texts and lines by number of the file. */
export interface Places {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly lines: readonly LineTable[];
  readonly graph: FlowGraph;
}

/** A route in words: its lines from source to sink. */
export function flowOf({ root, sink, nodes }: Route, places: Places, doubt?: string): Flow {
  const { files, lines } = places;
  const file = files[sink.file]!;
  const table = lines[sink.file]!;
  const line = table.lineAt(sink.start);
  const last: FlowStep = { file: file.path, line, text: shown(table.line(line)) };
  return {
    label: root.label,
    harm: sink.harm,
    source: root.title,
    sink: sink.title,
    isTyped: sink.isTyped,
    ...(doubt !== undefined && { doubt }),
    file: file.path,
    line,
    column: table.columnAt(sink.start),
    ...(sink.symbol !== undefined && { symbol: sink.symbol }),
    ...(sink.detail !== undefined && { detail: sink.detail }),
    steps: shorten([...stepsOf(nodes, places), last].filter(isNew)),
    frame: codeFrame(file.text, line),
  };
}

function stepsOf(nodes: readonly NodeId[], { files, lines, graph }: Places): FlowStep[] {
  return nodes.flatMap((node) => {
    const at = graph.file.at(node);
    const start = graph.start.at(node);
    if (graph.end.at(node) === 0) return [];
    const line = lines[at]!.lineAt(start);
    return [{ file: files[at]!.path, line, text: shown(lines[at]!.line(line)) }];
  });
}

function isNew(step: FlowStep, index: number, all: readonly FlowStep[]): boolean {
  const before = all[index - 1];
  return before === undefined || before.file !== step.file || before.line !== step.line;
}

/** First and last steps, when there are many. */
function shorten(steps: readonly FlowStep[]): FlowStep[] {
  if (steps.length <= mostSteps) return [...steps];
  return [...steps.slice(0, 4), ...steps.slice(-(mostSteps - 4))];
}

function shown(line: string): string {
  const bare = line.trim();
  return bare.length > mostChars ? `${bare.slice(0, mostChars - 1)}…` : bare;
}
