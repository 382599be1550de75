import { type Rule, rules, type Target, targetOf } from '@castellan/check';
import { nearest } from '@castellan/core';
import { UsageError } from '../../usage-error.ts';

/** A part of what there is to look at: what the next commit would take, or what npm would publish. */
export interface Part {
  readonly staged?: boolean;
  readonly publish?: boolean;
  /** Of a site only how it talks TLS: it is a server of another kind. */
  readonly tls?: boolean;
}

/** Rules about such a target, or a part of it, that ids, themes or practices name; all without names. */
export function chooseRules(
  names: readonly string[],
  { staged = false, publish = false, tls = false }: Part = {},
  kind: Target = 'repository',
): readonly Rule[] {
  const fitting = rules.filter((rule) => targetOf(rule) === kind);
  const evidence = staged ? 'staged' : publish ? 'packedFiles' : undefined;
  const able = fitting.filter(
    ({ needs }) =>
      (evidence === undefined || needs.includes(evidence)) &&
      (!tls || needs.every((one) => one === 'siteTls' || one === 'siteCertificate')),
  );
  if (names.length === 0) return able;
  return [...new Set(names.flatMap((name) => namedBy(name, able)))];
}

const wordsFor: Readonly<Record<Target, string>> = {
  repository: 'repository: castellan check',
  site: 'running site: castellan check site URL',
  host: 'host: castellan check host',
  domain: 'domain: castellan check domain NAME',
  image: 'container image: castellan check image FILE',
  app: 'running app: castellan attack',
};

/** The rule of an id, those of a theme (`secrets`, `secrets/*`) or of a practice (`C12`). */
export function namedBy(name: string, among: readonly Rule[] = rules): readonly Rule[] {
  const theme = `${name.replace(/\/\*?$/, '')}/`;
  const isMeant = ({ id, practice }: Rule): boolean =>
    id === name || id.startsWith(theme) || practice === name.toUpperCase();
  const found = among.filter(isMeant);
  if (found.length > 0) return found;
  const elsewhere = rules.find(isMeant);
  if (elsewhere !== undefined)
    throw new UsageError(`${name} is about a ${wordsFor[targetOf(elsewhere)]}`);
  const known = [...rules.map(({ id }) => id), ...rules.map(({ id }) => id.split('/')[0]!)];
  const meant = nearest(name, [...new Set(known)]);
  throw new UsageError(
    `there is no rule ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  );
}
