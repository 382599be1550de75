import { drillMessage, drillParameter, readDrillMark, readDrillValue } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { originalCrypto, sha256 } from '../hooks/originals.ts';
import { counters } from './counters.ts';
import { enforcement } from './enforcement.ts';
import { judgeFor } from './judge.ts';

const sign = `${drillParameter}=`;
const carrier = new RegExp(`[?&]${sign}([^&#]*)`);
/** How far ahead the end of a mark may lie: clocks differ, and a mark is of no use for long. */
const aheadSeconds = 3_600;
const maxKept = 1_000;
/** Marks whose drill this process has answered. */
const answered = new Set<string>();

/** Whether a request may be one of watch's own drills; the one thing that every other request costs. */
export function isDrill(url: string): boolean {
  return url.includes(sign);
}

/**
 * Judges what a drill sends as if the app had put it into a statement, so that detection, policy, refusal
 * and report are those of a real attack. True when it was refused and the app should not see it. Whoever
 * cannot show that watch asked for it is an ordinary request, and so is a mark that came before.
 */
export function answerDrill(context: RequestContext): boolean {
  try {
    const drill = provenDrill(context.url);
    if (drill === undefined) return false;
    answered.add(drill.mark);
    if (answered.size > maxKept) answered.delete(answered.values().next().value ?? '');
    const text = `select id from drills where mark = '${drill.value}'`;
    const point = { library: 'castellan', api: 'drill', drill: drill.mark };
    return judgeFor(context, point, { kind: 'sql', text, dialect: 'postgresql' }) !== undefined;
  } catch {
    counters.faults += 1;
    return false;
  }
}

function provenDrill(url: string): { readonly mark: string; readonly value: string } | undefined {
  const { watchToken } = enforcement().configuration;
  if (watchToken === false) return undefined;
  const value = decodeURIComponent(carrier.exec(url)?.[1]?.replaceAll('+', ' ') ?? '');
  const read = readDrillValue(value);
  if (read === undefined || answered.has(read.mark)) return undefined;
  const { mark, proofs } = read;
  const leftSeconds = (readDrillMark(mark)?.untilSeconds ?? 0) - Date.now() / 1_000;
  if (leftSeconds < 0 || leftSeconds > aheadSeconds) return undefined;
  const proof = originalCrypto()
    .createHmac('sha256', sha256(watchToken))
    .update(drillMessage(mark))
    .digest('hex')
    .slice(0, 32);
  return proofs.includes(proof) ? { mark, value } : undefined;
}
