import type { Hole } from '../../analysis/attack/record.ts';
import { pageLinks } from '../discover/page-links.ts';
import { changesState, type Endpoint, parameterNames } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import { isPage } from '../prove-answers.ts';
import type { Prober } from '../prober.ts';
import type { Answer } from '../wire/sender.ts';
import { type As, ask, isGiven, isSameAnswer, samplePath } from './asker.ts';

const maxItems = 3;

/** What came of comparing what two users see. */
export interface Compared {
  readonly holes: readonly Hole[];
  /** Things of the first user's that were asked for as the second. */
  readonly tried: number;
}

/**
 * Finds things that only the first user is shown, in lists that both may see, and asks for each of them
 * as the second. What nobody in particular needs to be to see it is public, and not told here.
 */
export async function compareUsers(
  endpoints: readonly Endpoint[],
  prober: Prober,
  [first, second]: readonly [As, As],
): Promise<Compared> {
  const holes: Hole[] = [];
  let tried = 0;
  const lists = endpoints.filter(
    (one) => !changesState(one) && parameterNames(one.pattern).length === 0,
  );
  for (const list of lists) {
    const path = samplePath(list);
    const own = (await ask(prober, path, first)).answer;
    if (!isGiven(own)) continue;
    const others = (await ask(prober, path, second)).answer;
    const known = new Set(
      isGiven(others) ? itemsIn(others, list.pattern, endpoints, prober.origin) : [],
    );
    const items = itemsIn(own, list.pattern, endpoints, prober.origin).filter(
      (item) => !known.has(item),
    );
    for (const item of items.slice(0, maxItems)) {
      tried += 1;
      const hole = await askAsOther(item, endpoints, prober, [first, second]);
      if (hole === undefined) continue;
      holes.push(hole);
      break;
    }
  }
  return { holes, tried };
}

async function askAsOther(
  path: string,
  endpoints: readonly Endpoint[],
  prober: Prober,
  [first, second]: readonly [As, As],
): Promise<Hole | undefined> {
  const own = await ask(prober, path, first);
  if (!isGiven(own.answer)) return undefined;
  const other = await ask(prober, path, second);
  if (!isSameAnswer(own.answer, other.answer)) return undefined;
  const anybody = await ask(prober, path, {});
  if (isSameAnswer(own.answer, anybody.answer)) return undefined;
  const pathname = new URL(path, prober.origin).pathname;
  const endpoint = endpoints.find(
    ({ pattern, method }) => method === 'GET' && fits(pattern, pathname),
  );
  const found = endpoint ?? { method: 'GET', pattern: pathname };
  return holeOf(found as Endpoint, undefined, {
    kind: 'isolation',
    reason: 'what the first user alone is shown is given to the second who asks for it',
    confidence: 'likely',
    evidence: `${path} is in the first user's list, not in the second's, and was answered ${other.answer?.status} to both`,
    oracle: { by: 'sessions' },
    exchanges: [other],
  });
}

function fits(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, at) => part.includes(':') || part === given[at])
  );
}

/** Paths of single things below a list: its links, or its ids put into routes below it. */
function itemsIn(
  answer: Answer,
  list: string,
  endpoints: readonly Endpoint[],
  origin: URL,
): string[] {
  const below = `${list.replace(/\/$/, '')}/`;
  if (isPage(answer)) {
    const { links } = pageLinks(answer.body);
    const paths = links.flatMap((link) => {
      const base = new URL(list, origin).href;
      if (!URL.canParse(link, base)) return [];
      const url = new URL(link, base);
      return url.origin === origin.origin ? [url.pathname + url.search] : [];
    });
    return [...new Set(paths.filter((path) => path.startsWith(below)))];
  }
  const routes = endpoints.filter(
    ({ method, pattern }) =>
      method === 'GET' && pattern.startsWith(below) && parameterNames(pattern).length === 1,
  );
  const ids = idsIn(answer.body);
  return routes.flatMap(({ pattern }) =>
    ids.map((id) => pattern.replace(/:\w+(?:\([^)]*\))?\??/, () => encodeURIComponent(id))),
  );
}

const idKey = /^(?:_?id|uuid|key|number|slug|ref|reference)$/i;

/** Ids of the things in a JSON list, or in the lists of a JSON object. */
export function idsIn(body: string): string[] {
  const ids = new Set<string>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 3) return;
    for (const [key, one] of Object.entries(value)) {
      const isId = (typeof one === 'string' && one.length < 100) || typeof one === 'number';
      if (!Array.isArray(value) && idKey.test(key) && isId) ids.add(String(one));
      else look(one, depth + 1);
    }
  };
  try {
    look(JSON.parse(body), 0);
  } catch {
    // No JSON: it lists nothing.
  }
  return [...ids];
}
