/**
 * Every error that we throw or report, by code, with its message; `{name}` is filled in.
 * `docs/errors.md` explains each code, and a test holds the two together.
 */
export const errorMessages = {
  CASTELLAN_BLOCKED: 'Blocked by Castellan (finding {findingId})',
  CASTELLAN_CONFIG_UNREADABLE: 'The configuration at {file} cannot be read: {reason}',
  CASTELLAN_CONFIG_INVALID: 'The configuration at {file} is not valid: {problem}',
  CASTELLAN_NODE_UNSUPPORTED: 'Node.js {version} is not supported; use {supported}',
  CASTELLAN_HOOK_FAILED: '{library} could not be wrapped and is not protected: {reason}',
  CASTELLAN_DETECTION_FAILED: 'Detection {detection} failed; its conservative test judged the call',
  CASTELLAN_REPORTER_FAILED: 'Findings could not be delivered to {reporter}: {reason}',
  CASTELLAN_WIRE_INVALID: 'This is not a {message}: {problem}',
  CASTELLAN_WIRE_VERSION:
    'This {message} has version {version}; up to version {supported} is understood: upgrade Castellan here',
} as const;
export type ErrorCode = keyof typeof errorMessages;

type NamesIn<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The values that a code's message asks for. */
export type ErrorValues<Code extends ErrorCode> = Readonly<
  Record<NamesIn<(typeof errorMessages)[Code]>, string | number>
>;

/** The message of a code, filled in; a value that is missing at run time leaves its name standing. */
export function errorMessage<Code extends ErrorCode>(
  code: Code,
  values: ErrorValues<Code>,
): string {
  const given: Readonly<Record<string, string | number>> = values;
  return errorMessages[code].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(given, name) ? String(given[name]) : whole,
  );
}
