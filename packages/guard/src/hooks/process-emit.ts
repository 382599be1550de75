import { replaceInherited } from './wrap.ts';

/** Says whether an event of the process is answered by guard, and reaches no listener. */
export type EventAnswer = (event: unknown, value: unknown) => boolean;

const answers: EventAnswer[] = [];
const exitCallbacks: (() => void)[] = [];

/**
 * Sees every event of the process, where Node and the app emit it. A listener would be counted, be
 * removed with the app's own, and change what Node does with errors that nobody listens for.
 */
export function hookProcessEmit(): void {
  replaceInherited(
    process,
    'emit',
    (emit) =>
      function (this: NodeJS.Process, ...args: unknown[]): unknown {
        const [event, value] = args;
        for (const answer of answers) if (answer(event, value)) return true;
        if (event === 'exit') for (const callback of exitCallbacks) callback();
        return Reflect.apply(emit(), this, args);
      },
  );
}

export function answerProcessEvents(answer: EventAnswer): void {
  answers.push(answer);
}

/** Calls `callback` when the process ends, before the app's `exit` listeners, which may end it at once. */
export function onProcessExit(callback: () => void): void {
  exitCallbacks.push(callback);
}
