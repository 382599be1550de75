import type { IfStatement, Node } from 'oxc-parser';
import { eachChild } from '../../syntax/walk.ts';
import type { Builder } from './builder.ts';

const keyName = /(?:KEY|SECRET|TOKEN|PASSWORD|BEARER)/i;

/** Remembers what follows in a block once those who do not know a secret were sent away. */
export function noteKeyed({ file, parts }: Builder, body: readonly Node[], one: Node): void {
  if (one.type === 'IfStatement' && refusesWithoutKey(one))
    parts.keyed.push({ file, start: one.end, end: body.at(-1)!.end });
}

/** True for `if (sent !== process.env.KEY) return …`: who goes on knows the secret. */
function refusesWithoutKey({ test, consequent, alternate }: IfStatement): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  const leaves = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
  return leaves && !alternate && isDenied(test, false);
}

/** True where the test holds for whoever sent another value than the secret. */
function isDenied(test: Node, isNegated: boolean): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' && isDenied(test.argument, !isNegated);
    case 'LogicalExpression':
      return (
        (test.operator === '||') !== isNegated &&
        (isDenied(test.left, isNegated) || isDenied(test.right, isNegated))
      );
    case 'BinaryExpression':
      return (
        /^[!=]==?$/.test(test.operator) &&
        test.operator.startsWith('!') !== isNegated &&
        holdsKey(test)
      );
    case 'CallExpression':
      return isNegated && /equal|compare|verify/i.test(nameOf(test.callee)) && holdsKey(test);
    default:
      return false;
  }
}

/** `process.env.INTERNAL_API_KEY` somewhere in it. */
function holdsKey(node: Node): boolean {
  let isFound = false;
  const look = (one: Node): void => {
    if (isFound) return;
    isFound =
      one.type === 'MemberExpression' &&
      one.property.type === 'Identifier' &&
      keyName.test(one.property.name) &&
      one.object.type === 'MemberExpression' &&
      nameOf(one.object) === 'env';
    if (!isFound) eachChild(one, look);
  };
  look(node);
  return isFound;
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier'
    ? node.property.name
    : '';
}
