/** A stretch of text that must not be shown. UTF-16 code units, `end` exclusive. */
export interface SecretRange {
  readonly start: number;
  readonly end: number;
  /** What is shown in its place. */
  readonly mask: string;
}

const lengthClasses = [8, 16, 32, 64, 256];

/** The mask of a secret: what it was, and between which lengths, never the length itself. */
export function maskOf(name: string, length: number): string {
  let least = 1;
  for (const most of lengthClasses) {
    if (length <= most) return `[${name}, ${least} to ${most} characters]`;
    least = most + 1;
  }
  return `[${name}, over 256 characters]`;
}

/** True for ASCII letters, digits and underscore. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95
  );
}

/** True for ASCII digits. */
export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}
