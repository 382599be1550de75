import { safeJson } from '@castellan/core';
import { jsonWithoutLogCommands } from './log-commands.ts';

/** JSON for other programs that is harmless as a log too, and reads back unchanged. */
export function logJson(value: unknown): string {
  return `${jsonWithoutLogCommands(safeJson(value, 2))}\n`;
}
