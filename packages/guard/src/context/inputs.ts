import type { Transformation } from '@castellan/core';

/** One untrusted string value that the request carried. */
export interface Input {
  /** Where it stood in the request: `body.user.name`, `query.q[1]`, `header.x-id`, `cookie.sid`, `params.id`, `path`. */
  readonly path: string;
  readonly value: string;
}

/** One place in a sink's text that came from an input. Offsets are UTF-16 code units, `end` exclusive. */
export interface Occurrence {
  readonly input: Input;
  readonly start: number;
  readonly end: number;
  /** The changes that turned the input's value into the text at [start, end). Empty: found as sent. */
  readonly transformations: readonly Transformation[];
}

/**
 * Everything untrusted that one request carried, as detectors see it.
 * Values are gathered and classified once, at the first sink that asks.
 */
export interface Inputs {
  /**
   * All places in `text` that came from an input holding at least one character that is not a
   * letter, digit or underscore (the only inputs that can change a structure by being put inside it).
   * Sorted by start; linear in the text for each distinct input; bounded.
   */
  occurrencesIn(text: string): readonly Occurrence[];
  /** The input that equals `text` as sent or after a transformation; words of any alphabet count. */
  equalTo(text: string): Occurrence | undefined;
  /** True when a longer value holds `text`, white space at its ends aside. */
  holdPiece(text: string): boolean;
  /** Every value as sent, words included. */
  values(): readonly Input[];
  /** True when a cap left some of the request unread: judge conservatively what cannot be explained. */
  readonly truncated: boolean;
  /** True when it is text that was left unread, rather than the content of a file. */
  readonly hidesText: boolean;
}

/** Inputs that can let go of what they derived, and derive it again when asked. */
export interface RestingInputs extends Inputs {
  rest(): void;
}
