import type { Dockerfile, Instruction } from '../../evidence/collectors/dockerfiles.ts';
import { isExample, isForBuilders } from '../../analysis/builder-files.ts';
import { codeFrame } from '../../analysis/code-frame.ts';
import { finalStage, fromParts } from '../../analysis/docker-stages.ts';
import { mayWriteFiles } from '../../analysis/file-writers.ts';
import { changesUser, unprivilegedUser } from '../../analysis/unprivileged-user.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Official images whose own start script goes on as another user. */
const changesItself =
  /^(?:docker\.io\/)?(?:library\/)?(?:postgres|mysql|mariadb|mongo|redis|valkey|rabbitmq|elasticsearch|couchdb|ghost|nats|vault|consul)(?=[:@]|$)/;
/** Images that are known to start as root; of others nobody here can tell. */
const startsAsRoot =
  /^(?:docker\.io\/)?(?:library\/)?(?:node|alpine|debian|ubuntu|python|golang|ruby|php|rust|nginx|httpd|caddy|traefik|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|archlinux|buildpack-deps|openjdk|eclipse-temurin|bun|denoland\/deno|oven\/bun|mcr\.microsoft\.com\/playwright|cypress\/[\w-]+|public\.ecr\.aws\/docker\/library\/node|scratch)(?=[:@]|$)|^\$\{?[A-Z_]*(?:NODE|ALPINE|DEBIAN|UBUNTU)/;

const fix =
  'Add `USER node` (or another user that is not root, best by number) as the last step before CMD, and `COPY --chown=node:node` what the app must write.';

/** The final image of a Dockerfile does not run as root. */
export const rule: Rule = defineRule({
  id: 'docker/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'likely',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Containers run as a user that is not root',
  why: 'Who breaks into a process that runs as root owns the container, and a flaw of the kernel or a mount away, the host.',
  fix,
  needs: ['dockerfiles'],
  run({ dockerfiles }) {
    const images = dockerfiles.filter(startsSomething);
    if (images.length === 0) return notApplicable('no Dockerfile starts a process');
    const findings = images.flatMap((file) => findingIn(file) ?? []);
    return failBy(findings, `${images.map(({ path }) => path).join(', ')}: not root`);
  },
  mend: {
    needsUnsafe: true,
    title: 'Write the user that the image brings (`USER node`) before the start command',
    reads: ['texts', 'packages'],
    offer({ place }, { dockerfiles, texts, packages = [] }) {
      const file = dockerfiles.find(({ path }) => path === place?.file);
      const found = file && unprivilegedUser(file.instructions);
      if (!found) return undefined;
      const { user, line } = found;
      // What the image brings belongs to root: who writes beside the app could not any more.
      const isUnsafe = !texts || mayWriteFiles(texts.files, packages);
      return {
        title: `Run the image of ${file.path} as ${user}`,
        edits: [{ kind: 'text', file: file.path, line, column: 1, was: '', to: `USER ${user}\n` }],
        afterwards: `start the image once: what the app writes must belong to ${user} (COPY --chown=${user}:${user})`,
        ...(isUnsafe && { isUnsafe }),
      };
    },
  },
  examples: [
    {
      title: 'user given by name',
      given: { Dockerfile: 'FROM node:24\nUSER node\nCMD ["node", "app.js"]\n' },
      expect: 'pass',
    },
    {
      title: 'user given by number and group',
      given: { Dockerfile: 'FROM node:24\nUSER 1000:1000\nCMD node app.js\n' },
      expect: 'pass',
    },
    {
      title: 'base image that is made not to be root',
      given: {
        Dockerfile: 'FROM gcr.io/distroless/nodejs24-debian12:nonroot\nCMD ["app.js"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'the user comes from an earlier stage that the last one builds on',
      given: { Dockerfile: 'FROM node:24 AS base\nUSER node\nFROM base\nCMD ["node", "a.js"]\n' },
      expect: 'pass',
    },
    {
      title: 'a start script that goes on as another user',
      given: {
        Dockerfile: 'FROM node:24-alpine\nRUN apk add --no-cache su-exec\nCMD ["./start.sh"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'a database, which starts as root and goes on as its own user',
      given: {
        Dockerfile:
          'FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\nCMD ["postgres"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'root that is said, and left by the start script',
      given: {
        Dockerfile:
          'FROM node:24-alpine\nRUN apk add --no-cache su-exec\nUSER root\nENTRYPOINT ["entry.sh"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'an image of Windows',
      given: {
        Dockerfile: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCMD ["node", "a.js"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'no user at all',
      given: { Dockerfile: 'FROM node:24\nCOPY . .\nCMD ["node", "app.js"]\n' },
      expect: 'fail',
      at: ['Dockerfile:1'],
      fixed: { Dockerfile: 'FROM node:24\nCOPY . .\nUSER node\nCMD ["node", "app.js"]\n' },
    },
    {
      title: 'no user, and an app that keeps files',
      given: {
        Dockerfile: 'FROM node:24\nCMD ["node", "app.js"]\n',
        'package.json': '{"dependencies":{"multer":"2"}}',
      },
      expect: 'fail',
      fixed: { Dockerfile: 'FROM node:24\nUSER node\nCMD ["node", "app.js"]\n' },
    },
    {
      title: 'no user in an image of Bun, with the line ends of Windows',
      given: { Dockerfile: 'FROM oven/bun:1\r\nENTRYPOINT ["bun"]\r\nCMD ["app.js"]\r\n' },
      expect: 'fail',
      fixed: {
        Dockerfile: 'FROM oven/bun:1\r\nUSER bun\r\nENTRYPOINT ["bun"]\r\nCMD ["app.js"]\r\n',
      },
    },
    {
      title: 'no user, and a port that only root may open',
      given: { Dockerfile: 'FROM node:24\nEXPOSE 80\nCMD ["node", "app.js"]\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no user in an image that we do not know',
      given: { Dockerfile: 'FROM acme/runtime:3\nCMD ["node", "app.js"]\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'root again at the end',
      given: { Dockerfile: 'FROM node:24\nUSER node\nUSER root\nCMD ["node", "app.js"]\n' },
      expect: 'fail',
      at: ['Dockerfile:3'],
      fixed: {
        Dockerfile: 'FROM node:24\nUSER node\nUSER root\nUSER node\nCMD ["node", "app.js"]\n',
      },
    },
    {
      title: 'root by number',
      given: { 'docker/web.Dockerfile': 'FROM node:24\nUSER 0:1000\nENTRYPOINT ["node"]\n' },
      expect: 'fail',
      at: ['docker/web.Dockerfile:2'],
    },
    {
      title: 'only a build stage drops root',
      given: {
        Dockerfile: 'FROM node:24 AS build\nUSER node\nFROM node:24\nCMD ["node", "a.js"]\n',
      },
      expect: 'fail',
      at: ['Dockerfile:3'],
      fixed: {
        Dockerfile:
          'FROM node:24 AS build\nUSER node\nFROM node:24\nUSER node\nCMD ["node", "a.js"]\n',
      },
    },
    {
      title: 'the user is a build argument: not judged as root',
      given: { Dockerfile: 'FROM node:24\nARG uid=1000\nUSER $uid\nCMD ["node", "a.js"]\n' },
      expect: 'pass',
    },
    { title: 'no Dockerfile', given: { 'package.json': '{}' }, expect: 'not-applicable' },
    {
      title: 'an image that only carries files',
      given: { Dockerfile: 'FROM scratch\nCOPY dist /\n' },
      expect: 'not-applicable',
    },
  ],
});

/** Images without a process of their own are bases: who builds on them sets the user. */
function startsSomething({ instructions }: Dockerfile): boolean {
  return finalStage(instructions).some(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
}

function findingIn({ path, text, instructions }: Dockerfile): RuleFinding | undefined {
  const stage = finalStage(instructions);
  const user = stage.findLast(({ name }) => name === 'USER');
  if (user !== undefined && !isRoot(user.text)) return undefined;
  // It starts as root to own what it was given, and goes on as another.
  if (instructions.some(({ text: line }) => changesUser.test(line))) return undefined;
  const from = stage.findLast(({ name }) => name === 'FROM');
  const base = stage.find(({ name }) => name === 'FROM');
  if (user === undefined && /(^|[:/_-])(nonroot|rootless|unprivileged)\b/i.test(base?.text ?? ''))
    return undefined;
  // Servers start as root to own what is mounted, and go on as their own user.
  if (user === undefined && changesItself.test(fromParts(base?.text ?? '').image)) return undefined;
  // Windows has another idea of root.
  if (/^(?:mcr\.microsoft\.com\/)?windows\//i.test(base?.text ?? '')) return undefined;
  const at: Instruction | undefined = user ?? from;
  return {
    place: { file: path, ...(at && { line: at.line }) },
    message: user
      ? `The image runs as root: USER ${user.text.trim()}`
      : 'The image runs as root: the final stage sets no USER',
    ...((isForBuilders(path) ||
      isExample(path) ||
      (user === undefined && !startsAsRoot.test(fromParts(base?.text ?? '').image))) && {
      severity: 'medium' as const,
      confidence: 'possible' as const,
    }),
    identity: user ? `USER ${user.text.trim()}` : 'no USER',
    ...(at && { frame: codeFrame(text, at.line) }),
  };
}

function isRoot(user: string): boolean {
  return /^["']?(root|0+)["']?(:|\s|$)/i.test(user.trim());
}
