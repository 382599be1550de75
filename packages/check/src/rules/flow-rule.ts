import {
  alsoIn,
  codeFact,
  flowFindings,
  type FlowWording,
  isForShow,
} from '../analysis/flow-findings.ts';
import type { CodeFacts, NotableCall } from '../analysis/taint/code-facts.ts';
import { failBy, type Judgement, notApplicable, type RuleFinding } from './rule.ts';

/** Fails by the flows that a rule is about. */
export function judgeFlows(code: CodeFacts, wording: FlowWording): Judgement {
  if (code.files === 0) return notApplicable('there is no JavaScript or TypeScript');
  return failBy(flowFindings(code, wording), codeFact(code));
}

/** So many more of the same in one file are one thing to look at. */
const manyCalls = 3;

/** How a rule speaks of calls. */
export interface CallWording {
  is(call: NotableCall): boolean;
  message(call: NotableCall): string;
  /** Where it differs from the rule's. */
  severity?(call: NotableCall): RuleFinding['severity'];
  /** What a pass rests on. */
  readonly fact: string;
}

/** Fails by the calls that a rule is about. */
export function judgeCalls(
  code: CodeFacts,
  { is, message, severity, fact }: CallWording,
): Judgement {
  if (code.files === 0) return notApplicable('there is no JavaScript or TypeScript');
  const findings = code.calls.filter(is).map((call): RuleFinding => {
    const other = severity?.(call);
    return {
      place: { file: call.file, line: call.line, column: call.column },
      message: message(call),
      identity: call.text,
      frame: call.frame,
      ...(other !== undefined && { severity: other }),
      ...(isForShow(call.file) && { severity: 'low' as const, confidence: 'possible' as const }),
    };
  });
  return failBy(inEachFileOnce(findings), fact);
}

/** A few calls are told one by one; where a file is full of them one finding says so. */
function inEachFileOnce(findings: readonly RuleFinding[]): RuleFinding[] {
  const byFile = new Map<string, RuleFinding[]>();
  for (const one of findings) {
    const key = `${one.place?.file} ${one.message}`;
    const known = byFile.get(key);
    if (known) known.push(one);
    else byFile.set(key, [one]);
  }
  return [...byFile.values()].flatMap((same) => {
    const [first, ...rest] = same;
    if (first === undefined || rest.length < manyCalls) return same;
    const alsoAt = rest.flatMap(({ place }) => place?.line ?? []);
    return [{ ...first, message: `${first.message}${alsoIn(0, alsoAt)}`, alsoAt }];
  });
}

/** An app in one file for examples: imports, what stands before, and a handler whose lines start at line 6. */
export function expressApp(handler: string, before = ''): Readonly<Record<string, string>> {
  return {
    'app.js': `import express from 'express';
const app = express();
app.use(express.json());
${before.replaceAll('\n', ' ')}
app.post('/:id', async (req, res, next) => {
${handler}
});
app.listen(3000);
`,
  };
}
