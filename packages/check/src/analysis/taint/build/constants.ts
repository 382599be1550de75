import type { Expression, Node, RegExpLiteral } from 'oxc-parser';
import type { Scope } from './scope.ts';

const deepest = 6;

/** The constant that an expression is, through `const` variables of the file; undefined when it is none. */
export function constantOf(
  node: Node | Expression,
  scope: Scope,
  depth = 0,
): string | number | boolean | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ||
        typeof node.value === 'number' ||
        typeof node.value === 'boolean'
        ? node.value
        : undefined;
    case 'TemplateLiteral': {
      let text = '';
      for (const [index, quasi] of node.quasis.entries()) {
        text += quasi.value.cooked ?? '';
        const hole = node.expressions[index];
        if (hole === undefined) continue;
        const value = constantOf(hole, scope, depth + 1);
        if (value === undefined) return undefined;
        text += String(value);
      }
      return text;
    }
    case 'BinaryExpression': {
      if (node.operator !== '+') return undefined;
      const left = constantOf(node.left, scope, depth + 1);
      const right = constantOf(node.right, scope, depth + 1);
      if (left === undefined || right === undefined) return undefined;
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : `${left}${right}`;
    }
    case 'UnaryExpression': {
      const value = constantOf(node.argument, scope, depth + 1);
      if (node.operator === '!' && value !== undefined) return !value;
      return node.operator === '-' && typeof value === 'number' ? -value : undefined;
    }
    case 'Identifier': {
      const binding = scope.find(node.name);
      return binding?.isConstant && binding.initial
        ? constantOf(binding.initial, scope, depth + 1)
        : undefined;
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return constantOf(node.expression, scope, depth + 1);
    default:
      return undefined;
  }
}

/** The regular expression that an expression is, through `const` variables of the file. */
export function patternOf(node: Node, scope: Scope): RegExpLiteral['regex'] | undefined {
  if (node.type === 'Literal' && 'regex' in node) return node.regex;
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const [source, flags] = node.arguments;
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return undefined;
    const pattern = source ? constantOf(source, scope) : undefined;
    if (typeof pattern !== 'string') return undefined;
    return { pattern, flags: String((flags && constantOf(flags, scope)) ?? '') };
  }
  if (node.type !== 'Identifier') return undefined;
  const binding = scope.find(node.name);
  return binding?.isConstant && binding.initial && binding.initial !== node
    ? patternOf(binding.initial, scope)
    : undefined;
}
