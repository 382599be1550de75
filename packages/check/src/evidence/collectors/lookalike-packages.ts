import { type Lookalike, lookalikesOf } from '../../analysis/lookalikes.ts';
import { type Collector, required } from '../collector.ts';
import { collector as packages } from './packages.ts';

/** The names that are worth a trap: what is downloaded most, and what people write into their package.json. */
const mostDownloaded = 1_000;
const mostAskedFor = 300;

export interface LookalikePackages {
  /** Names that the packages of the repository ask for. */
  readonly asked: number;
  /** With the `package.json` that asks. */
  readonly found: readonly (Lookalike & { readonly file: string })[];
}

/** Dependencies that could be taken for a well-known package. */
export const collector: Collector<LookalikePackages> = {
  title: 'names near those of well-known packages',
  reads: ['files'],
  async collect(_source, ask) {
    const repo = await required(ask, packages);
    const own = new Set(repo.map(({ manifest }) => manifest.name));
    const asked = new Map<string, string>();
    for (const { manifest } of repo)
      for (const names of [
        manifest.dependencies,
        manifest.devDependencies,
        manifest.optionalDependencies,
      ])
        for (const [name, range] of Object.entries(names)) {
          // What stands here, or at an address that was written out, is taken from there.
          const isElsewhere =
            own.has(name) || /^(?:workspace|file|link|portal|git|https?|github)\b/.test(range);
          if (!isElsewhere && !asked.has(name)) asked.set(name, manifest.path);
        }
    // The lists are loaded when there is something to compare.
    const { npmHighImpact, npmTopDependents, npmTopDownloads } = await import('npm-high-impact');
    const known = new Set([...npmHighImpact, ...own].filter((name) => name !== undefined));
    const popular = [
      ...npmTopDownloads.slice(0, mostDownloaded),
      ...npmTopDependents.slice(0, mostAskedFor),
    ];
    const found = lookalikesOf(asked.keys(), known, popular);
    return {
      value: {
        asked: asked.size,
        found: found.map((one) => ({ ...one, file: asked.get(one.name)! })),
      },
      origin: `${asked.size} names against ${popular.length} that many use`,
    };
  },
};
