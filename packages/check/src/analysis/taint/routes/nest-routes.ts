import type { CallExpression, Class, Decorator, MethodDefinition, Node, Program } from 'oxc-parser';
import { joined } from './routers.ts';
import { partNamed, type RequestPart } from './route-facts.ts';

/** A parameter of a handler by what its decorator says. */
interface NestParameter {
  readonly index: number;
  readonly part: RequestPart;
  /** Name of the class that it is to be of. */
  readonly type: string | undefined;
  /** A pipe of its own refuses what is no such value. */
  readonly hasPipe: boolean;
}

/** A method of a controller that answers a route. Offsets are UTF-16 code units. */
export interface NestRoute {
  readonly file: number;
  readonly method: string;
  readonly path: string;
  readonly start: number;
  readonly functionStart: number;
  readonly params: readonly NestParameter[];
  readonly hasPipe: boolean;
}

/** What the files of an app say of its controllers and of the classes of what they are sent. */
export class NestFacts {
  readonly routes: NestRoute[] = [];
  readonly #checked = new Set<string>();
  readonly #bases: [name: string, base: string][] = [];
  isPiped = false;

  /** Adds what a file says. */
  read(file: number, program: Program, text: string): void {
    if (/ValidationPipe\b/.test(text) && /\buseGlobalPipes\s*\(|\bAPP_PIPE\b/.test(text))
      this.isPiped = true;
    if (!/(?:@Controller\b|@nestjs\/|class-validator|createZodDto)/.test(text)) return;
    for (const statement of program.body) {
      const node =
        'declaration' in statement && statement.declaration ? statement.declaration : statement;
      if ((node as Node).type === 'ClassDeclaration') this.#readClass(file, node as Class, text);
    }
  }

  #readClass(file: number, node: Class, text: string): void {
    const controller = node.decorators.find((one) => calledName(one) === 'Controller');
    if (controller !== undefined) this.#readController(file, node, controller, text);
    const name = node.id?.name;
    if (name === undefined) return;
    const isChecked = node.body.body.some(
      (member) =>
        member.type === 'PropertyDefinition' &&
        member.decorators.some((one) =>
          /^(?:Is[A-Z]|Validate|Length|Min|Max|Matches|Allow|Array|Equals|Not|Contains)/.test(
            calledName(one) ?? '',
          ),
        ),
    );
    const base = node.superClass
      ? text.slice(node.superClass.start, node.superClass.end)
      : undefined;
    if (isChecked || (base !== undefined && /createZodDto\(/.test(base))) this.#checked.add(name);
    else if (base !== undefined)
      for (const [word] of base.matchAll(/[A-Za-z_$][\w$]*/g)) this.#bases.push([name, word]);
  }

  #readController(file: number, node: Class, controller: Decorator, text: string): void {
    const prefix = pathOf(controller);
    const hasPipe = node.decorators.some((one) => isValidatingPipe(one, text));
    for (const member of node.body.body) {
      if (member.type !== 'MethodDefinition') continue;
      const verb = member.decorators.find((one) =>
        /^(?:Get|Post|Put|Patch|Delete|All|Head|Options)$/.test(calledName(one) ?? ''),
      );
      if (verb === undefined) continue;
      this.routes.push({
        file,
        method: calledName(verb)!.toUpperCase(),
        path: joined('', joined(prefix, pathOf(verb))),
        start: verb.start,
        functionStart: member.value.start,
        params: parametersOf(member, text),
        hasPipe: hasPipe || member.decorators.some((one) => isValidatingPipe(one, text)),
      });
    }
  }

  /** Whether a class, or one that it extends, says what its fields must be. */
  isCheckedClass(name: string, depth = 0): boolean {
    if (this.#checked.has(name)) return true;
    return (
      depth < 4 &&
      this.#bases.some(
        ([own, base]) => own === name && base !== own && this.isCheckedClass(base, depth + 1),
      )
    );
  }
}

function parametersOf({ value }: MethodDefinition, text: string): NestParameter[] {
  return value.params.flatMap((param, index): NestParameter[] => {
    const decorators = 'decorators' in param ? (param.decorators as readonly Decorator[]) : [];
    for (const one of decorators) {
      const part = partNamed(calledName(one) ?? '');
      if (part === undefined) continue;
      const plain = param.type === 'AssignmentPattern' ? param.left : param;
      const annotation =
        'typeAnnotation' in plain && plain.typeAnnotation
          ? text.slice(plain.typeAnnotation.start, plain.typeAnnotation.end)
          : '';
      return [
        {
          index,
          part,
          type: /^:\s*([A-Z][\w$]*)(?:\[\])?$/.exec(annotation)?.[1],
          hasPipe: /(?:Parse\w+|Valid\w*|Zod\w*|Joi\w*|Schema)Pipe\b/.test(
            text.slice(one.start, one.end),
          ),
        },
      ];
    }
    return [];
  });
}

function callOf({ expression }: Decorator): CallExpression | undefined {
  return expression.type === 'CallExpression' ? expression : undefined;
}

function calledName(one: Decorator): string | undefined {
  const callee = callOf(one)?.callee ?? one.expression;
  return callee.type === 'Identifier' ? callee.name : undefined;
}

/** `'users'`, `['users', 'people']`, `{ path: 'users' }` */
function pathOf(one: Decorator): string {
  const [first] = callOf(one)?.arguments ?? [];
  const value =
    first?.type === 'ArrayExpression'
      ? first.elements[0]
      : first?.type === 'ObjectExpression'
        ? first.properties.flatMap((property) =>
            property.type === 'Property' &&
            property.key.type === 'Identifier' &&
            property.key.name === 'path'
              ? [property.value as Node]
              : [],
          )[0]
        : first;
  return value?.type === 'Literal' && typeof value.value === 'string' ? value.value : '';
}

function isValidatingPipe(one: Decorator, text: string): boolean {
  return (
    calledName(one) === 'UsePipes' && /Valid|Zod|Joi|Schema/.test(text.slice(one.start, one.end))
  );
}
