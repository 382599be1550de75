import type { Call } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';

/** A call that holds a value against a schema. */
export interface SchemaCall {
  /** False when nobody looks at what it says, so that anything passes. */
  readonly isHeeded: boolean;
  /** True where its result lacks what the schema does not name, and the value itself does not. */
  readonly isStripping: boolean;
}

/** Libraries whose calls refuse by a throw or a rejected promise, and those that only say. */
const throwing: readonly RegExp[] = [
  /^zod(?:\/[\w./-]+)?[.#].*\.(?:parse|parseAsync|decode)$/,
  /^zod(?:\/[\w./-]+)?\.(?:parse|parseAsync)$/,
  /^(?:@hapi\/)?joi[.#].*\.(?:validateAsync|attempt|assert)$/,
  /^(?:@hapi\/)?joi\.(?:attempt|assert)$/,
  /^yup[.#].*\.(?:validate|validateSync|cast)$/,
  /^valibot\.(?:parse|parseAsync|assert)$/,
  /^superstruct\.(?:assert|create|mask)$/,
  /^(?:@sinclair\/)?typebox\/value\.Value\.(?:Decode|Parse|Assert)$/,
  /^arktype\.type\(\)\.assert$/,
  /^class-transformer-validator\.\w+$/,
];
const saying: readonly RegExp[] = [
  /^zod(?:\/[\w./-]+)?[.#].*\.(?:safeParse|safeParseAsync|spa)$/,
  /^zod(?:\/[\w./-]+)?\.(?:safeParse|safeParseAsync)$/,
  /^(?:@hapi\/)?joi(?:[.#].*)?\.validate$/,
  /^yup[.#].*\.(?:isValid|isValidSync)$/,
  /^valibot\.(?:safeParse|safeParseAsync|is)$/,
  /^superstruct\.(?:is|validate)$/,
  /^ajv\b.*(?:\.(?:compile|compileAsync|getSchema)\(\)|\.validate)$/,
  /^(?:@sinclair\/)?typebox\/(?:value\.Value|compiler\.TypeCompiler\.Compile\(\))\.Check$/,
  /^arktype\.type\(\)(?:\.allows)?$/,
  /^class-transformer\.(?:plainToInstance|plainToClass)$/,
];
const stripping = /^(?:zod|valibot)\b/;
/** Names that no other libraries give their functions. */
const plainNames = /^(?:safeParse|safeParseAsync|parseAsync|validateAsync)$/;
const schemaLike = /^\W*(?:z\s*\.|[\w$.?!\s]*(?:schema|validator|shape|dto))/i;

/** Tells whether a call holds what it is given against a schema; undefined when it does not. */
export function schemaCallOf(call: Call, program: RouteProgram): SchemaCall | undefined {
  for (const path of program.pathsOf(call)) {
    const isStripping = stripping.test(path);
    if (throwing.some((one) => one.test(path))) return { isHeeded: true, isStripping };
    if (!saying.some((one) => one.test(path))) continue;
    // An object of a class is held against it by `validate`, wherever that stands.
    if (path.startsWith('class-transformer.') && !validatesClasses(call, program)) continue;
    return { isHeeded: isHeeded(call, program), isStripping };
  }
  return byName(call, program);
}

/** Of schemas that are made where the analysis does not see it. */
function byName(call: Call, program: RouteProgram): SchemaCall | undefined {
  const { method, receiver } = call;
  if (method === undefined || receiver === undefined) return undefined;
  if (program.functionsAt(call.callee).length > 0) return undefined;
  if (plainNames.test(method))
    return {
      isHeeded: !method.startsWith('safe') || isHeeded(call, program),
      isStripping: method !== 'validateAsync',
    };
  if (method !== 'parse' && method !== 'validate' && method !== 'validateSync') return undefined;
  if (!schemaLike.test(program.receiverOf(call).slice(0, 200))) return undefined;
  return {
    isHeeded: method !== 'validate' || isHeeded(call, program),
    isStripping: method === 'parse',
  };
}

function validatesClasses(call: Call, program: RouteProgram): boolean {
  return program
    .callsIn(call.within)
    .some((one) => program.pathsOf(one).some((path) => path.startsWith('class-validator.')));
}

const mostBefore = 200;
const mostAfter = 20_000;

/** Whether the code looks at the outcome: not when the call stands by itself, or only its value is taken. */
function isHeeded(call: Call, { places, graph }: RouteProgram): boolean {
  const { text } = places.files[call.file]!;
  const end = graph.end.at(call.result);
  const after = text.slice(end, end + mostAfter);
  const before = text
    .slice(Math.max(0, call.start - mostBefore), call.start)
    .replace(/(?:\bawait\s+|\()$/, '');
  if (/^\s*\)?\s*\.value\b/.test(after)) return false;
  const taken = /(?:const|let|var)\s+([A-Za-z_$][\w$]*|\{[^{}=]*\})(?:\s*:[^=;]+)?\s*=\s*$/.exec(
    before,
  )?.[1];
  if (taken === undefined)
    return !(/(?:^|[;{}])\s*$/.test(before) && /^\s*(?:;|\n|\})/.test(after));
  if (taken.startsWith('{')) return !/^\{\s*value(?:\s*:\s*\w+)?\s*,?\s*\}$/.test(taken);
  const uses =
    after.match(new RegExp(`(?<![\\w$.])${escaped(taken)}\\b(?:\\??\\.\\w+)?`, 'g')) ?? [];
  return uses.some((one) => !one.endsWith('.value'));
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`);
}
