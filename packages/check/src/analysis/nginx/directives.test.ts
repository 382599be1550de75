import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { httpServers, nginxDirectives, placedDirectives } from './directives.ts';
import { nginxTokens } from './tokens.ts';

function values(text: string): string[] {
  return nginxTokens(text).map(({ value }) => value);
}

describe('tokens', () => {
  test('quotes, backslashes, variables and comments as nginx takes them', () => {
    assert.deepEqual(values('a "b ; \\" c" \'d}\'; # e;\nf'.concat(';')), [
      'a',
      'b ; " c',
      'd}',
      ';',
      'f',
      ';',
    ]);
    assert.deepEqual(values('root /srv/${host}/a#b;'), ['root', '/srv/${host}/a#b', ';']);
    assert.deepEqual(values('location ~ ^/a\\;b{2}$ {}').slice(0, 3), ['location', '~', '^/a\\;b']);
    assert.deepEqual(values('listen 80;server{a b}c;'), [
      'listen',
      '80',
      ';',
      'server',
      '{',
      'a',
      'b}c',
      ';',
    ]);
  });

  test('code of Lua is one word, whatever it holds', () => {
    const text = 'content_by_lua_block { if a then say("}") -- }\n end }\nlisten 80;';
    assert.deepEqual(values(text).slice(-3), ['listen', '80', ';']);
    assert.equal(nginxTokens('set_by_lua_block $a { return {1} }').length, 6);
  });

  test('what is not closed is told', () => {
    for (const text of ['a "b', 'a b', 'content_by_lua_block { {}', "a 'b\\'"])
      assert.throws(() => nginxTokens(text), Error, text);
  });

  test('tokens stand in order where they say, and nothing but spaces and comments between them', () => {
    const piece = fc.constantFrom(
      'a',
      '$b',
      '${c}',
      ' ',
      '\n',
      '\r\n',
      ';',
      '{',
      '}',
      '#',
      '"',
      "'",
      '\\',
      '_by_lua_block',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let tokens;
        try {
          tokens = nginxTokens(text);
        } catch {
          return;
        }
        let at = 0;
        for (const { start, end, kind } of tokens) {
          assert.ok(start >= at && end >= start);
          assert.equal(
            text
              .slice(at, start)
              .replace(/#[^\n]*/g, '')
              .trim(),
            '',
          );
          if (kind === '{' || kind === '}') assert.equal(text.slice(start, end), kind);
          at = end;
        }
      }),
    );
  });
});

describe('directives', () => {
  test('blocks within blocks, with where they begin and end', () => {
    const text = 'http {\n  server { listen 80; }\n}\nstream { server { listen 1; } }\n';
    const [http] = nginxDirectives(text);
    assert.equal(text.slice(http!.start, http!.end), 'http {\n  server { listen 80; }\n}');
    assert.deepEqual(
      placedDirectives(nginxDirectives(text)).map(
        ({ directive, blocks }) => `${blocks.length} ${directive.name}`,
      ),
      ['0 http', '1 server', '2 listen', '0 stream', '1 server', '2 listen'],
    );
    assert.equal(httpServers(nginxDirectives(text)).length, 1);
  });

  test('what is wrong is told', () => {
    const wrong = ['a {', '}', '{}', 'a { b }', 'a { b c; } d }', 'a;b {', 'a{'.repeat(30)];
    for (const text of wrong) assert.throws(() => nginxDirectives(text), Error, text);
    assert.deepEqual(nginxDirectives(';;# nothing\n'), []);
  });
});
