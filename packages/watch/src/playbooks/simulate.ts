import type { PlaybookRule } from './rule.ts';

/** Something that an actor did, spread evenly over a time. */
export interface Piece {
  readonly key: string;
  readonly detection: string;
  readonly route: string;
  readonly address: string;
  readonly events: number;
  readonly first: number;
  readonly last: number;
}

/** How often a rule would have fired for an actor. */
export interface ActorFirings {
  readonly key: string;
  readonly firings: number;
  readonly firstMs: number;
}

/** Of one actor no more than so many pieces are weighed against each other. */
const mostPieces = 2_000;
const mostSteps = 200;
/** With more pieces than this their ends are moments enough, and the work stays bounded. */
const fewPieces = 20;

/** Runs a rule over what actors did; those for whom it would have fired, the most often first. */
export function firingsOf(rule: PlaybookRule, pieces: readonly Piece[]): readonly ActorFirings[] {
  const byKey = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const own = byKey.get(piece.key) ?? [];
    byKey.set(piece.key, own);
    if (own.length < mostPieces) own.push(piece);
  }
  return [...byKey]
    .map(([key, own]) => firingsOfOne(rule, key, own))
    .filter(({ firings }) => firings > 0)
    .toSorted((a, b) => b.firings - a.firings);
}

function firingsOfOne(rule: PlaybookRule, key: string, pieces: readonly Piece[]): ActorFirings {
  const windowMs = rule.windowSeconds * 1_000;
  // Whoever is kept out does not go on; whoever is only told of is told of once a window.
  const restMs =
    rule.action === 'notify' ? windowMs : Math.max(windowMs, rule.actionSeconds * 1_000);
  let firings = 0;
  let firstMs = 0;
  let readyAt = -Infinity;
  for (const at of momentsOf(pieces, windowMs)) {
    if (at < readyAt) continue;
    const within = pieces.filter(({ first, last }) => first <= at && last > at - windowMs);
    if (measure(rule, within, at - windowMs, at) < rule.threshold) continue;
    firings += 1;
    if (firings === 1) firstMs = at;
    readyAt = at + restMs;
  }
  return { key, firings, firstMs };
}

/** When it is worth looking: at the end of each piece, and within a long one once a window. */
function momentsOf(pieces: readonly Piece[], windowMs: number): readonly number[] {
  const moments = new Set<number>();
  for (const { first, last } of pieces) {
    moments.add(last);
    if (pieces.length > fewPieces) continue;
    for (let step = 1; step <= mostSteps && first + step * windowMs < last; step += 1) {
      moments.add(first + step * windowMs);
    }
  }
  return [...moments].toSorted((a, b) => a - b);
}

function measure(
  { on, counts }: PlaybookRule,
  pieces: readonly Piece[],
  from: number,
  until: number,
): number {
  if (on === 'incident') return pieces.filter(({ first }) => first > from).length;
  if (on === 'user-risk' || counts === 'events') {
    return Math.round(pieces.reduce((sum, piece) => sum + share(piece, from, until), 0));
  }
  const pick = { detections: 'detection', routes: 'route', addresses: 'address' } as const;
  return new Set(pieces.map((piece) => piece[pick[counts]])).size;
}

/** How many of its events fall within a time. */
function share({ events, first, last }: Piece, from: number, until: number): number {
  if (first === last) return events;
  const overlap = Math.min(last, until) - Math.max(first, from);
  return (events * Math.max(0, overlap)) / (last - first);
}
