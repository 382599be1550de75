/** An object of an answer, with what is in it by name. */
export type JsonObject = Readonly<Record<string, unknown>>;

const maxObjects = 500;
const maxDepth = 4;

/** The objects in a JSON text, outer ones first; none where it is no JSON. */
export function objectsIn(body: string): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > maxDepth) return;
    if (found.length >= maxObjects) return;
    if (!Array.isArray(value)) found.push(value as JsonObject);
    for (const one of Object.values(value)) look(one, depth + 1);
  };
  try {
    look(JSON.parse(body), 0);
  } catch {
    // A page, or nothing: it shows no objects.
  }
  return found;
}

/** Objects that were not there before, or are otherwise now. */
export function changedObjects(before: string, after: string): readonly JsonObject[] {
  const known = new Set(objectsIn(before).map((one) => JSON.stringify(one)));
  return objectsIn(after).filter((one) => !known.has(JSON.stringify(one)));
}

/** Forms send text, and apps keep it as a number or not: what is read is compared as text. */
export function isSameValue(a: unknown, b: unknown): boolean {
  const text = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value);
  return text(a) === text(b);
}
