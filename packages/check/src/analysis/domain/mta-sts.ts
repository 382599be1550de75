/** What a policy of MTA-STS says (RFC 8461, 3.2). */
interface MtaStsPolicy {
  /** `enforce`, `testing`, `none`, or what somebody wrote; empty when left out. */
  readonly mode: string;
  /** Patterns of mail servers, in lower case. */
  readonly hosts: readonly string[];
  readonly maxAgeSeconds: number;
}

export function isMtaStsRecord(text: string): boolean {
  return /^v=STSv1\s*(;|$)/.test(text);
}

/** Undefined where the text is no policy. */
export function readMtaStsPolicy(text: string): MtaStsPolicy | undefined {
  const lines = text.split(/\r?\n/).map((line) => /^\s*([a-z_]+)\s*:\s*(.*?)\s*$/.exec(line));
  const values = (key: string): string[] =>
    lines.flatMap((line) => (line?.[1] === key ? [line[2]!] : []));
  if (values('version')[0] !== 'STSv1') return undefined;
  return {
    mode: values('mode')[0] ?? '',
    hosts: values('mx').map((host) => host.toLowerCase()),
    maxAgeSeconds: Number(values('max_age')[0] ?? 0),
  };
}
