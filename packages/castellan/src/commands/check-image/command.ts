import { imageSource } from '@castellan/check';
import { parseFlags } from '../../parse-flags.ts';
import { advisoriesAt, advisoriesUsage } from '../check/advisories-at.ts';
import { configUsage, judgeSource, sourceFlags } from '../check/judge-source.ts';
import { outputUsage } from '../check/output-flags.ts';
import type { Command } from '../command.ts';

/** Judges a container image by its archive. */
export const checkImage: Command = {
  name: 'check image',
  summary:
    'Judge a container image: user, secrets in every layer, versions, what should not be in it',
  usage: `[FILE] [--image NAME] [--only ID]... [...]

  FILE          what docker save or a builder wrote: the archive of Docker or an OCI layout, compressed or not;
                left out: those that the configuration names
  --image NAME  which image of several is meant: shop:1.4
  --only ID     a rule (image/user), a theme (image) or a practice (P8); may be repeated
  --strict      what is unknown makes the run incomplete
${advisoriesUsage}
${configUsage}
${outputUsage}
  --send-to URL also send the report to the team's watch: see castellan check --help
  --require-sent  with --send-to: end in 3 when watch did not take the report
  --profile     tell which collectors and rules took how long

  Packages are looked up in advisories that castellan advisories fetch has fetched.
  Needs no Docker. The archive is read as a stream: nothing is unpacked to the disk, nothing is started.
  Exit codes are those of castellan check.`,
  examples: [
    'docker save -o shop.tar shop:1.4 && castellan check image shop.tar',
    'castellan check image shop.tar --only C12',
  ],
  run,
};

function run(argv: readonly string[]): Promise<number> {
  const [file, ...others] = argv;
  const isGiven = file !== undefined && !file.startsWith('-');
  const flags = parseFlags(isGiven ? others : argv, {
    image: { type: 'string' },
    advisories: { type: 'string' },
    ...sourceFlags,
  });
  const advisories = advisoriesAt(flags.advisories, false);
  return judgeSource(
    'image',
    isGiven ? () => ({ ...imageSource(file, flags.image), advisories }) : undefined,
    flags,
    'which archive? docker save -o app.tar NAME, then castellan check image app.tar; or name some in castellan.config.ts',
  );
}
