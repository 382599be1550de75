import { everything } from '../harms.ts';
import type { Call } from '../flow-graph.ts';
import { passings } from '../models/passing.ts';
import type { RouteProgram } from './route-program.ts';
import { schemaCallOf } from './schema-calls.ts';

/** What it means for a value of a request to be handed to a call. */
export type CallKind =
  | 'schema'
  | 'unheeded'
  | 'by hand'
  | 'signed'
  | 'harmless'
  | 'own'
  | 'unclear'
  | 'used';

/** Functions that say whether one value is of a kind, or is one of those that the app knows. */
const checking =
  /^(?:is[A-Z]\w*|validate\w*|assert\w*|(?:ensure|check|verify)(?:Is)?Valid\w*|valid\w*|(?:parse|to|coerce|sanitize|normalize)[A-Z]\w*|includes|has|hasOwn|hasOwnProperty|indexOf|test|match|matches|equals|contains|startsWith|endsWith|localeCompare|isNaN|isFinite|timingSafeEqual|safeCompare|compareSync?)$/;
const validatorPath =
  /^(?:validator|uuid|is-uuid|uuid-validate|email-validator|isemail|mongoose\.isValidObjectId|mongoose\.Types\.ObjectId\.isValid|mongodb\.ObjectId\.isValid|net\.isIP\w*)\b/;
/** One piece of an address, whatever it was. */
const plain = /^(?:global\.encodeURIComponent|querystring\.escape)$/;
/** What vouches for a whole body: who sent it knows a secret. */
const signing =
  /^(?:constructEvent(?:Async)?|(?:verify|check|validate|is)\w*(?:signature|webhook|hmac)\w*|unwrap)$/i;
const harmlessName =
  /^(?:console|log|logger|info|warn|error|debug|trace|verbose|silly|http|fatal|captureException|captureMessage|Boolean|isArray|concat|join|next|keys|values|entries|Date|json|send|end|render|status|sendStatus|redirect|write|html|text|location|header|setHeader|t|__|translate|format|jsonp|stringify|hash|pick|omit|clone|cloneDeep|bind|call|apply|then|catch|finally|toString|flat|slice|splice|sort|setTimeout|setInterval|resolve|reject|max|min|floor|ceil|round|abs|assign|freeze|from|of|fromEntries)$/;
/** Into a list or table of the code's own; what is done with that is seen. */
const gathering = /^(?:push|unshift|add|set|append)$/;
const logging =
  /\b(?:console|log|logger|logging|winston|pino|sentry|debug|req\.log|request\.log)\b/i;
/** A table of what the app knows: what is not in it is not found. */
const table = /(?:cache|map|registry|store|table|index|lookup|set)\w*$/i;
const response =
  /^(?:express#Response|fastify#Reply|koa#Context|hono#Context|next\/server\.NextResponse|global\.Response)\b/;
const colour = /^(?:red|green|yellow|blue|magenta|cyan|white|gray|grey|bold|dim)$/;
const someFunctions = 8;

/** Says of calls what they do with a value of a request that they are given. */
export class CallKinds {
  readonly #program: RouteProgram;
  readonly #known = new Map<number, CallKind>();
  readonly stripping: Set<number> = new Set();

  constructor(program: RouteProgram) {
    this.#program = program;
  }

  of(call: Call): CallKind {
    const known = this.#known.get(call.id);
    if (known !== undefined) return known;
    const kind = this.#judge(call);
    this.#known.set(call.id, kind);
    return kind;
  }

  #judge(call: Call): CallKind {
    const schema = schemaCallOf(call, this.#program);
    if (schema !== undefined) {
      if (schema.isStripping) this.stripping.add(call.id);
      return schema.isHeeded ? 'schema' : 'unheeded';
    }
    const name = this.#program.nameOf(call);
    const paths = this.#program.pathsOf(call);
    if (signing.test(name) || this.#isSigned(call, paths)) return 'signed';
    const own = this.#program.functionsAt(call.callee).length;
    // What it asks of the value is seen inside; a call that may be of any of many functions tells nothing.
    if (own > 0) return checking.test(name) ? 'by hand' : own > someFunctions ? 'unclear' : 'own';
    if (paths.some((path) => validatorPath.test(path))) return 'by hand';
    if (paths.some((path) => plain.test(path) || passings.get(path)?.cure === everything))
      return 'by hand';
    if (paths.some((path) => passings.has(path) || response.test(path))) return 'harmless';
    if (checking.test(name)) return 'by hand';
    if (
      colour.test(name) ||
      /Error$|Exception$|^(?:redirect|notFound|permanentRedirect)$/.test(name)
    )
      return 'harmless';
    // What is hashed means nothing any more.
    if (paths.some((path) => /^crypto\.createHash\(\)\.update$/.test(path))) return 'harmless';
    if (this.#isLogged(call) || this.#isLookup(call, name)) return 'harmless';
    if (paths.length === 0 && harmlessName.test(name)) return 'harmless';
    if (gathering.test(name) && this.#isOwnObject(call)) return 'harmless';
    return 'used';
  }

  /** `createHmac(…).update(body)`, `webhooks.verify(body, …)` */
  #isSigned(call: Call, paths: readonly string[]): boolean {
    const { method, receiver } = call;
    if (paths.some((path) => /^crypto\.(?:createHmac|createVerify)\(\)\.update$/.test(path)))
      return true;
    if (method !== 'verify' || receiver === undefined) return false;
    // Or it is handed the signature by name.
    if (/\bsignature\s*[:,]/i.test(this.#program.textOf(this.#program.placeOf(call)))) return true;
    return /webhook|svix|signature|^wh$/i.test(this.#program.receiverOf(call).slice(-80));
  }

  #isOwnObject({ receiver }: Call): boolean {
    if (receiver === undefined) return false;
    const things = this.#program.solver.thingsAt(receiver);
    return things.some((one) =>
      one.kind === 'api'
        ? /^global\.(?:Map|Set|URLSearchParams)/.test(one.path)
        : one.kind === 'object',
    );
  }

  #isLookup(call: Call, name: string): boolean {
    return name === 'get' && table.test(this.#program.receiverOf(call).slice(-80));
  }

  #isLogged(call: Call): boolean {
    return logging.test(this.#program.receiverOf(call).slice(0, 80));
  }
}
