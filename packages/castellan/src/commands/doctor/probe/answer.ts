import type { Coverage } from '@castellan/core';
import type { LoadWay } from '../report.ts';

/** What a child process is to load. Without a specifier: nothing but what ships with Node. */
export interface ProbeTask {
  /** Folder from which it is loaded, as if by a file of the app there. */
  readonly parent: string;
  readonly specifier?: string;
  readonly way: LoadWay;
  /** Files of the package, absolute, to be loaded too where they are there. */
  readonly parts?: readonly string[];
}

/** What the child says on its file descriptor 3, a line each. */
export interface ProbeAnswer {
  readonly coverage: readonly Coverage[];
  /** Why the package could not be loaded. */
  readonly failure?: string;
}

/** The file descriptor for answers: the package may write to the others what it likes. */
export const ANSWER_FD = 3;
