/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value at a share of the sorted list, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The mean of the smaller half: noise on a shared machine only ever adds. */
export function quieterHalf(values: readonly number[]): number {
  const half = values.toSorted((a, b) => a - b).slice(0, Math.ceil(values.length / 2));
  return half.reduce((sum, value) => sum + value, 0) / half.length;
}

/** CPU per slice, by process and then by round. */
export type Slices = readonly (readonly number[])[];

export interface Ratio {
  /** Of quieter-half means, and its 90 % interval. */
  readonly quiet: number;
  readonly low: number;
  readonly high: number;
  /** Median of the ratios of slices of the same round. */
  readonly paired: number;
}

const RESAMPLES = 1_000;

/**
 * How much dearer `subject` is than `base`. The interval is a bootstrap in two steps, processes and
 * then their slices (Davison and Hinkley 1997, section 3.8), since a process can be off for its
 * whole life.
 */
export function compare(subject: Slices, base: Slices, random: () => number = Math.random): Ratio {
  const samples = Array.from(
    { length: RESAMPLES },
    () => quieterHalf(resample(subject, random)) / quieterHalf(resample(base, random)),
  );
  return {
    quiet: quieterHalf(subject.flat()) / quieterHalf(base.flat()),
    low: quantile(samples, 0.05),
    high: quantile(samples, 0.95),
    paired: median(pairedRatios(subject, base)),
  };
}

function resample(slices: Slices, random: () => number): number[] {
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  return slices.flatMap(() => {
    const process = pick(slices);
    return process.map(() => pick(process));
  });
}

/** Per round, the mean over the subject's processes by that over the base's. */
function pairedRatios(subject: Slices, base: Slices): number[] {
  const meanOfRound = (slices: Slices, round: number): number =>
    slices.reduce((sum, process) => sum + (process[round] ?? Number.NaN), 0) / slices.length;
  return (subject[0] ?? []).map(
    (_, round) => meanOfRound(subject, round) / meanOfRound(base, round),
  );
}

/** The slope of the least-squares line, in units of `ys` per unit of `xs`. */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let above = 0;
  let below = 0;
  for (const [index, x] of xs.entries()) {
    above += (x - meanX) * ((ys[index] ?? meanY) - meanY);
    below += (x - meanX) ** 2;
  }
  return above / below;
}
