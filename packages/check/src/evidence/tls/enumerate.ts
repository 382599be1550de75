import type { Answer } from './inquiry.ts';

/** What was found by offering ever less. */
export interface Enumeration {
  /** In the order in which the server chose. */
  readonly chosen: readonly number[];
  /** The first and the last thing that was said. */
  readonly first: Answer;
  readonly last: Answer;
  /** Why there may be more. */
  readonly gap?: string;
}

/**
 * All of `offered` that a server agrees to: what it chooses is offered no longer, until it refuses.
 * `choiceOf` tells what an answer chose; undefined when it agreed to something else altogether.
 */
export async function enumerate(
  offered: readonly number[],
  ask: (rest: readonly number[]) => Promise<Answer>,
  choiceOf: (answer: Answer) => number | undefined,
): Promise<Enumeration> {
  const chosen: number[] = [];
  let rest = offered;
  let first: Answer | undefined;
  for (;;) {
    if (rest.length === 0) return { chosen, first: first!, last: first! };
    let answer = await ask(rest);
    // Once more: a packet may be lost, a server busy.
    if (answer.kind === 'silent' || answer.kind === 'unreachable') answer = await ask(rest);
    first ??= answer;
    const choice = choiceOf(answer);
    if (choice === undefined) return { chosen, first, last: answer, ...gapAfter(answer) };
    if (!rest.includes(choice)) {
      const gap = `it chose ${choice}, which was not offered`;
      return { chosen, first, last: answer, gap };
    }
    chosen.push(choice);
    rest = rest.filter((one) => one !== choice);
  }
}

function gapAfter(answer: Answer): { gap?: string } {
  if (answer.kind === 'silent') return { gap: 'it gave no answer' };
  if (answer.kind === 'unreachable' || answer.kind === 'nonsense') return { gap: answer.reason };
  return {};
}
