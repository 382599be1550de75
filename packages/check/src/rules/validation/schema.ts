import { isAppFile } from '../../analysis/app-files.ts';
import { codeFrame, lineAt } from '../../analysis/code-frame.ts';
import { plainCode } from '../../analysis/syntax/plain-code.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** A route that changes something, and the function that answers it right behind the path. */
const route =
  /\b(?:app|router|server|api|fastify|\w*[rR]outer)\.(post|put|patch)\(\s*["'`]([^"'`]*)["'`]\s*,\s*(?:async\s*)?(?:function\b|\([^)]*\)\s*=>|\w+\s*=>)/g;
const readsBody = /\b(?:req|request|ctx\.request)\.body\b/;
const validates =
  /\.(?:safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|assert|check|is)\s*\(|\bparse\s*\(|\bschema\b|Schema\.|\bajv\b|celebrate|validator|z\.object|v\.parse|superstruct|@Body\(/i;
const longest = 4_000;

/** What routes are sent is held against a schema. */
export const rule: Rule = defineRule({
  id: 'validation/schema',
  practice: 'C3',
  severity: 'medium',
  confidence: 'possible',
  cwe: 20,
  controls: ['iso27001:A.8.26', 'pci-dss4:6.2.4'],
  title: 'Routes that change something hold what they are sent against a schema',
  why: 'A body may be of any shape: an object where text was meant becomes an operator, a missing field an exception, one more field a right.',
  fix: 'Say what it must be, `const body = z.object({ name: z.string().max(100) }).parse(req.body)`, or give the route a schema (Fastify, celebrate, a middleware).',
  needs: ['texts'],
  run({ texts }) {
    const found = texts.files
      .filter(({ path }) => isAppFile(path))
      .flatMap(({ path, text }) => {
        const { code, isQuoted } = plainCode(text);
        const starts = [...code.matchAll(route)].filter(({ index }) => !isQuoted(index));
        return starts.map((match, index) => {
          const end = Math.min(starts[index + 1]?.index ?? code.length, match.index + longest);
          return {
            path,
            text,
            line: lineAt(code, match.index),
            name: `${match[1]!.toUpperCase()} ${match[2]}`,
            body: code.slice(match.index, end),
          };
        });
      });
    const reading = found.filter(({ body }) => readsBody.test(body));
    if (reading.length === 0)
      return notApplicable('no route here reads a body in its own function');
    const naked = reading.filter(({ body }) => !validates.test(body));
    return failBy(
      naked.map(({ path, text, line, name }): RuleFinding => ({
        place: { file: path, line },
        message: `${name} takes its body as it comes`,
        identity: name,
        frame: codeFrame(text, line),
      })),
      `${reading.length} routes hold their bodies against a schema`,
    );
  },
  examples: [
    {
      title: 'zod',
      given: {
        'a.js': "app.post('/a', (req, res) => {\n  const body = schema.parse(req.body);\n});",
      },
      expect: 'pass',
    },
    {
      title: 'as it comes',
      given: {
        'a.js':
          "app.get('/', (req, res) => res.end());\napp.post('/a', async (req, res) => {\n  await db.save(req.body);\n});",
      },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'one of two',
      given: {
        'a.js':
          "router.put('/a', (req, res) => { save(schema.parse(req.body)); });\nrouter.post('/b', function (req, res) { save(req.body); });",
      },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'by a middleware before',
      given: { 'a.js': "app.post('/a', validate(schema), (req, res) => save(req.body));" },
      expect: 'not-applicable',
    },
    { title: 'no routes', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});
