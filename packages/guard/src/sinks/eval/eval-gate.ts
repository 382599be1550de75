/** Name under which rewritten files find guard's function; a symbol, so that no host code meets it. */
export const GATE_NAME = 'castellan.guard.eval';

/**
 * The gate as rewritten files reach it. A function whose text is sent elsewhere (a browser, another
 * process) finds no gate there, so that each use names what to do without one.
 */
const GATE = `globalThis[Symbol.for('${GATE_NAME}')]`;

/** Opens a call that judges its argument and returns it: `eval(…)` stays a direct call. */
export const JUDGED: string = `(${GATE}??(v=>v))(`;

/** The same for a spread first argument: judges the first of the values and returns all. */
export const JUDGED_LIST: string = `(${GATE}?.list??(v=>v))(`;

/** The same for `object.eval(…)`, which is code only when the object is the global one. */
export const judgedOn = (object: string): string => `(${GATE}?.on??((o,v)=>v))(${object},`;

/** Puts guard's own `eval` before the real one where it is used as a value. */
export const VALUE: string = `(${GATE}?.indirect??`;

/** The same for `object.eval`. */
export const valueOf = (object: string): string => `(${GATE}?.of(${object})??`;
