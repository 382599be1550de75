import type { Node, Program } from 'oxc-parser';
import { parse } from './parse.ts';
import { eachChild } from './walk.ts';

/** The tree of a file; undefined when it has none. */
export function treeOf(path: string, text: string): Program | undefined {
  const parsed = parse(path, text);
  return 'program' in parsed ? parsed.program() : undefined;
}

/** The nodes that hold the code unit at `offset`, outermost first. */
export function nodesAt(tree: Node, offset: number): Node[] {
  const found: Node[] = [];
  let node: Node | undefined = tree;
  while (node !== undefined) {
    found.push(node);
    let inner: Node | undefined;
    eachChild(node, (child) => {
      if (child.start <= offset && offset < child.end) inner = child;
    });
    node = inner;
  }
  return found;
}

/** Every node for which `is` holds, in the order of the text. */
export function nodesWhere(tree: Node, is: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (is(node)) found.push(node);
    eachChild(node, (child) => pending.push(child));
  }
  return found.sort((a, b) => a.start - b.start);
}
