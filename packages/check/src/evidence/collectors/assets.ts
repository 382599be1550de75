import * as z from 'zod';
import { assetsFile } from '../../analysis/statement-files.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { day, readStatements, words } from '../statement-file.ts';

/** Something of the team that can be reached, and who answers for it. */
interface Asset {
  readonly name: string;
  /** `site`, `host`, `database`, `bucket`… */
  readonly kind: string;
  readonly owner: string;
  /** The last day on which somebody looked, `YYYY-MM-DD`. */
  readonly reviewed: string;
}

/** A company that holds data of the team or its users. */
interface Vendor {
  readonly name: string;
  /** npm packages by which the app talks to it. */
  readonly packages: readonly string[];
  readonly owner: string;
  /** What it holds. */
  readonly data: string;
  readonly reviewed: string;
}

export interface Assets {
  readonly assets: readonly Asset[] | null;
  readonly vendors: readonly Vendor[] | null;
}

/** Where the team writes down what it has. */
const schema = z.strictObject({
  version: z.literal(1),
  assets: z
    .array(z.strictObject({ name: words, kind: words, owner: words, reviewed: day }))
    .optional(),
  vendors: z
    .array(
      z.strictObject({
        name: words,
        packages: z.array(words).default([]),
        owner: words,
        data: words,
        reviewed: day,
      }),
    )
    .optional(),
});

/** The team's lists of assets and vendors. */
export const collector: Collector<Assets> = {
  title: 'lists of assets and vendors',
  reads: ['files'],
  async collect(source) {
    try {
      const found = await readStatements(source, assetsFile, schema);
      return {
        value: { assets: found?.assets ?? null, vendors: found?.vendors ?? null },
        origin: assetsFile,
      };
    } catch (error) {
      throw new CannotCollect((error as Error).message, `correct ${assetsFile}`, { cause: error });
    }
  },
};
