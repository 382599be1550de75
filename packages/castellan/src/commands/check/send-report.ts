import { setTimeout as pause } from 'node:timers/promises';
import {
  type ReportAnswer,
  reportLimits,
  type SentFinding,
  type SentReport,
  tokenKindOf,
  wireLimits,
} from '@castellan/core';
import { type CheckReport, type Rule, rules } from '@castellan/check';
import { UsageError } from '../../usage-error.ts';

const timeoutMs = 30_000;
const tries = 3;

/** Where a report goes, and with which token. */
export interface Destination {
  readonly url: URL;
  readonly token: string;
}

/** The flags of every command that can send its report. */
export const sendFlags = {
  'send-to': { type: 'string' },
  'require-sent': { type: 'boolean', default: false },
} as const;

/** That of the report; 3 when it had to be sent and was not, unless the gate failed. */
export function exitCodeOf(
  { exitCode }: CheckReport,
  isSent: boolean,
  mustBeSent: boolean,
): number {
  return mustBeSent && !isSent && exitCode === 0 ? 3 : exitCode;
}

/** The exit code of several: a failed gate says more than a run that is not whole. */
export function worst(codes: readonly number[]): number {
  return codes.includes(1) ? 1 : Math.max(0, ...codes);
}

/**
 * Reads `--send-to` and the token: CASTELLAN_WATCH_TOKEN, or the one that guard has. Throws `UsageError`,
 * before anything is judged, when they cannot be meant so.
 */
export function destinationOf(
  address: string | undefined,
  mustBeSent: boolean,
  env: NodeJS.ProcessEnv = process.env,
): Destination | undefined {
  if (address === undefined) {
    if (mustBeSent) throw new UsageError('--require-sent goes with --send-to');
    return undefined;
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== '')
    throw new UsageError(
      `--send-to takes the address of watch, such as https://watch.example.com, not ${JSON.stringify(address)}`,
    );
  const token = env['CASTELLAN_WATCH_TOKEN'] ?? env['CASTELLAN_TOKEN'];
  if (token === undefined || token === '')
    throw new UsageError(
      '--send-to needs an ingest token of watch in CASTELLAN_WATCH_TOKEN; make one on the page of the app',
    );
  if (tokenKindOf(token) !== 'ingest')
    throw new UsageError('the token for --send-to is no ingest token, whole, as watch showed it');
  return { url, token };
}

/** Sends a report, and says on stderr what became of it. False when watch did not take it. */
export async function sendReport(
  report: CheckReport,
  destination: Destination | undefined,
  more: Pick<SentReport, 'hostState'> = {},
): Promise<boolean> {
  if (destination === undefined) return true;
  const body = JSON.stringify({ ...sentReport(report), ...more });
  const problem = limitProblem(report, body) ?? (await deliver(body, destination));
  if (problem === undefined) return true;
  process.stderr.write(
    `castellan: the report was not sent to ${destination.url.host}: ${problem}\n`,
  );
  return false;
}

/** The report without lines of code and timings, with what is known of its rules. */
function sentReport(report: CheckReport): SentReport {
  const known = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));
  const { version, castellan, rulesDigest, target, kind, commit, isWhole, time } = report;
  return {
    version,
    castellan,
    rulesDigest,
    target,
    kind,
    ...(commit !== undefined && { commit }),
    isWhole,
    time,
    practices: report.practices.map(({ practice, status, expression }) => ({
      practice,
      status,
      expression,
    })),
    rules: report.rules.map(({ rule, practice, status, reason, attestation }) => ({
      rule,
      practice,
      status,
      reason: cut(reason),
      ...(attestation !== undefined && { attestation }),
      ...factsOf(known.get(rule)),
    })),
    findings: report.findings.map(sentFinding),
  };
}

function factsOf(rule: Rule | undefined): { title?: string; controls?: readonly string[] } {
  return rule === undefined ? {} : { title: rule.title, controls: rule.controls };
}

function sentFinding(finding: CheckReport['findings'][number]): SentFinding {
  const { frame: _, steps: __, column: ___, isFixable: ____, shownBy, ...rest } = finding;
  return {
    ...rest,
    message: cut(rest.message),
    fix: cut(rest.fix),
    ...(shownBy !== undefined && { shownBy: shownBy.slice(0, wireLimits.list).map(cut) }),
  };
}

function cut(text: string): string {
  return text.length <= reportLimits.text ? text : `${text.slice(0, reportLimits.text - 1)}…`;
}

function limitProblem({ findings }: CheckReport, body: string): string | undefined {
  if (findings.length > reportLimits.findings)
    return `it holds ${findings.length} findings, and watch takes ${reportLimits.findings}; narrow it with --only`;
  const bytes = Buffer.byteLength(body);
  return bytes > reportLimits.bytes
    ? `it has ${bytes} bytes, and watch takes ${reportLimits.bytes}`
    : undefined;
}

/** What is wrong; undefined once watch has taken it. What may pass by itself is tried again. */
async function deliver(body: string, { url, token }: Destination): Promise<string | undefined> {
  const base = url.href.endsWith('/') ? url.href : `${url.href}/`;
  let problem: string | undefined;
  for (let round = 1; round <= tries; round += 1) {
    if (round > 1) await pause(1_000 * round);
    try {
      const response = await fetch(new URL('api/v1/reports', base), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
        // A token is for this address only.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.ok) return tell((await response.json()) as ReportAnswer, url);
      problem = await refusalOf(response);
      if (response.status < 500 && response.status !== 429) return problem;
    } catch (error) {
      const { cause, message } = error as Error;
      problem = cause instanceof Error && cause.message !== '' ? cause.message : message;
    }
  }
  return problem;
}

function tell({ isKnown, opened, reopened, verified }: ReportAnswer, { host }: URL): undefined {
  const news = isKnown
    ? 'it was known already'
    : `${opened} new, ${reopened} came back, ${verified} verified fixed`;
  process.stderr.write(`castellan: the report is at ${host}: ${news}\n`);
}

async function refusalOf(response: Response): Promise<string> {
  const answer = (await response.json().catch(() => undefined)) as
    | { error?: { message?: string } }
    | undefined;
  return `${response.status} ${answer?.error?.message ?? response.statusText}`.slice(0, 600);
}
