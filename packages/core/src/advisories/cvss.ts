import { baseScore4 } from './cvss4.ts';
import type { Severity } from '../vocabulary/severity.ts';

/** Weights of CVSS 3.1's base metrics (FIRST, CVSS v3.1 specification, section 7.4). */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
const privileges = { N: [0.85, 0.85], L: [0.62, 0.68], H: [0.27, 0.5] } as const;

/** The base score of a CVSS 3.0, 3.1 or 4.0 vector; `undefined` for any other text. */
export function baseScore(vector: string): number | undefined {
  if (vector.startsWith('CVSS:4.0/')) return baseScore4(vector);
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined;
  const metrics = new Map(vector.split('/').map((part) => part.split(':') as [string, string]));
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ''] ?? Number.NaN;
  const scope = metrics.get('S');
  if (scope !== 'U' && scope !== 'C') return undefined;
  const isChanged = scope === 'C';
  const privilege = privileges[metrics.get('PR') as keyof typeof privileges]?.[isChanged ? 1 : 0];
  const lost = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'));
  const impact = isChanged ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost;
  const ease = 8.22 * weight('AV') * weight('AC') * (privilege ?? Number.NaN) * weight('UI');
  if (Number.isNaN(impact) || Number.isNaN(ease)) return undefined;
  if (impact <= 0) return 0;
  return roundUp(Math.min(isChanged ? 1.08 * (impact + ease) : impact + ease, 10));
}

/** As the specification rounds, free of floating-point surprises (its appendix A). */
function roundUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

export function severityOf(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}
