import { type FormatName, formatNames, rules } from '@castellan/check';
import { confidences, severities } from '@castellan/core';
import * as z from 'zod';
import { domainNamed, isHostName, siteNamed } from './target-names.ts';
import type { CheckConfiguration } from './configuration.ts';

const words = z.string().trim().min(1).max(1000);
const texts = z.array(words).readonly();
/** A list of names of one kind; what is none is told with its line. */
function namesOf(
  is: (name: string) => boolean,
  what: string,
): z.ZodExactOptional<z.ZodType<readonly string[]>> {
  const name = words.refine(is, { error: `is not ${what}` });
  return z.array(name).readonly().exactOptional();
}

const theme = new Set(rules.flatMap(({ id, practice }) => [id.split('/')[0]!, practice]));
const ruleIds = new Set<string>(rules.map(({ id }) => id));

/** Files are written in the folder that is judged, and never where git or npm would run them. */
const outputFile = words.refine(
  (file) => {
    const parts = file.split(/[/\\]/);
    const isInside = !/^([/\\]|[a-z]:)/i.test(file) && !parts.includes('..');
    return isInside && !parts.includes('.git') && !parts.includes('node_modules');
  },
  { error: 'is a path in this folder, outside of .git and node_modules' },
);
const ruleId = words.refine((id) => ruleIds.has(id), { error: 'is no rule that we know' });
const ruleName = words.refine((name) => ruleIds.has(name) || theme.has(name), {
  error: 'is no rule, theme or practice that rules judge',
});

const accepted = z
  .strictObject({
    rule: ruleId,
    file: words.exactOptional(),
    reason: words,
    owner: words,
    until: z.iso.date({ error: 'is a day such as 2027-03-31' }),
  })
  .readonly();

/** The section `check`. */
export const checkSchema: z.ZodType<CheckConfiguration> = z
  .strictObject({
    targets: z
      .strictObject({
        repository: z.boolean().exactOptional(),
        sites: namesOf((name) => siteNamed(name) !== undefined, 'an address of a site'),
        hosts: namesOf(isHostName, 'a host: local, or ssh://user@host'),
        domains: namesOf((name) => domainNamed(name) !== undefined, 'a domain such as example.com'),
        images: texts.exactOptional(),
      })
      .readonly()
      .exactOptional(),
    rules: z
      .record(ruleName, z.enum([...severities, 'off']))
      .readonly()
      .exactOptional(),
    failOn: z
      .strictObject({
        severity: z.enum(severities).exactOptional(),
        confidence: z.enum(confidences).exactOptional(),
      })
      .readonly()
      .exactOptional(),
    format: z.enum(formatNames as readonly FormatName[]).exactOptional(),
    output: z.array(outputFile).readonly().exactOptional(),
    baseline: outputFile.exactOptional(),
    strict: z.boolean().exactOptional(),
    accept: z.array(accepted).readonly().exactOptional(),
  })
  .readonly();

/** Names of fields by the way to the object that holds them, for telling what was probably meant. */
export const fieldNames: Readonly<Record<string, readonly string[]>> = {
  '': ['check'],
  check: ['targets', 'rules', 'failOn', 'format', 'output', 'baseline', 'strict', 'accept'],
  'check.targets': ['repository', 'sites', 'hosts', 'domains', 'images'],
  'check.failOn': ['severity', 'confidence'],
  'check.accept': ['rule', 'file', 'reason', 'owner', 'until'],
};
