import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The demo while it stays open, as it told a person at the terminal. */
export interface Demo {
  /** The console's link that signs in once. */
  readonly link: string;
  readonly email: string;
  readonly password: string;
  readonly attacker: string;
  readonly guarded: string;
  /** The command lines that it shows: an attack, and a harmless visit, both by the attacker. */
  readonly attack: string;
  readonly visit: string;
  /** Ends it as Ctrl-C does; its exit code. */
  end(): Promise<number | null>;
}

/** Starts the demo with its temporary files in `directory`; rejects with what it said when it ends instead. */
export async function startDemo(program: string, directory: string): Promise<Demo> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, TMPDIR: directory, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  for await (const line of createInterface({ input: child.stdout })) {
    text += `${line}\n`;
    if (line.startsWith('  4. ')) break;
  }
  child.stdout.resume();
  const find = (pattern: RegExp): string => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) throw new Error(`the demo did not say ${String(pattern)}:\n${text}`);
    return found;
  };
  return {
    link: find(/^  console +(\S+)$/m),
    email: find(/^ +(\S+@\S+)  with {2}\S+$/m),
    password: find(/^ +\S+@\S+  with {2}(\S+)$/m),
    attacker: find(/^Be the attacker, ([\d.]+),/m),
    guarded: find(/^  guarded +(\S+) /m),
    attack: find(/^  1\. .*\n +(curl .+)$/m),
    visit: find(/^  3\. .*\n +(curl .+)$/m),
    async end() {
      child.kill('SIGINT');
      const [code] = await ended;
      return code;
    },
  };
}
