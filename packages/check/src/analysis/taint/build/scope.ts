import type { BindingPattern, Node, ParamPattern, Statement } from 'oxc-parser';
import { eachChild, isFunction } from '../../syntax/walk.ts';
import type { NodeId } from '../flow-graph.ts';

/** One variable, parameter, function or import. */
export interface Binding {
  readonly id: number;
  readonly name: string;
  /** Everything that is ever in it. */
  readonly node: NodeId;
  /** It is assigned to again, and only by the function that declares it: its values are told apart. */
  readonly isTracked: boolean;
  readonly isConstant: boolean;
  /** What a constant was made of. */
  initial?: Node;
  /** `const { ok } = check(url)`: what a constant was taken out of. */
  outcomeOf?: Node;
  /** It comes from another file. */
  isImport?: boolean;
}

/** Names that a block, function or file declares. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly #bindings = new Map<string, Binding>();

  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  own(name: string): Binding | undefined {
    return this.#bindings.get(name);
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.parent?.find(name);
  }

  add(binding: Binding): void {
    this.#bindings.set(binding.name, binding);
  }
}

/** Names that a pattern binds. */
export function namesIn(pattern: BindingPattern | ParamPattern, found: string[] = []): string[] {
  switch (pattern.type) {
    case 'Identifier':
      found.push(pattern.name);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        namesIn(property.type === 'RestElement' ? property.argument : property.value, found);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements)
        if (element) namesIn(element.type === 'RestElement' ? element.argument : element, found);
      break;
    case 'AssignmentPattern':
      namesIn(pattern.left, found);
      break;
    case 'RestElement':
      namesIn(pattern.argument, found);
      break;
    case 'TSParameterProperty':
      namesIn(pattern.parameter, found);
      break;
  }
  return found;
}

/** Names of `var` declared anywhere in a function's body, functions within it left out. */
export function hoistedNames(body: readonly Node[]): string[] {
  const found: string[] = [];
  const look = (node: Node): void => {
    if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      return;
    if (node.type === 'VariableDeclaration' && node.kind === 'var')
      for (const { id } of node.declarations) namesIn(id, found);
    eachChild(node, look);
  };
  for (const node of body) look(node);
  return found;
}

/** Names that a block declares for itself. */
export function blockNames(
  body: readonly (Statement | Node)[],
): [name: string, isConst: boolean][] {
  return body.flatMap((outer): [string, boolean][] => {
    const node =
      (outer.type === 'ExportNamedDeclaration' || outer.type === 'ExportDefaultDeclaration') &&
      outer.declaration
        ? (outer.declaration as Node)
        : outer;
    if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      return node.declarations.flatMap(({ id }) =>
        namesIn(id).map((name): [string, boolean] => [name, node.kind === 'const']),
      );
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
      return node.id ? [[node.id.name, false]] : [];
    return [];
  });
}

/** Which functions of a file assign to which names. */
export class Assigners {
  /** Starts of functions by name; -1 is the file itself. */
  readonly #byName = new Map<string, Set<number>>();
  readonly #sorted = new Map<string, readonly number[]>();
  readonly #ends = new Map<number, number>();

  constructor(program: Node) {
    this.#look(program, -1);
  }

  /** Of a name that the function at `start` declares: who assigns to it, the function and those within it; two at most. */
  within(name: string, start: number): readonly number[] {
    const starts = this.#startsOf(name);
    const end = this.#ends.get(start) ?? Number.POSITIVE_INFINITY;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return starts.slice(low, low + 2).filter((one) => one < end);
  }

  #startsOf(name: string): readonly number[] {
    let starts = this.#sorted.get(name);
    if (starts === undefined) {
      starts = [...(this.#byName.get(name) ?? [])].toSorted((a, b) => a - b);
      this.#sorted.set(name, starts);
    }
    return starts;
  }

  #look(node: Node, by: number): void {
    if (node.type === 'AssignmentExpression') this.#note(node.left, by);
    else if (node.type === 'UpdateExpression') this.#note(node.argument, by);
    else if (
      (node.type === 'ForOfStatement' || node.type === 'ForInStatement') &&
      node.left.type !== 'VariableDeclaration'
    )
      this.#note(node.left, by);
    if (isFunction(node)) this.#ends.set(node.start, node.end);
    const inner = isFunction(node) ? node.start : by;
    eachChild(node, (child) => this.#look(child, inner));
  }

  #note(target: Node, by: number): void {
    if (target.type === 'Identifier') {
      const known = this.#byName.get(target.name);
      if (known) known.add(by);
      else this.#byName.set(target.name, new Set([by]));
    } else if (target.type !== 'MemberExpression')
      eachChild(target, (child) => this.#note(child, by));
  }
}

const assignedInLoop = new WeakMap<Node, ReadonlySet<string>>();

/** Names assigned anywhere in a loop. */
export function assignedIn(loop: Node): ReadonlySet<string> {
  const known = assignedInLoop.get(loop);
  if (known) return known;
  const names = new Set<string>();
  const note = (target: Node): void => {
    if (target.type === 'Identifier') names.add(target.name);
    else if (target.type !== 'MemberExpression') eachChild(target, note);
  };
  const look = (node: Node): void => {
    if (node.type === 'AssignmentExpression') note(node.left);
    else if (node.type === 'UpdateExpression') note(node.argument);
    if (isLoop(node)) for (const name of assignedIn(node)) names.add(name);
    else eachChild(node, look);
  };
  eachChild(loop, look);
  assignedInLoop.set(loop, names);
  return names;
}

function isLoop(node: Node): boolean {
  return /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}
