import * as z from 'zod';

/** Where the findings that were there before are kept. */
export const baselineFile = 'castellan.baseline.json';

const schema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ rule: z.string(), fingerprint: z.string() })),
});

/** Fingerprints in a baseline's text. Throws an error that says what is wrong with it. */
export function parseBaseline(text: string): ReadonlySet<string> {
  const result = schema.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(z.prettifyError(result.error).replace(/\s*\n\s*/g, ' '));
  return new Set(result.data.findings.map(({ fingerprint }) => fingerprint));
}

/** The baseline as it is written: sorted, so that a diff shows what came and went. */
export function baselineText(
  findings: readonly { readonly fingerprint: string; readonly rule: string }[],
): string {
  const sorted = findings
    .map(({ rule, fingerprint }) => ({ rule, fingerprint }))
    .sort((a, b) => (`${a.rule} ${a.fingerprint}` < `${b.rule} ${b.fingerprint}` ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`;
}
