import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeUnsafe } from '@castellan/core';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { rules } from '../rules/registry.generated.ts';
import { caseFinding, caseReport, hostilePieces, hostileReport } from './case-report.ts';
import { nextStep } from './counts.ts';
import { type FormatName, formatNames, formatOf, printReport } from './formats.ts';

const print = (format: FormatName, texts: readonly string[]): string =>
  printReport(format, hostileReport(texts), rules, { columns: 100, colours: false });

/** Texts as attackers write them: pieces that mean something, joined with whatever there is. */
const texts = fc.array(
  fc
    .array(fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'binary' })), {
      maxLength: 3,
    })
    .map((parts) => parts.join('')),
  { minLength: 1, maxLength: 30 },
);

function forAll(format: FormatName, holds: (printed: string, given: string[]) => void): void {
  for (const piece of hostilePieces) holds(print(format, [piece]), [piece]);
  fc.assert(
    fc.property(texts, (given) => holds(print(format, given), given)),
    { numRuns: 200 },
  );
}

test('no form of the report steers a terminal, hides or reorders text', () => {
  for (const format of formatNames) {
    forAll(format, (printed) => {
      const rest = printed.replaceAll(/\r?\n/g, '');
      const bad = [...rest].filter((sign) => escapeUnsafe(sign) !== sign);
      assert.deepEqual(bad, [], format);
    });
  }
});

/** What GitHub's runner makes of a line of the log: commands of both of its forms. */
function commandsIn(log: string): { name: string; properties: string; data: string }[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const now = /^::([^\s:]+)(?: (.*?))?::(.*)$/su.exec(line.trimStart());
    if (now) return [{ name: now[1]!, properties: now[2] ?? '', data: now[3]! }];
    const old = /##\[([^\s\]]*)([^\]]*)\](.*)$/su.exec(line);
    return old ? [{ name: old[1]!, properties: old[2]!, data: old[3]! }] : [];
  });
}

test('no form that may be printed in a log brings commands of others to a CI system', () => {
  for (const format of ['terminal', 'json', 'sarif', 'gitlab', 'gitlab-sast'] as const) {
    forAll(format, (printed) => {
      assert.deepEqual(commandsIn(printed), []);
      assert.doesNotMatch(printed, /##\w*\[/);
    });
  }
});

test('GitHub is told of the new findings and of nothing else', () => {
  forAll('github', (printed, given) => {
    const commands = commandsIn(printed);
    const [first] = hostileReport(given).findings;
    assert.deepEqual(
      commands.map(({ name }) => name),
      ['error'],
    );
    const [{ properties, data }] = commands as [(typeof commands)[number]];
    const unescaped = data.replaceAll('%0A', '\n').replaceAll('%25', '%');
    assert.equal(
      unescaped,
      escapeUnsafe(`${first!.message}. ${first!.fix} Shown by: ${first!.shownBy!.join(' && ')}`),
    );
    const names = properties.split(',').map((pair) => pair.split('=')[0]);
    assert.deepEqual(names, ['file', 'line', 'col', 'title']);
  });
  const text = printReport('github', caseReport([caseFinding]), rules, {
    columns: 80,
    colours: false,
  });
  assert.match(
    text,
    /^::error file=Dockerfile,line=3,col=7,title=docker\/user \(I5\)::The image runs as root\. Add USER\n/,
  );
});

test('GitHub gets ten of a kind, and a number of the others', () => {
  const many = Array.from({ length: 14 }, (_, index) => ({
    ...caseFinding,
    fingerprint: index.toString(16).padStart(32, '0'),
  }));
  const text = printReport('github', caseReport(many), rules, { columns: 80, colours: false });
  assert.equal(text.match(/^::error /gm)?.length, 10);
  assert.match(text, /^and 4 more of kind error$/m);
});

/** Elements of a document in order, with their attributes; text is left out. */
function elementsOf(document: string, xmlMode: boolean): string[] {
  const found: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => found.push(`${name} ${Object.keys(attributes).join(' ')}`),
      onprocessinginstruction: (name) => found.push(name),
      oncomment: () => found.push('comment'),
      oncdatastart: () => found.push('cdata'),
    },
    { xmlMode },
  );
  parser.write(document);
  parser.end();
  return found;
}

test('pages and XML have the same elements and attributes whatever stands in them', () => {
  for (const format of ['html', 'junit'] as const) {
    const harmless = elementsOf(print(format, ['x']), format === 'junit');
    assert.ok(harmless.length > 8);
    forAll(format, (printed, given) => {
      // An empty text leaves its element out here and there.
      if (given.some((text) => text === '')) return;
      assert.deepEqual(elementsOf(printed, format === 'junit'), harmless);
    });
  }
});

test('JUnit XML is well-formed, and holds no character that XML forbids', () => {
  const piece =
    /<\?xml version="1\.0" encoding="UTF-8"\?>|<\/?[\w]+(?: [\w]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*\/?>|[^<&]+|&(?:amp|lt|gt|quot|#39);/guy;
  forAll('junit', (printed) => {
    assert.equal(printed.replaceAll(piece, ''), '');
    assert.doesNotMatch(printed, /[\ufffe\uffff\p{Surrogate}]/u);
  });
});

test('cells are what was written, none begins a formula, rows cannot be added', () => {
  forAll('csv', (printed, given) => {
    const rows = printed
      .slice(0, -2)
      .split('\r\n')
      .map((row) => row.slice(1, -1).split('","'));
    assert.equal(rows.length, hostileReport(given).findings.length + 1);
    for (const cell of printed.matchAll(/"((?:[^"]|"")*)"/g))
      assert.doesNotMatch(cell[1]!, /^\s*[=+\-@]/u);
  });
});

test('Markdown keeps its lines, and text of others brings no markup into them', () => {
  const lines = print('markdown', ['x']).split('\n').length;
  forAll('markdown', (printed, given) => {
    if (given.some((text) => text === '')) return;
    assert.equal(printed.split('\n').length, lines);
    const rest = printed.replace(/<\/?(?:details|summary|code)>/g, '');
    assert.doesNotMatch(rest, /[<>`[\]@]|:\/\//);
  });
});

test('what programs read says what the report says', () => {
  forAll('json', (printed, given) => {
    assert.deepEqual(JSON.parse(printed), JSON.parse(JSON.stringify(hostileReport(given))));
  });
  forAll('gitlab', (printed, given) => {
    const issues = JSON.parse(printed) as { location: { path: string } }[];
    const open = hostileReport(given).findings.filter(({ acceptance }) => !acceptance);
    assert.deepEqual(
      issues.map(({ location }) => location.path),
      open.map(({ file }) => file),
    );
  });
});

test('every form says what shows a finding, apart from how to mend it', () => {
  const shown = caseReport([{ ...caseFinding, shownBy: ['curl -i one', 'curl -i two'] }]);
  for (const format of formatNames) {
    const text = printReport(format, shown, rules, { columns: 30, colours: false });
    assert.match(text, /curl -i one/, format);
    assert.match(text, /curl -i two/, format);
  }
  assert.equal(nextStep(shown), 'docker/user (1 finding): Add USER');
});

test('the name of a file says its format', () => {
  const asked = {
    'castellan.html': 'html',
    'out/Report.HTM': 'html',
    'gl-sast-report.json': 'gitlab-sast',
    'a/gl-code-quality-report.json': 'gitlab',
    'castellan.sarif': 'sarif',
    'castellan.sarif.json': 'sarif',
    'report.json': 'json',
    'TEST-castellan.xml': 'junit',
    'comment.md': 'markdown',
    'findings.csv': 'csv',
    'report.txt': 'terminal',
    report: undefined,
    'report.pdf': undefined,
  };
  for (const [file, format] of Object.entries(asked)) assert.equal(formatOf(file), format, file);
});
