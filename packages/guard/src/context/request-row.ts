interface Place<Context> {
  context: Context | undefined;
  before: Place<Context>;
  behind: Place<Context>;
}

const kPlace: unique symbol = Symbol('castellan.place') as never;

interface Placed<Context> {
  [kPlace]?: Place<Context> | undefined;
}

/**
 * Requests in the order in which they came. A list whose links are cut, and no `Set`: that one makes a
 * new table every few requests and leaves its old ones linked to the next. Once V8's full collection
 * has moved one table to the old generation, all later ones hang on it, and with them every request,
 * until the next full collection (measured: 110 MB more, and a fifth of the processor's time).
 */
export class RequestRow<Context extends object> {
  size = 0;
  readonly #ends: Place<Context> = endsOfNothing();

  has(context: Context): boolean {
    return (context as Placed<Context>)[kPlace] !== undefined;
  }

  add(context: Context): void {
    if (this.has(context)) return;
    const behind = this.#ends;
    const place: Place<Context> = { context, before: behind.before, behind };
    behind.before.behind = place;
    behind.before = place;
    (context as Placed<Context>)[kPlace] = place;
    this.size += 1;
  }

  delete(context: Context): void {
    const place = (context as Placed<Context>)[kPlace];
    if (place === undefined) return;
    place.before.behind = place.behind;
    place.behind.before = place.before;
    place.before = place;
    place.behind = place;
    place.context = undefined;
    (context as Placed<Context>)[kPlace] = undefined;
    this.size -= 1;
  }

  clear(): void {
    let { context } = this.#ends.behind;
    while (context !== undefined) {
      this.delete(context);
      ({ context } = this.#ends.behind);
    }
  }

  *[Symbol.iterator](): Generator<Context> {
    for (let place = this.#ends.behind; place.context !== undefined; place = place.behind) {
      yield place.context;
    }
  }
}

function endsOfNothing<Context>(): Place<Context> {
  const ends = { context: undefined } as Place<Context>;
  ends.before = ends;
  ends.behind = ends;
  return ends;
}
