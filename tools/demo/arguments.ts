import path from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `Starts the demo shop twice, open and guarded, and the console that guard reports to;
fires every exploit and every benign look-alike at both shops.

Usage: npm run demo -- [options]

  --once         end after the table; exit code 0 only if every exploit breached the
                 open shop and was blocked on the guarded one, every benign request
                 passed both, and the console holds all that guard found
  --json         print the results as JSON, nothing else
  --open-only    start and try only the open shop
  --port <n>     port of the open shop; the guarded one and the console take the next two
                 (default: free ones)
  --built        run the built packages instead of the sources
  --node <path>  run the shops with this Node.js (older than 22.18: only with --built)
  --help         this text

Examples:
  npm run demo                          watch, then try it in the browser
  npm run demo -- --once                for a test machine
  npm run demo -- --once --json > demo.json
  npm run demo -- --port 4000           open shop on 4000, guarded on 4001, console on 4002
`;

export interface DemoOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly openOnly: boolean;
  /** Port of the open shop; 0 for free ones. */
  readonly port: number;
  readonly built: boolean;
  readonly node: string;
}

/** Reads the command line; undefined asks for the usage. Throws a `TypeError` on what it does not know. */
export function readArguments(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'open-only': { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      built: { type: 'boolean', default: false },
      node: { type: 'string', default: process.execPath },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new TypeError(`--port takes a number from 0 to 65533, not ${values.port}`);
  }
  const { once, json, built } = values;
  // A path is meant from here, and the shops start elsewhere; a bare name is looked up as ever.
  const node = /[\\/]/.test(values.node) ? path.resolve(values.node) : values.node;
  return { once: once || json, json, openOnly: values['open-only'], port, built, node };
}
