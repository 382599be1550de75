import type { CodeFacts } from './taint/code-facts.ts';
import { isAppFile } from './app-files.ts';
import type { ReadPart, RouteFacts } from './taint/routes/route-facts.ts';

/** So many routes are told one by one; the rest in one finding. */
const mostTold = 20;
const someNamed = 3;

/** What is wrong with what a route does with its input. */
interface RouteFinding {
  readonly place: { readonly file: string; readonly line: number };
  readonly message: string;
  readonly identity: string;
  readonly severity?: 'low';
  readonly fix?: string;
}

/** How the routes of an app stand with what they are sent. */
export interface RouteCoverage {
  /** Routes that read a body, a query or path parameters. */
  readonly reading: readonly RouteFacts[];
  /** Those of them that hold all of it against something first. */
  readonly whole: readonly RouteFacts[];
  /** Routes that hand something to what cannot be looked into. */
  readonly unclear: readonly RouteFacts[];
  readonly findings: readonly RouteFinding[];
}

/** Judges routes by the parts of requests that they use. Headers, which proxies and browsers write, are not counted. */
export function routeCoverageOf({ routes }: CodeFacts): RouteCoverage {
  const reading = routes
    .filter(({ file }) => isAppFile(file.replace(/x$/, '')))
    .map((route) => ({ ...route, parts: route.parts.filter(({ part }) => part !== 'headers') }))
    .filter(({ parts }) => parts.length > 0);
  const open = reading.filter(({ parts }) => parts.some(isOpen));
  const raw = open.filter(({ parts }) => parts.some(isRaw));
  const grave = raw.filter(({ parts }) => parts.some((one) => isRaw(one) && one.part !== 'params'));
  const beside = reading.filter(({ parts }) => parts.some(({ isUsedBeside }) => isUsedBeside));
  return {
    reading,
    whole: reading.filter((route) => !open.includes(route)),
    unclear: open.filter((route) => !raw.includes(route)),
    findings: [
      ...grave.slice(0, mostTold).map(rawFinding),
      ...together(
        grave.slice(mostTold),
        (routes) => `${routes} more use what they are sent as it comes`,
      ),
      ...together(
        raw.filter((route) => !grave.includes(route)),
        (routes) => `${counted(routes)} with path parameters that are used as they come`,
        'low',
      ),
      ...beside.slice(0, mostTold).map(besideFinding),
    ],
  };
}

/** `12 of 14 routes that read input validate all of it (9 by a schema, 3 by hand)` */
export function coverageFigure({ reading, whole }: RouteCoverage): string {
  const bySchema = whole.filter(({ parts }) => parts.every(({ holding }) => holding === 'schema'));
  const signed = whole.filter(({ parts }) => parts.some(({ holding }) => holding === 'signed'));
  const byHand = whole.length - bySchema.length - signed.length;
  const ways = [
    bySchema.length > 0 ? `${bySchema.length} by a schema` : '',
    byHand > 0 ? `${byHand} by hand` : '',
    signed.length > 0 ? `${signed.length} by a signature` : '',
  ].filter((way) => way !== '');
  return `${whole.length} of ${counted(reading.length)} that ${reading.length === 1 ? 'reads' : 'read'} input validate all of it${ways.length > 0 ? ` (${ways.join(', ')})` : ''}`;
}

function counted(routes: number): string {
  return routes === 1 ? '1 route' : `${routes} routes`;
}

function isRaw({ holding }: ReadPart): boolean {
  return holding === 'raw';
}

function isOpen({ holding }: ReadPart): boolean {
  return holding === 'raw' || holding === 'unclear';
}

export function nameOfRoute({ method, path }: Pick<RouteFacts, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** The part as a developer writes it: `body.email`. */
function nameOfPart({ part, field }: ReadPart): string {
  return field === undefined ? part : `${part}.${field}`;
}

function rawFinding(route: RouteFacts): RouteFinding {
  const raw = route.parts.filter(isRaw);
  const [first] = raw.toSorted((a, b) => Number(a.part === 'params') - Number(b.part === 'params'));
  const { file, line, call, part } = first!;
  const use = call === undefined ? '' : `: ${call}`;
  return {
    place: { file, line },
    message: `${nameOfRoute(route)} uses ${raw.map(nameOfPart).join(' and ')} as ${raw.length === 1 ? 'it comes' : 'they come'}${use}`,
    identity: `${nameOfRoute(route)} ${part}`,
  };
}

function besideFinding(route: RouteFacts): RouteFinding {
  const { file, line, call, part } = route.parts.find(({ isUsedBeside }) => isUsedBeside)!;
  return {
    place: { file, line },
    message: `${nameOfRoute(route)} holds its ${part} against a schema and hands on the ${part} as it came: ${call}`,
    identity: `${nameOfRoute(route)} ${part} beside`,
    severity: 'low',
    fix: 'Use what the schema gives back: it lacks the fields that nobody asked for.',
  };
}

/** Routes of one kind in one finding, at the place of the first. */
function together(
  routes: readonly RouteFacts[],
  says: (count: number) => string,
  severity?: 'low',
): RouteFinding[] {
  const places = routes.map((route) => ({ route, part: route.parts.find(isRaw)! }));
  const [first] = places;
  if (first === undefined) return [];
  const named = places
    .slice(0, someNamed)
    .map(({ route, part }) => `${nameOfRoute(route)} (${part.file}:${part.line})`)
    .join(', ');
  const others = routes.length > someNamed ? `, and ${routes.length - someNamed} more` : '';
  return [
    {
      place: { file: first.part.file, line: first.part.line },
      message: `${says(routes.length)}: ${named}${others}`,
      identity: severity === undefined ? 'more routes' : 'path parameters',
      ...(severity !== undefined && { severity, fix: forParameters }),
    },
  ];
}

const forParameters =
  'Say what an id looks like, `z.object({ id: z.uuid() }).parse(req.params)`, or give the parameter a pattern in the path: what is none is refused before it is looked up.';
