import type { Expression, Node, ObjectPropertyKind } from 'oxc-parser';
import { LineTable } from './line-table.ts';
import { parse } from './parse.ts';

/** Why a file of settings cannot be read, and where. */
export interface LiteralProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

/** The way to a value from the outermost one: names of fields and numbers of elements. */
type ValuePath = readonly (string | number)[];

/** A value that was read from source text, and the line of each of its parts. */
export interface ReadValue {
  readonly value: unknown;
  /** The line of the nearest part that stands there. */
  lineOf(path: ValuePath): number;
}

class CannotRead extends Error {
  readonly start: number;
  constructor(start: number, problem: string) {
    super(problem);
    this.start = start;
  }
}

/**
 * What a module exports by default, read from its text and never run: whoever may propose a change to the
 * repository would else run code wherever it is judged. Literals, objects, arrays, constants of the same
 * file and one call around the whole, such as `defineConfig({…})`, are understood.
 */
export function readDefaultExport(path: string, text: string): ReadValue | LiteralProblem {
  const parsed = parse(path, text);
  const lines = new LineTable(text);
  if ('problem' in parsed) return { line: 1, problem: parsed.problem };
  try {
    return new Reading(parsed.program().body, lines).exported();
  } catch (error) {
    if (error instanceof CannotRead)
      return { line: lines.lineAt(error.start), problem: error.message };
    throw error;
  }
}

class Reading {
  readonly #body: readonly Node[];
  readonly #lines: LineTable;
  readonly #starts = new Map<string, number>();
  readonly #constants = new Map<string, Expression>();
  readonly #open = new Set<string>();

  constructor(body: readonly Node[], lines: LineTable) {
    this.#body = body;
    this.#lines = lines;
    for (const statement of body) {
      const declared =
        statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') continue;
      for (const { id, init } of declared.declarations)
        if (id.type === 'Identifier' && init) this.#constants.set(id.name, init);
    }
  }

  exported(): ReadValue {
    const outer = this.#body.flatMap((node) => defaultOf(node) ?? [])[0];
    if (outer === undefined) throw new CannotRead(0, 'there is no `export default`');
    const bare = unwrapped(outer);
    const [argument, ...more] = bare.type === 'CallExpression' ? bare.arguments : [bare];
    if (argument === undefined || argument.type === 'SpreadElement' || more.length > 0)
      throw new CannotRead(bare.start, 'the call takes one object');
    const value = this.#valueOf(argument, []);
    return { value, lineOf: (path) => this.#lineOf(path) };
  }

  #lineOf(path: ValuePath): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const start = this.#starts.get(JSON.stringify(path.slice(0, length)));
      if (start !== undefined) return this.#lines.lineAt(start);
    }
    return 1;
  }

  #valueOf(wrapped: Expression, path: ValuePath): unknown {
    const node = unwrapped(wrapped);
    const key = JSON.stringify(path);
    if (!this.#starts.has(key)) this.#starts.set(key, node.start);
    switch (node.type) {
      case 'Literal':
        if ('regex' in node || typeof node.value === 'bigint') break;
        return node.value;
      case 'TemplateLiteral':
        if (node.expressions.length > 0) break;
        return node.quasis[0]?.value.cooked ?? '';
      case 'UnaryExpression': {
        const inner = node.operator === '-' ? this.#valueOf(node.argument, path) : undefined;
        if (typeof inner !== 'number') break;
        return -inner;
      }
      case 'ArrayExpression':
        return this.#list(node.elements, path);
      case 'ObjectExpression':
        return this.#object(node.properties, path);
      case 'Identifier':
        if (node.name === 'undefined') return undefined;
        return this.#constant(node.name, node.start, path);
      default:
    }
    throw new CannotRead(
      node.start,
      'only literals, objects, lists and constants of this file are understood: settings are read, never run',
    );
  }

  #constant(name: string, start: number, path: ValuePath): unknown {
    const init = this.#constants.get(name);
    if (init === undefined || this.#open.has(name))
      throw new CannotRead(
        start,
        `${name} is no constant of this file: settings are read, never run`,
      );
    this.#open.add(name);
    const value = this.#valueOf(init, path);
    this.#open.delete(name);
    return value;
  }

  #list(elements: readonly (Node | null)[], path: ValuePath): unknown[] {
    const values: unknown[] = [];
    for (const element of elements) {
      if (element === null) throw new CannotRead(0, 'a list has a hole');
      if (element.type !== 'SpreadElement')
        values.push(this.#valueOf(element as Expression, [...path, values.length]));
      else {
        const more = this.#valueOf(element.argument, [...path, values.length]);
        if (!Array.isArray(more))
          throw new CannotRead(element.start, 'only a list can be spread here');
        values.push(...(more as unknown[]));
      }
    }
    return values;
  }

  #object(properties: readonly ObjectPropertyKind[], path: ValuePath): unknown {
    // No prototype: `__proto__` is a name like any other.
    const value = Object.create(null) as Record<string, unknown>;
    for (const property of properties) {
      if (property.type === 'SpreadElement') {
        const more = this.#valueOf(property.argument, path);
        if (typeof more !== 'object' || more === null || Array.isArray(more))
          throw new CannotRead(property.start, 'only an object can be spread here');
        Object.assign(value, more);
        continue;
      }
      const name = nameOf(property);
      if (name === undefined)
        throw new CannotRead(property.start, 'only plain names of fields are understood');
      const at = [...path, name];
      this.#starts.set(JSON.stringify(at), property.start);
      value[name] = this.#valueOf(property.value, at);
    }
    return value;
  }
}

function nameOf(
  property: Exclude<ObjectPropertyKind, { type: 'SpreadElement' }>,
): string | undefined {
  const { key, computed, kind, method } = property;
  if (kind !== 'init' || method) return undefined;
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** `export default x`, or `module.exports = x`. */
function defaultOf(node: Node): Expression | undefined {
  if (node.type === 'ExportDefaultDeclaration') return node.declaration as Expression;
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression')
    return undefined;
  const { left, right } = node.expression;
  const isExports =
    left.type === 'MemberExpression' &&
    left.object.type === 'Identifier' &&
    left.object.name === 'module' &&
    left.property.type === 'Identifier' &&
    left.property.name === 'exports';
  return isExports ? right : undefined;
}

/** Without what only TypeScript sees. */
function unwrapped(node: Expression): Expression {
  if (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'ParenthesizedExpression'
  )
    return unwrapped(node.expression);
  return node;
}
