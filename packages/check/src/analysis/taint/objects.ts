import type { FunctionFacts, NodeId } from './flow-graph.ts';

/** Something that a node may hold, as far as it can be told from the code. */
export type Thing =
  | { readonly kind: 'function'; readonly facts: FunctionFacts; readonly held: Held }
  | { readonly kind: 'object'; readonly held: Held }
  /** Reached from a package: `pg.Pool`, `pg#Pool.query` (`#` stands before a class). */
  | { readonly kind: 'api'; readonly path: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  /** Text whose constant parts show what it is. */
  | { readonly kind: 'text'; readonly of: 'sql' | 'html' }
  /** `resolve` of a promise. */
  | { readonly kind: 'resolver'; readonly promise: NodeId };

/** Fields that somebody who reads all of an object sees. */
const mostWatched = 40;

/** Fields of an object, and who wants to hear of new ones. */
export class Held {
  static #made = 0;
  readonly id: number = (Held.#made += 1);
  readonly fields: Map<string, NodeId> = new Map();
  readonly parents: Set<Held> = new Set();
  readonly #watchers: ((field: string, node: NodeId) => void)[] = [];

  /** Tells of each field there is and will be, up to a bound: of tables not all is told. */
  watch(tell: (field: string, node: NodeId) => void): void {
    let told = 0;
    const tellSome = (field: string, node: NodeId): void => {
      told += 1;
      if (told <= mostWatched) tell(field, node);
    };
    this.#watchers.push(tellSome);
    for (const [field, node] of this.fields) tellSome(field, node);
  }

  add(field: string, node: NodeId): void {
    this.fields.set(field, node);
    for (const tell of this.#watchers) tell(field, node);
  }
}

/** Field that stands for elements and for names that are not constant; read, it stands for all. */
export const anyField = '*';
/** Of a map: what was put in under names that are not constant, and nothing else. */
export const entryField = '%';

/** All things by number, each once. */
export class Things {
  readonly all: Thing[] = [];
  readonly #byKey = new Map<string, number>();
  /** The object that instances of a class share, by its function. */
  readonly #instances = new Map<number, number>();

  api(path: string): number {
    return this.#once(`a${path}`, () => ({ kind: 'api', path }));
  }

  constant(value: string | number | boolean): number {
    return this.#once(`c${typeof value}${value}`, () => ({ kind: 'constant', value }));
  }

  text(of: 'sql' | 'html'): number {
    return this.#once(`t${of}`, () => ({ kind: 'text', of }));
  }

  object(): number {
    return this.#add({ kind: 'object', held: new Held() });
  }

  function(facts: FunctionFacts): number {
    return this.#once(`f${facts.id}`, () => ({ kind: 'function', facts, held: new Held() }));
  }

  instance(facts: FunctionFacts): number {
    const known = this.#instances.get(facts.id);
    if (known !== undefined) return known;
    const made = this.object();
    this.#instances.set(facts.id, made);
    return made;
  }

  /** What the instances of a class hold, by the number of its function. */
  instanceOf(id: number): Held | undefined {
    const thing = this.#instances.get(id);
    return thing === undefined ? undefined : this.held(thing);
  }

  resolver(promise: NodeId): number {
    return this.#once(`r${promise}`, () => ({ kind: 'resolver', promise }));
  }

  held(thing: number): Held | undefined {
    const one = this.all[thing];
    return one !== undefined && 'held' in one ? one.held : undefined;
  }

  #once(key: string, make: () => Thing): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = this.#add(make());
    this.#byKey.set(key, made);
    return made;
  }

  #add(thing: Thing): number {
    this.all.push(thing);
    return this.all.length - 1;
  }
}
