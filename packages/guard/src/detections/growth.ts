/** Lengths between which growth is measured: four times the text; a quadratic cost would show as 16 times. */
const small = 16_000;
const large = 4 * small;
export const maxGrowth = 10;
/** Below this the clock and the collector say more than the work does. */
const floorMs = 10;
const rounds = 4;

/**
 * How many times as much processor time `work` takes for four times the length: the least of several
 * rounds, since what grows too fast does so in each. For tests.
 */
export function growthOf(work: (length: number) => void): number {
  let least = Infinity;
  for (let round = 0; round < rounds && least > maxGrowth; round += 1) {
    const base = Math.min(
      cpuMs(() => work(small)),
      cpuMs(() => work(small)),
    );
    least = Math.min(least, cpuMs(() => work(large)) / Math.max(base, floorMs));
  }
  return least;
}

/** Time of this process's own work, which others on the machine hardly change. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
