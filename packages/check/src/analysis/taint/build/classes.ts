import type { Class, MethodDefinition, Node } from 'oxc-parser';
import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import type { Builder } from './builder.ts';
import { buildBody } from './functions.ts';
import { nameOf } from './object-literals.ts';
import { typeOf } from './types.ts';

/** A class as a value: its constructor, whose instances share one object. */
export function classValue(builder: Builder, node: Class): NodeId {
  const made = builder.node(node);
  const written = node.body.body.find(
    (member): member is MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
  const facts = builder.newFunction(node.id?.name, written?.value ?? node);
  builder.give(made, builder.things.function(facts));
  const instance = builder.node(node);
  builder.give(instance, builder.things.instance(facts));
  if (node.superClass) extend(builder, node.superClass, instance, facts);
  const outer = builder.self;
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition') {
      if (member === written) continue;
      method(builder, member, member.static ? made : instance);
    } else if (member.type === 'PropertyDefinition') {
      const owner = member.static ? made : instance;
      builder.self = owner;
      const name = nameOf(member, builder);
      const field = builder.node(member);
      if (member.typeAnnotation) typeOf(builder, member.typeAnnotation.typeAnnotation, field);
      if (member.value) builder.graph.flow(builder.value(member.value), field);
      builder.store(owner, name, field);
      builder.self = outer;
    } else if (member.type === 'StaticBlock') {
      builder.self = made;
      for (const statement of member.body) builder.statement(statement);
      builder.self = outer;
    }
  }
  if (written) {
    builder.self = instance;
    buildBody(builder, written.value, facts, instance);
    builder.self = outer;
  }
  return made;
}

function extend(builder: Builder, superClass: Node, instance: NodeId, facts: FunctionFacts): void {
  const base = builder.value(superClass);
  builder.graph.use(base, { kind: 'extend', to: instance });
  // Without a constructor of its own it is built as its base is.
  builder.graph.flow(instance, facts.self);
}

function method(builder: Builder, member: MethodDefinition, owner: NodeId): void {
  const name = nameOf(member, builder);
  const facts = builder.newFunction(name, member.value);
  const value = builder.node(member);
  builder.give(value, builder.things.function(facts));
  const outer = builder.self;
  builder.self = owner;
  buildBody(builder, member.value, facts, owner);
  builder.self = outer;
  if (member.kind === 'get')
    builder.graph.flow(builder.invoke(value, [], member), fieldFor(builder, owner, name, member));
  else builder.store(owner, name, value);
}

function fieldFor(builder: Builder, owner: NodeId, name: string, at: Node): NodeId {
  const field = builder.node(at);
  builder.store(owner, name, field);
  return field;
}
