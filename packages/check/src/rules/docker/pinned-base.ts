import { codeFrame } from '../../analysis/code-frame.ts';
import { literalPattern } from '../../analysis/literal-pattern.ts';
import { fromParts, stagesOf } from '../../analysis/docker-stages.ts';
import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { Edit } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Base images are named so that the same build gives the same image. */
export const rule: Rule = defineRule({
  id: 'docker/pinned-base',
  practice: 'I11',
  severity: 'medium',
  confidence: 'certain',
  cwe: 494,
  controls: ['asvs5:15.1.2', 'asvs5:15.2.4'],
  title: 'Base images are pinned by digest',
  why: 'A tag can point to another image tomorrow: two builds of one commit differ, and whoever owns the tag decides what you ship.',
  fix: 'Write the digest behind the tag (`FROM node:24-slim@sha256:…`, see `docker buildx imagetools inspect node:24-slim`) and let an update bot move it.',
  needs: ['dockerfiles'],
  run({ dockerfiles }) {
    if (dockerfiles.length === 0) return notApplicable('there is no Dockerfile');
    return failBy(dockerfiles.flatMap(findingsIn), 'every base image has a digest');
  },
  mend: {
    title: 'Pin by the digest that another line of the Dockerfiles gives for the same tag',
    offer({ place, identity }, { dockerfiles }) {
      const image = identity.replace(/^FROM /, '');
      const digest = knownDigest(dockerfiles, image);
      const file = dockerfiles.find(({ path }) => path === place?.file);
      const line = file?.text.split('\n')[(place?.line ?? 0) - 1];
      const at = line?.search(new RegExp(`\\s${literalPattern(image)}(?=\\s|$)`)) ?? -1;
      if (digest === undefined || !file || at < 0) return undefined;
      const edit: Edit = {
        kind: 'text',
        file: file.path,
        line: place!.line!,
        column: at + 2,
        was: image,
        to: `${image}@${digest}`,
      };
      return { title: `Pin ${image} by its digest`, edits: [edit] };
    },
  },
  examples: [
    {
      title: 'tag and digest',
      given: { Dockerfile: `FROM node:24-slim@sha256:${'a1'.repeat(32)}\n` },
      expect: 'pass',
    },
    {
      title: 'built on an own stage and on nothing',
      given: {
        Dockerfile: `FROM node@sha256:${'a1'.repeat(32)} AS base\nFROM base AS build\nFROM scratch\n`,
      },
      expect: 'pass',
    },
    {
      title: 'a tag alone',
      given: { Dockerfile: 'FROM node:24-slim\n' },
      expect: 'fail',
      at: ['Dockerfile:1'],
    },
    {
      title: 'a tag here, and its digest there',
      given: {
        Dockerfile: 'FROM --platform=$BUILDPLATFORM node:24-slim AS build\nRUN x\n',
        'b.Dockerfile': `FROM node:24-slim@sha256:${'a1'.repeat(32)}\n`,
      },
      expect: 'fail',
      at: ['Dockerfile:1'],
      fixed: {
        Dockerfile: `FROM --platform=$BUILDPLATFORM node:24-slim@sha256:${'a1'.repeat(32)} AS build\nRUN x\n`,
      },
    },
    {
      title: 'no tag, and the same image twice',
      given: { Dockerfile: 'FROM node AS build\nRUN x\nFROM node\n' },
      expect: 'fail',
      at: ['Dockerfile:1', 'Dockerfile:3'],
    },
    {
      title: 'latest, behind a platform',
      given: { Dockerfile: 'FROM --platform=linux/amd64 node:latest\n' },
      expect: 'fail',
      at: ['Dockerfile:1'],
    },
    {
      title: 'named by a build argument with a tag as its default',
      given: { Dockerfile: 'ARG BASE=node:24\nFROM $BASE\n' },
      expect: 'fail',
      at: ['Dockerfile:2'],
    },
    {
      title: 'named by a build argument with a digest as its default',
      given: { Dockerfile: `ARG BASE=node@sha256:${'b2'.repeat(32)}\nFROM \${BASE}\n` },
      expect: 'pass',
    },
    { title: 'no Dockerfile', expect: 'not-applicable' },
  ],
});

function findingsIn({ path, text, instructions }: Dockerfile): RuleFinding[] {
  const names = new Set<string>();
  const defaults = argumentsBefore(instructions);
  return stagesOf(instructions).flatMap(([from]) => {
    if (!from) return [];
    const { image: given, name } = fromParts(from.text);
    const image = given.replace(
      /\$\{?(\w+)[^}]*\}?/g,
      (whole, key: string) => defaults.get(key) ?? whole,
    );
    const isOwn = names.has(image.toLowerCase()) || image === 'scratch';
    if (name !== undefined) names.add(name);
    if (isOwn || /@sha256:[0-9a-f]{64}$/.test(image)) return [];
    const isFloating = !/:[^/]+$/.test(image) || image.endsWith(':latest');
    return [
      {
        place: { file: path, line: from.line },
        message: isFloating
          ? `${image} is whatever its newest build is`
          : `${image} has a tag and no digest`,
        identity: `FROM ${image}`,
        severity: isFloating ? 'medium' : 'low',
        frame: codeFrame(text, from.line),
      } satisfies RuleFinding,
    ];
  });
}

/** The digest of an image with its tag, where the Dockerfiles say it and all agree. */
function knownDigest(dockerfiles: readonly Dockerfile[], image: string): string | undefined {
  const digests = dockerfiles.flatMap(({ instructions }) =>
    stagesOf(instructions).flatMap(([from]) => {
      const [name, digest] = fromParts(from?.text ?? '').image.split('@');
      return name === image && name.includes(':') && digest !== undefined ? [digest] : [];
    }),
  );
  return new Set(digests).size === 1 ? digests[0] : undefined;
}

/** Defaults of the build arguments that FROM may name: those before the first FROM. */
function argumentsBefore(instructions: Dockerfile['instructions']): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, text } of instructions) {
    if (name === 'FROM') break;
    const match = /^(\w+)=["']?([^"'\s]+)/.exec(text.trim());
    if (name === 'ARG' && match) found.set(match[1]!, match[2]!);
  }
  return found;
}
