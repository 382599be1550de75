import type { BinaryExpression, Expression, Node, TemplateLiteral } from 'oxc-parser';
import { type Cured, cured, nothing } from '../harms.ts';
import type { NodeId } from '../flow-graph.ts';
import type { Builder } from './builder.ts';
import { constantOf } from './constants.ts';

type Part = { readonly text: string } | { readonly hole: Node };

const sqlStart =
  /^[\s(]*(?:select\s|insert\s+(?:into|ignore)|update\s+\S+\s+set|delete\s+from|replace\s+into|merge\s+into|with\s+\S+\s+as\s*\(|create\s+(?:table|user|index|view)|drop\s+(?:table|user|index|view)|alter\s+(?:table|user)|truncate\s+table|exec(?:ute)?\s|call\s+\S+\()/i;
const html = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|<[a-z][a-z0-9]*\s[^<>]*=\s*["']?$/i;

/** A template or a sum of texts: each hole flows into the whole, cured by what stands before it. */
export function concatenation(builder: Builder, node: TemplateLiteral | BinaryExpression): NodeId {
  const parts = partsOf(node, builder);
  const whole = builder.node(node);
  // Unknown parts are told from text by NUL, which no source holds.
  let before = '';
  let all = '';
  for (const part of parts) {
    if ('text' in part) {
      before += part.text;
      all += part.text;
      continue;
    }
    const value = builder.value(part.hole);
    builder.graph.derive(value, whole, cureByPlace(before));
    // `sql + more` is SQL too: what the start is, the whole is.
    if (before === '') builder.graph.use(value, { kind: 'text', to: whole });
    before += '\0';
    all += '\0';
  }
  if (sqlStart.test(all.replaceAll('\0', 'x '))) builder.give(whole, builder.things.text('sql'));
  if (html.test(all)) builder.give(whole, builder.things.text('html'));
  return whole;
}

/** True for an expression that is text put together here from parts of which one is not constant. */
export function isBuilt(node: Node, builder: Builder): boolean {
  if (
    node.type === 'TemplateLiteral' ||
    (node.type === 'BinaryExpression' && node.operator === '+')
  ) {
    const parts = partsOf(node, builder);
    return (
      parts.some((part) => 'hole' in part) &&
      parts.some((part) => 'text' in part && part.text !== '')
    );
  }
  if (node.type === 'Identifier') {
    const binding = builder.scope.find(node.name);
    const initial = binding?.isConstant ? binding.initial : undefined;
    return (
      (initial?.type === 'TemplateLiteral' || initial?.type === 'BinaryExpression') &&
      isBuilt(initial, builder)
    );
  }
  return false;
}

function partsOf(node: TemplateLiteral | BinaryExpression, builder: Builder): Part[] {
  const parts: Part[] = [];
  const add = (one: Node | Expression): void => {
    const constant = constantOf(one, builder.scope);
    if (constant !== undefined) parts.push({ text: String(constant) });
    else parts.push({ hole: one });
  };
  if (node.type === 'TemplateLiteral') {
    for (const [index, quasi] of node.quasis.entries()) {
      parts.push({ text: quasi.value.cooked ?? quasi.value.raw });
      const hole = node.expressions[index];
      if (hole) add(hole);
    }
    return parts;
  }
  // Long sums lean to the left: no recursion.
  const operands: Node[] = [];
  let at: Node = node;
  while (at.type === 'BinaryExpression' && at.operator === '+') {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  for (const operand of operands.reverse()) add(operand);
  return parts;
}

/** What text before a hole keeps its value from: choosing host, scheme or the start of a path. */
function cureByPlace(before: string): Cured {
  let cure: Cured = cured('nosql');
  const known = before.slice(before.lastIndexOf('\0') + 1);
  const isAfterHole = before.includes('\0');
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\0]+[/?#]/i.test(before)) cure |= cured('ssrf', 'redirect');
  if (isAfterHole && (/[/?#=]/.test(known) || known === '')) cure |= cured('ssrf', 'redirect');
  if (/^\.{0,2}\/[^/\\]/.test(before) || /^[?#]/.test(before)) cure |= cured('ssrf', 'redirect');
  if (before !== '' && /^\/$/.test(before)) cure |= cured('ssrf');
  // A word that follows text can be no option of its own.
  if (before !== '' && !/[\s]$/.test(before)) cure |= cured('argument');
  return cure === nothing ? nothing : cure;
}
