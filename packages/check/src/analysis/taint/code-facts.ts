import type { Harm } from './harms.ts';
import type { RouteFacts } from './routes/route-facts.ts';
import type { Label } from './search/roots.ts';

/** One step of a value's way. */
export interface FlowStep {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line, without what stands around it. */
  readonly text: string;
}

/** A value that gets where it does harm. */
export interface Flow {
  readonly label: Label;
  readonly harm: Harm | undefined;
  readonly source: string;
  readonly sink: string;
  /** False when the library is guessed from how the call looks. */
  readonly isTyped: boolean;
  /** What the analysis takes for granted where the code does not show a step. */
  readonly doubt?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Function around the sink, as far as it has a name. */
  readonly symbol?: string;
  readonly detail?: string;
  readonly steps: readonly FlowStep[];
  readonly frame: {
    readonly start: number;
    readonly lines: readonly string[];
    readonly marked: number;
  };
}

/** A call of an API that rules look at, with what is constant of its arguments. */
export interface NotableCall {
  readonly api: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly args: readonly NotableArgument[];
  /** A fast hash whose digest a slow one takes. */
  readonly isFirstOfTwo?: true;
  readonly frame: Flow['frame'];
}

export interface NotableArgument {
  readonly constants: readonly (string | number | boolean)[];
  /** Constants of the fields of objects. */
  readonly fields: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Text put together here from parts that are not constant. */
  readonly isBuilt: boolean;
  /** Last name of the expression: `password` of `user.password`. */
  readonly name?: string;
}

/** A file that was not looked at, and why. */
export interface SkippedCode {
  readonly path: string;
  readonly why: string;
}

/** What is known of the code of a repository. */
export interface CodeFacts {
  readonly files: number;
  readonly skipped: readonly SkippedCode[];
  readonly flows: readonly Flow[];
  readonly calls: readonly NotableCall[];
  readonly routes: readonly RouteFacts[];
  /** How many places read a body, a query or path parameters, and belong to no route that is known. */
  readonly readsOutside: number;
  /** True when a bound was met, so that something may have been missed. */
  readonly isBounded: boolean;
  readonly size: {
    readonly nodes: number;
    readonly edges: number;
    readonly steps: number;
    readonly states: number;
    readonly walked: number;
  };
}
