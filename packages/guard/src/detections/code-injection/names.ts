/** Names that lead from any value to the interpreter, the process or a shared prototype. */
const powerful: ReadonlySet<string> = new Set(
  (
    'constructor prototype __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ ' +
    '__lookupSetter__ process require global globalThis mainModule eval Function AsyncFunction ' +
    'GeneratorFunction Reflect Proxy WebAssembly arguments callee caller child_process'
  ).split(' '),
);

/** Reserved words that are values: reading them does nothing. */
const valueWords: ReadonlySet<string> = new Set(['this', 'true', 'false', 'null']);

/** Pure functions and constants of `Math`, which formulas call. */
const mathMembers: ReadonlySet<string> = new Set(
  (
    'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround ' +
    'hypot imul log log10 log1p log2 max min pow random round sign sin sinh sqrt tan tanh trunc ' +
    'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'
  ).split(' '),
);

/** True for a name that reads as data; an escaped name hides something and never does. */
export function isPlainName(name: string): boolean {
  return !powerful.has(name) && !name.includes('\\') && !name.startsWith('#');
}

export function isValueWord(word: string): boolean {
  return valueWords.has(word);
}

export function isMathMember(name: string): boolean {
  return mathMembers.has(name);
}
