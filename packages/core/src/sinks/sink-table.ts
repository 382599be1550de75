import { codeLibraries } from './code-libraries.ts';
import { connectionLibraries } from './connection-libraries.ts';
import { databaseDrivers, databaseLayers } from './database-libraries.ts';
import { pathLibraries } from './path-libraries.ts';
import { processLibraries } from './process-libraries.ts';
import type { SinkLibrary } from './sink-library.ts';

/**
 * Every library, Node module and language feature that leads to a sink: the one table that guard's
 * hooks, the coverage report and static analysis read.
 */
export const sinkTable: readonly SinkLibrary[] = [
  ...databaseDrivers,
  ...databaseLayers,
  ...processLibraries,
  ...pathLibraries,
  ...connectionLibraries,
  ...codeLibraries,
];

const byName = new Map(sinkTable.map((library) => [library.name, library]));

/** The library of that name; Node's modules are found with and without `node:`. */
export function sinkLibrary(name: string): SinkLibrary | undefined {
  return byName.get(name) ?? byName.get(`node:${name}`);
}
