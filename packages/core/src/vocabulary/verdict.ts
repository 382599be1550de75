/**
 * What a detector says of one sink call that untrusted input reached.
 * `attack`: the input changed the structure of the call. `weakness`: the code is wrong (an unquoted
 * word, a name in ORDER BY) and this input did no harm.
 */
export const outcomes = ['attack', 'weakness'] as const;
export type Outcome = (typeof outcomes)[number];

/** What was done about a verdict. */
export const dispositions = ['allowed', 'logged', 'blocked'] as const;
export type Disposition = (typeof dispositions)[number];

/** How a detection is enforced: `monitor` logs attacks, `block` stops them, `off` does not look. */
export const modes = ['off', 'monitor', 'block'] as const;
export type Mode = (typeof modes)[number];
