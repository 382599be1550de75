import type { Mode } from '../vocabulary/verdict.ts';

const startsGuard = /\bcastellan\s+run\b|\bcastellan\/guard\b/;
const runsScript = /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?(start[\w:.-]*)/;

/** Whether a command starts guard, and how. `mode` is undefined when guard's own setting decides. */
export interface GuardStart {
  readonly starts: boolean;
  /** Turned off by `CASTELLAN=off`. */
  readonly isOff: boolean;
  readonly mode?: Mode;
}

/** What a command, with the variables that are set for it, does about guard. */
export function guardStartOf(command: string): GuardStart {
  const mode = /\bCASTELLAN_MODE=["']?(off|monitor|block)\b/.exec(command)?.[1];
  return {
    starts: startsGuard.test(command),
    isOff: /\bCASTELLAN=["']?off\b/.test(command),
    ...(mode !== undefined && { mode: mode as Mode }),
  };
}

/** Name of the package script that a command runs: `npm run start:prod` → `start:prod`. */
export function startScriptIn(command: string): string | undefined {
  return runsScript.exec(command)?.[1];
}

/** `["node", "app.js"]` as a shell would have it; the shell's own form as it is. */
export function shellForm(command: string): string {
  try {
    const parsed: unknown = JSON.parse(command);
    return Array.isArray(parsed) ? parsed.map(String).join(' ') : command.trim();
  } catch {
    return command.trim();
  }
}
