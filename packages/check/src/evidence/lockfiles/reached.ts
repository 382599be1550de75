/** Keys from which to start: what runs, and what only development asks for. */
interface Roots {
  readonly production: Iterable<string>;
  readonly development: Iterable<string>;
}

/**
 * Tells what only development asks for: what is reached from there and not from what runs. What nobody is
 * seen to ask for counts as running. Linear in keys and in what `next` yields.
 */
export function forDevelopmentOnly(
  roots: Roots,
  next: (key: string) => Iterable<string>,
): (key: string) => boolean {
  const running = reachedFrom(roots.production, next);
  const developing = reachedFrom(roots.development, next);
  return (key) => developing.has(key) && !running.has(key);
}

function reachedFrom(
  roots: Iterable<string>,
  next: (key: string) => Iterable<string>,
): ReadonlySet<string> {
  // A set is walked in the order of its additions, those made during the walk too.
  const reached = new Set(roots);
  for (const key of reached) for (const one of next(key)) reached.add(one);
  return reached;
}
