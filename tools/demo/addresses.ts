import type { AttackRequest } from '../../apps/shop/src/attacks/attacks.js';
import { curlOf } from '../../apps/shop/src/attacks/curl.js';
import { attacker } from './senders.ts';
import type { Terminal } from './terminal.ts';

const NAME = 11;

export interface Addresses {
  readonly open: string;
  readonly guarded: string | undefined;
  readonly console:
    | {
        readonly link: string;
        readonly owner: { readonly email: string; readonly password: string };
      }
    | undefined;
}

/** Where everything is, as a table. */
export function addressTable(addresses: Addresses, { paint }: Terminal): string {
  const { open, guarded, console } = addresses;
  const row = (name: string, text: string): string => `  ${name.padEnd(NAME)}${text}`;
  return [
    row('open', `${paint('cyan', open)}  the shop as it is`),
    guarded === undefined ? [] : row('guarded', `${paint('cyan', guarded)}  the same under guard`),
    console === undefined
      ? []
      : [
          row('console', paint('cyan', console.link)),
          row('', paint('dim', 'signs you in once, within the hour; after that sign in as')),
          row('', `${console.owner.email}  ${paint('dim', 'with')}  ${console.owner.password}`),
        ],
    row('exploits', `${paint('cyan', `${open}/break-in`)}  each as a command line`),
  ]
    .flat()
    .join('\n');
}

/** How to attack by hand, see it in the console, and shut the attacker out; the commands as one line each. */
export function walkThrough(guarded: string, exploit: AttackRequest, { paint }: Terminal): string {
  const from = { 'x-forwarded-for': attacker };
  const attack = curlOf(guarded, { ...exploit, headers: { ...exploit.headers, ...from } });
  const visit = `curl -s -o /dev/null -w '%{http_code}\\n' -H 'x-forwarded-for: ${attacker}' ${guarded}/`;
  return [
    paint('bold', `Be the attacker, ${attacker}, and shut yourself out`),
    '  1. Open the console, then attack. Guard refuses it, and the console shows it at once:',
    `     ${paint('cyan', attack)}`,
    `  2. In the console choose Attackers, ${attacker}, Block this attacker.`,
    '  3. Within ten seconds even a harmless visit by that address is refused (403, before it 200):',
    `     ${paint('cyan', visit)}`,
    '  4. Undo the block in the console, and the visit is served again.',
  ].join('\n');
}
