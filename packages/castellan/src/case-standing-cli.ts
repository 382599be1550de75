// Runs the command lines that its parent sends, one after the other; ends with it.
import { main } from './cli.ts';

interface Ordered {
  readonly argv: readonly string[];
  /** What differs from this process's own environment, for this command alone. */
  readonly env: Readonly<Record<string, string>>;
}

process.on('message', (ordered: Ordered) => void answer(ordered));
process.once('disconnect', () => process.exit());

async function answer({ argv, env }: Ordered): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  const out = captured(process.stdout);
  const err = captured(process.stderr);
  try {
    const code = await main(argv);
    process.send?.({ code, out: out.end(), err: err.end() });
  } finally {
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

function captured(stream: NodeJS.WriteStream): { end(): string } {
  const { write } = stream;
  let text = '';
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return {
    end() {
      stream.write = write;
      return text;
    },
  };
}
