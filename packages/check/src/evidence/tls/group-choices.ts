import { namedGroups } from '../../analysis/tls/named-groups.ts';
import { cipherSuites } from '../../analysis/tls/cipher-suites.ts';
import type { HelloProtocol } from './client-hello.ts';
import { enumerate } from './enumerate.ts';
import type { Answer, Inquiry } from './inquiry.ts';
import { offerOf } from './protocol-suites.ts';

/** The groups that a server agrees to, in its order, and what kept us from seeing all. */
export interface GroupSight {
  readonly groups: readonly number[];
  readonly gap?: string;
}

/** Curves up to TLS 1.2, by the suites that use them; none when there is no such suite. */
export async function curvesOf(
  inquiry: Inquiry,
  protocol: HelloProtocol,
  suites: readonly number[],
): Promise<GroupSight> {
  const elliptic = suites.filter((code) => cipherSuites.get(code)?.agreement === 'ECDHE');
  if (elliptic.length === 0 || protocol === 'SSLv3') return { groups: [] };
  const { groups } = offerOf(protocol, elliptic);
  return sightOf(groups, inquiry, protocol, elliptic, ({ keyExchange }) =>
    keyExchange && 'curve' in keyExchange ? keyExchange.curve : undefined,
  );
}

/** Groups of TLS 1.3: without a share of a key the server must say which one it wants. */
export function groupsOf(inquiry: Inquiry, suites: readonly number[]): Promise<GroupSight> {
  const groups = namedGroups.map(({ code }) => code);
  return sightOf(groups, inquiry, 'TLSv1.3', suites, ({ hello }) => hello.group);
}

async function sightOf(
  offered: readonly number[],
  inquiry: Inquiry,
  protocol: HelloProtocol,
  suites: readonly number[],
  choice: (said: Extract<Answer, { kind: 'hello' }>) => number | undefined,
): Promise<GroupSight> {
  const seen = new Set<number>();
  const { chosen, gap } = await enumerate(
    offered,
    (groups) => inquiry.ask({ protocol, suites, groups }, 'key exchange'),
    (answer) => {
      const group = answer.kind === 'hello' ? choice(answer) : undefined;
      // An old server heeds no list and takes the one curve that it has: that is all of them.
      if (group === undefined || seen.has(group)) return undefined;
      seen.add(group);
      return group;
    },
  );
  return { groups: chosen, ...(gap !== undefined && { gap }) };
}
