import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type HostState, hostSections, type SentReport } from '@castellan/core';
import { hostileFindings } from '../../packages/testkit/src/console/script-payloads.ts';
import { caseMmdb } from '../../packages/watch/src/gazetteer/case-mmdb.ts';
import { caseReport } from './case-sent-report.ts';
import { hostileHeartbeats } from './hostile-heartbeats.ts';
import type { SeededConsole } from './seeded-console.ts';

const perDelivery = 200;
const perHost = 50;

/** What apps, guard and check send; every text is in every free field of one of each kind. */
export interface HostileDeliveries {
  readonly findings: ReturnType<typeof hostileFindings>;
  readonly heartbeats: ReturnType<typeof hostileHeartbeats>;
  readonly reports: readonly SentReport[];
}

export function hostileDeliveries(texts: readonly string[]): HostileDeliveries {
  return {
    findings: hostileFindings('shop', 'production', texts),
    heartbeats: hostileHeartbeats('shop', 'production', texts),
    reports: [reportOf(texts), ...hostReports(texts)],
  };
}

export async function deliverAll(
  seed: SeededConsole,
  { findings, heartbeats, reports }: HostileDeliveries,
): Promise<void> {
  const messages = [
    ...findings.map((finding) => ({ finding })),
    ...heartbeats.map((heartbeat) => ({ heartbeat })),
  ];
  for (let from = 0; from < messages.length; from += perDelivery) {
    await seed.deliver(messages.slice(from, from + perDelivery));
  }
  for (const report of reports) await sendReport(seed, report);
}

async function sendReport(seed: SeededConsole, report: SentReport): Promise<void> {
  const answer = await fetch(`${seed.url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${seed.ingestToken}` },
    body: JSON.stringify(report),
  });
  if (!answer.ok) throw new Error(`the report was refused: ${await answer.text()}`);
}

function reportOf(texts: readonly string[]): SentReport {
  const base = caseReport();
  const [finding] = base.findings;
  const [first = ''] = texts;
  return {
    ...base,
    castellan: first,
    rulesDigest: first,
    target: first,
    commit: first,
    practices: [{ practice: 'I5', status: 'fail', expression: first }],
    rules: texts.slice(0, 400).map((text) => ({
      rule: text,
      practice: 'I5',
      status: 'fail',
      reason: text,
      title: text,
      controls: [text],
      attestation: { statement: text, by: text, date: '2026-01-01', until: '2099-01-01' },
    })),
    findings: texts.map((text, index) => ({
      ...finding!,
      fingerprint: `text ${index}`,
      rule: text,
      message: text,
      fix: text,
      shownBy: [text],
      file: text,
      acceptance: { reason: text, owner: text, until: '2099-01-01' },
    })),
  };
}

/** Settings hold no U+0000. */
function hostNamed(text: string): string {
  return text.replaceAll('\0', '');
}

/** Hosts whose evidence drifts: first nothing, then lines of these texts in every section. */
function hostReports(texts: readonly string[]): SentReport[] {
  const reports: SentReport[] = [];
  for (let from = 0; from < texts.length; from += perHost) {
    const part = texts.slice(from, from + perHost);
    const state = (lines: readonly string[]): HostState =>
      Object.fromEntries(hostSections.map((section) => [section, lines]));
    const host = {
      ...caseReport(),
      kind: 'host',
      target: hostNamed(part[0]!),
      findings: [],
    } as const;
    reports.push({ ...host, hostState: state([]) }, { ...host, hostState: state(part) });
  }
  return reports;
}

/** The machines of `hostReports`, watched. */
export async function watchHosts(seed: SeededConsole, texts: readonly string[]): Promise<string[]> {
  const views: string[] = [];
  for (let from = 0; from < texts.length; from += perHost) {
    const { id } = await seed.make('POST', 'monitors', {
      name: `host ${from}`,
      kind: 'host-drift',
      settings: { app: seed.app, environment: 'production', host: hostNamed(texts[from]!) },
    });
    await seed.database.query(
      `update monitors set remembered = '{}', next_at = now() where id = $1`,
      [id],
    );
    views.push(`/settings/monitors/${id}`);
  }
  return views;
}

/** Files of this format hold short texts here. */
const shortTexts = [
  '<svg onload=ran=1>',
  '<img src onerror=ran=1>',
  '<script>ran=1</script>',
  '"autofocus onfocus="ran=1',
  'javascript:ran=1',
  "'><svg onload=ran=1>",
] as const;

/** Files of addresses that say such texts of autonomous systems and countries. */
export async function hostileAddressFiles(data: string): Promise<void> {
  const folder = path.join(data, 'addresses');
  await mkdir(folder, { recursive: true });
  const systems = shortTexts.map((text, index): [string, Record<string, string | number>] => [
    `192.0.${2 + index}.0/24`,
    { asn: 64_500 + index, as_name: text },
  ]);
  const countries = shortTexts.map((text, index): [string, Record<string, string>] => [
    `192.0.${2 + index}.0/24`,
    { country_code: text },
  ]);
  await writeFile(path.join(folder, 'asn.mmdb'), caseMmdb(systems, new Date()));
  await writeFile(path.join(folder, 'country.mmdb'), caseMmdb(countries, new Date()));
}
