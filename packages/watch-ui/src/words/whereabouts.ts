const countries = new Intl.DisplayNames('en', { type: 'region' });

/** `Germany`; the code itself where it has no name. */
export function asCountry(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

const oldMs = 180 * 86_400_000;

/** Networks move: data of half a year ago is wrong here and there. */
export function isOld(builtAt: string, now: number): boolean {
  return now - Date.parse(builtAt) > oldMs;
}
