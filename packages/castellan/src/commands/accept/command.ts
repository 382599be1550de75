import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { acceptedFile, check, type CheckFinding } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { UsageError } from '../../usage-error.ts';
import { version } from '../../version.ts';
import { advisoriesAt } from '../check/advisories-at.ts';
import { cacheFor } from '../check/cache-at.ts';
import { evidenceOf } from '../check/evidence-of.ts';
import type { Command } from '../command.ts';

const shortest = 6;
const dayMs = 86_400_000;
/** Past this an acceptance of a grave finding is itself a finding. */
const longestDays = 180;

/** Accepts a finding: somebody lives with it until a day. */
export const accept: Command = {
  name: 'accept',
  summary: 'Accept a finding of check, with a reason, an owner and a last day',
  usage: `ID --reason TEXT --owner NAME [--until YYYY-MM-DD]

  ID             the digits that castellan check shows behind a finding
  --reason TEXT  why the team lives with it
  --owner NAME   who answers for that
  --until DAY    the last day (default: in 90 days; at most ${longestDays} for high and critical)

  Writes ${acceptedFile}. Once the finding is gone or the day over, the entry is a finding.`,
  examples: [
    'castellan accept 1f3a9c04 --reason "build image, never runs in production" --owner ana',
  ],
  run,
};

async function run(argv: readonly string[]): Promise<number> {
  const [id = '', ...rest] = argv;
  const flags = parseFlags(rest, {
    reason: { type: 'string' },
    owner: { type: 'string' },
    until: { type: 'string' },
  });
  if (!new RegExp(`^[0-9a-f]{${shortest},32}$`).test(id))
    throw new UsageError(`accept takes the digits behind a finding, at least ${shortest} of them`);
  const { reason, owner } = flags;
  if (!reason?.trim() || !owner?.trim())
    throw new UsageError('accept needs --reason and --owner: somebody answers for it');
  const until = dayIn(flags.until, Date.now());
  const { cache } = cacheFor(process.cwd(), true);
  const { target, provide } = evidenceOf(undefined, {
    cache,
    advisories: advisoriesAt(undefined, true),
  });
  const { findings, gate } = await check({
    target,
    castellan: version(),
    provide,
    now: Date.now(),
  });
  const broken = gate.incomplete.find((text) => text.includes(acceptedFile));
  if (broken !== undefined) throw new Error(broken);
  const found = findings.filter(({ fingerprint }) => fingerprint.startsWith(id));
  const [finding] = found;
  if (!finding || found.length > 1) {
    const what = finding ? `${found.length} findings begin` : 'no finding begins';
    process.stderr.write(`castellan: ${what} with ${id}; see castellan check\n`);
    return 1;
  }
  write(finding, { reason, owner, until });
  process.stdout.write(`${finding.rule}: ${finding.message}\naccepted until ${until}\n`);
  return 0;
}

function dayIn(given: string | undefined, now: number): string {
  const day = given ?? new Date(now + 90 * dayMs).toISOString().slice(0, 10);
  const time = Date.parse(day);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(time))
    throw new UsageError(`--until takes a day such as 2027-03-31, not ${JSON.stringify(given)}`);
  if (time + dayMs <= now) throw new UsageError(`${day} is over: --until takes a day to come`);
  return day;
}

/** The run before has read the file, so it is valid. */
function write(
  { fingerprint, rule, file }: CheckFinding,
  told: { readonly reason: string; readonly owner: string; readonly until: string },
): void {
  const before = existsSync(acceptedFile)
    ? (JSON.parse(readFileSync(acceptedFile, 'utf8')) as { accepted: { fingerprint: string }[] })
    : { accepted: [] };
  const others = before.accepted.filter((one) => one.fingerprint !== fingerprint);
  const entry = { fingerprint, rule, ...(file !== undefined && { file }), ...told };
  const text = JSON.stringify({ version: 1, accepted: [...others, entry] }, null, 2);
  writeFileSync(acceptedFile, `${text}\n`);
}
