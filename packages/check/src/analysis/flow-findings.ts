import type { Severity } from '@castellan/core';
import { isExample, isSeed, isToolSettings } from './builder-files.ts';
import type { CodeFrame } from './code-frame.ts';
import type { CodeFacts, Flow, FlowStep } from './taint/code-facts.ts';

const mostLines = 6;

/** A flow as a rule tells it; findings of rules have this shape. */
export interface FlowFinding {
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
  readonly message: string;
  readonly identity: string;
  readonly frame: CodeFrame;
  readonly steps: readonly FlowStep[];
  readonly alsoAt?: readonly number[];
  readonly severity?: Severity;
  readonly confidence?: 'possible';
}

/** Which flows a rule is about, and how it speaks of them. */
export interface FlowWording {
  is(flow: Flow): boolean;
  message(flow: Flow): string;
  /** Where it differs from the rule's. */
  severity?(flow: Flow): Severity | undefined;
}

/**
 * Findings for the flows that `is` picks: one for each sink, for whoever mends it there shuts all ways in;
 * and one for all the calls of a function that the same value gets to.
 */
export function flowFindings(
  code: CodeFacts,
  { is, message, severity }: FlowWording,
): FlowFinding[] {
  const byKey = new Map<string, Flow>();
  for (const flow of code.flows) if (is(flow)) byKey.set(`${placesOf(flow)} ${flow.source}`, flow);
  const all = [...byKey.values()];
  const parts = new Set(all.flatMap((flow) => (flow.source.includes(': ') ? [tableOf(flow)] : [])));
  // The part that was read says more than the table it was read from.
  const kept = all.filter((flow) => flow.source.includes(': ') || !parts.has(tableOf(flow)));
  const bySink = new Map<string, Flow>();
  const ways = new Map<string, number>();
  for (const flow of kept.sort(plainestFirst)) {
    const key = sinkOf(flow);
    if (!bySink.has(key)) bySink.set(key, flow);
    ways.set(key, (ways.get(key) ?? 0) + 1);
  }
  const byHole = new Map<string, [string, Flow][]>();
  for (const [key, flow] of bySink) {
    const hole =
      flow.label === 'input' ? holeOf(flow) : flow.label === 'random' ? madeAt(flow) : key;
    const known = byHole.get(hole);
    if (known) known.push([key, flow]);
    else byHole.set(hole, [[key, flow]]);
  }
  return [...byHole.values()].map((sinks) => {
    const [key, flow] = sinks.reduce((worst, one) =>
      weight(one[1], severity) > weight(worst[1], severity) ? one : worst,
    );
    const flows = sinks.map(([, one]) => one);
    const here = flows.filter(({ file }) => file === flow.file);
    const alsoAt = linesOf(here).filter((line) => line !== flow.line);
    const elsewhere = new Set(flows.map(({ file }) => file)).size - 1;
    const doubt = flow.doubt === undefined ? '' : `: possible, ${flow.doubt}`;
    return {
      place: { file: flow.file, line: flow.line, column: flow.column },
      message: `${message(flow)}${alsoIn(elsewhere, alsoAt)}${waysIn((ways.get(key) ?? 1) - 1)}${doubt}`,
      identity: `${flow.sink} in ${flow.symbol ?? 'the file'}: ${flow.steps.at(-1)?.text}`,
      frame: flow.frame,
      steps: flow.steps,
      ...(alsoAt.length > 0 && { alsoAt }),
      ...severityOf(flow, severity?.(flow)),
      ...((!flow.isTyped || flow.doubt !== undefined || isForShow(flow.file)) && {
        confidence: 'possible' as const,
      }),
    };
  });
}

/** Without a doubt before with one, then what harms as much as the rule says before what harms less. */
function weight(flow: Flow, severity: FlowWording['severity']): number {
  return Number(flow.doubt === undefined) * 2 + Number(severity?.(flow) === undefined);
}

function linesOf(flows: readonly Flow[]): number[] {
  return [...new Set(flows.map(({ line }) => line))].toSorted((a, b) => a - b);
}

/** `, also in lines 8, 12`, some of them when there are many. */
export function alsoIn(elsewhere: number, lines: readonly number[]): string {
  if (elsewhere > 0)
    return `, also in ${elsewhere === 1 ? 'another file' : `${elsewhere} other files`}`;
  if (lines.length === 0) return '';
  const rest = lines.length > mostLines ? ' …' : '';
  return `, also in line${lines.length === 1 ? '' : 's'} ${lines.slice(0, mostLines).join(', ')}${rest}`;
}

/** What is not part of the app: it fills a database for trying, or shows how a package is used. */
export function isForShow(path: string): boolean {
  return isSeed(path) || isExample(path) || isToolSettings(path);
}

/** What rests on an assumption, or on a guess of the library, is no alarm; what is for show harms nobody. */
function severityOf(flow: Flow, own: Severity | undefined): { readonly severity?: Severity } {
  if (own === 'low' || isForShow(flow.file)) return { severity: 'low' };
  if (flow.doubt !== undefined || !flow.isTyped) return { severity: 'medium' };
  return own === undefined ? {} : { severity: own };
}

function waysIn(others: number): string {
  if (others === 0) return '';
  return others === 1 ? ', and one more way in' : `, and ${others} more ways in`;
}

/** One value in one function: what keeps it harmless there keeps it so for all calls of the function. */
function holeOf({ file, symbol, source, steps: [first] }: Flow): string {
  return `${file} ${symbol ?? ''} ${first?.file}:${first?.line} ${source}`;
}

/** What is made badly is mended where it is made, whoever uses it. */
function madeAt({ steps: [first] }: Flow): string {
  return `${first?.file}:${first?.line}`;
}

function sinkOf({ file, line, column, sink }: Flow): string {
  return `${file}:${line}:${column} ${sink}`;
}

/** Where a flow starts and ends. */
function placesOf({ file, line, column, steps: [first] }: Flow): string {
  return `${file}:${line}:${column} ${first?.file}:${first?.line}`;
}

function tableOf(flow: Flow): string {
  return `${placesOf(flow)} ${flow.source.split(': ')[0]}`;
}

/** The fact on which a pass rests. */
export function codeFact({ files, skipped }: CodeFacts): string {
  const left = skipped.filter(({ why }) => why !== 'a test');
  const note =
    left.length > 0 ? `, ${left.length} not read (${left[0]!.path}: ${left[0]!.why})` : '';
  return `${files} files of code were followed${note}`;
}

/** By place; at one place the surest first, then the shortest: it is the easiest to follow. */
function plainestFirst(a: Flow, b: Flow): number {
  return (
    a.file.localeCompare(b.file) ||
    a.line - b.line ||
    Number(b.isTyped) - Number(a.isTyped) ||
    Number(a.doubt !== undefined) - Number(b.doubt !== undefined) ||
    a.steps.length - b.steps.length ||
    a.source.localeCompare(b.source)
  );
}
