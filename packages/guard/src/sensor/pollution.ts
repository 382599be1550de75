import { canariesIn } from '@castellan/core';

const { prototype } = Object;
const { keys } = Object;
const { deleteProperty } = Reflect;

/** Canaries that became properties of every object, and are so no longer. */
export function takePollution(): readonly string[] {
  const names = keys(prototype).filter((name) => canariesIn(name).length > 0);
  for (const name of names) deleteProperty(prototype, name);
  return names;
}
