const testFile =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|spec|e2e|cypress|fixtures?|__fixtures__|bench|benchmarks?)\/|(?:^|\/)[\w.-]+-tests\/|(?:^|\/)(?:[\w.-]+-)?test(?:s|ing)?-(?:utils|kit|runner|setup|support|helpers?)[\w-]*\/|\.(?:test|spec|bench|stories|e2e|cy)\.[cm]?[jt]sx?$/i;
const mostBytes = 1_000_000;
const longLine = 5_000;

/** True for files that run only where the code is tested. */
export function isTestFile(path: string): boolean {
  return testFile.test(path);
}

/** Why a file is no code that people wrote; undefined when it is. */
export function isUnreadable(text: string): string | undefined {
  if (text.length > mostBytes) return 'too large';
  const lines = text.split('\n', 50);
  if (lines.some((line) => line.length > longLine)) return 'minified';
  if (isGenerated(text)) return 'generated';
  return undefined;
}

/** True for code whose head says that a program wrote it. */
export function isGenerated(text: string): boolean {
  return /^\s*(?:\/\/|\/\*)[^\n]*(?:@generated|do not edit)/im.test(text.slice(0, 400));
}
