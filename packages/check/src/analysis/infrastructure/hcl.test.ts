import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as holds, property, string, constantFrom, array } from 'fast-check';
import { readHcl } from './hcl.ts';

test('blocks, labels, attributes and nested blocks, with their lines', () => {
  const [bucket] = readHcl(`# what is kept
resource "aws_s3_bucket" "logs" {
  bucket = "logs-\${var.name}" // name
  acl    = "public-read"
  tags   = { Name = "x", "a b" : 1 }
  /* long
     one */
  versioning {
    enabled = true
  }
}
`);
  assert.equal(bucket?.type, 'resource');
  assert.deepEqual(bucket.labels, ['aws_s3_bucket', 'logs']);
  assert.deepEqual(bucket.attributes['bucket'], { value: 'logs-${var.name}', line: 3 });
  assert.deepEqual(bucket.attributes['tags']?.value, { Name: 'x', 'a b': 1 });
  assert.deepEqual(bucket.blocks[0]?.attributes['enabled'], { value: true, line: 9 });
});

test('policies as here-documents and as jsonencode', () => {
  const [one] = readHcl(`resource "aws_iam_policy" "a" {
  policy = jsonencode({
    Statement = [{
      Action   = ["s3:*"]
      Effect   = "Allow"
      Resource = aws_s3_bucket.logs.arn
    }]
  })
  text = <<-EOT
    {"a": "}"}
  EOT
  next = 3
}`);
  assert.deepEqual(one?.attributes['policy']?.value, {
    Statement: [
      { Action: ['s3:*'], Effect: 'Allow', Resource: { expression: 'aws_s3_bucket.logs.arn' } },
    ],
  });
  assert.equal(one.attributes['text']?.value, '    {"a": "}"}\n');
  assert.deepEqual(one.attributes['next'], { value: 3, line: 12 });
});

test('what only Terraform can tell stays an expression, over lines too', () => {
  const [locals] = readHcl(`locals {
  a = var.x ? "b" : "c"
  b = [for s in var.list : upper(s) if s != ""]
  c = merge(
    { a = 1 },
    var.more,
  )
  d = -1
  e = "x" == "y"
  f = "\${lookup(var.m, "k")}-z"
}`);
  const values = Object.values(locals!.attributes).map(({ value }) => value);
  assert.deepEqual(values.slice(0, 2), [
    { expression: 'var.x ? "b" : "c"' },
    { expression: '[for s in var.list : upper(s) if s != ""]' },
  ]);
  assert.match(JSON.stringify(values[2]), /merge\(/);
  assert.deepEqual(values.slice(3), [
    { expression: '-1' },
    { expression: '"x" == "y"' },
    '${lookup(var.m, "k")}-z',
  ]);
});

test('what is broken is told with its line', () => {
  for (const [text, told] of [
    ['resource "a" "b" {\n', /a block has no end in line/],
    ['a = "x\n', /no end in line 1/],
    ['a = [1,\n', /line/],
    ['a = <<EOT\nx\n', /has no end in line 1/],
    ['x y', /neither a block nor an attribute in line 1/],
    ['= 1', /begins nothing in line 1/],
    [`a = ${'['.repeat(500)}`, /too deep/],
    ['a = {b = 1', /line/],
    ['§', /is no HCL in line 1/],
  ] as const)
    assert.throws(() => readHcl(text), told, text);
});

test('any text is read or refused, in little time', () => {
  const piece = constantFrom(
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '=',
    '"',
    '${',
    '\n',
    ',',
    'a',
    '1',
    '<<E\n',
    'E',
    '#',
    '/*',
    'for',
    '?',
  );
  holds(
    property(array(piece, { maxLength: 60 }), string(), (pieces, other) => {
      for (const text of [pieces.join(''), other]) {
        try {
          readHcl(text);
        } catch (error) {
          assert.match((error as Error).message, / in line \d+$/);
        }
      }
    }),
    { numRuns: 500 },
  );
});
