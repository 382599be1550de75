import { guardStartOf, startScriptIn } from '@castellan/core';
import { type Start, startsIn } from '../../analysis/app-starts.ts';
import { underGuard, underGuardInImage } from '../../analysis/guard-start-edit.ts';
import { dependencyNames } from '../../analysis/web-app.ts';
import type { Lockfile } from '../../evidence/lockfiles/lockfile.ts';
import type { EvidenceValues } from '../../evidence/registry.generated.ts';
import type { Patch } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Rivals that stop attacks inside the app as well. */
const otherGuards = /@aikidosec\/firewall|dd-trace|@contrast\/agent|contrast-service|appsec/i;
/** The app starts under a guard that stops attacks. */
export const rule: Rule = defineRule({
  id: 'guard/installed',
  practice: 'P1',
  severity: 'medium',
  confidence: 'likely',
  cwe: 693,
  controls: ['pci-dss4:6.4.2', 'asvs5:16.3.3'],
  title: 'Every command that starts the app starts it under a guard',
  why: 'A hole that nobody knows yet is stopped only by something that looks at each call while the app runs.',
  fix: 'Run `npm install castellan` and start the app by `castellan run app.js`, or by `node --import castellan/guard app.js`.',
  needs: ['packages', 'dockerfiles', 'settings', 'texts'],
  run({ packages, dockerfiles, settings, texts }) {
    const starts = startsIn({ packages, dockerfiles, settings, texts: texts.files });
    if (starts.length === 0) return notApplicable('nothing here says that an app is started');
    const names = dependencyNames(packages);
    if (names.some((name) => otherGuards.test(name)))
      return failBy([], 'another guard is a dependency of the app');
    return failBy(
      starts.flatMap((start) => judge(start) ?? []),
      `${starts.length} commands start guard`,
    );
  },
  mend: {
    title: 'Put `--import castellan/guard` behind `node` in the start command',
    reads: ['lockfiles'],
    offer({ place, identity }, { packages, dockerfiles, settings, texts, lockfiles = [] }) {
      const given = { packages, dockerfiles, settings, texts: texts.files };
      const start = startsIn(given).find((one) => one.place.file === place?.file);
      if (identity !== 'no guard' || !start) return undefined;
      const edit = startEdit(start, given);
      if (!edit) return undefined;
      const { folder, manifest } = start.of ?? {};
      const isInstalled =
        manifest !== undefined && Object.hasOwn(manifest.dependencies, 'castellan');
      return {
        title: `Start the app under guard in ${edit.file}`,
        edits: [edit],
        ...(!isInstalled && { command: installing(lockfiles[0]?.kind ?? 'npm', folder ?? '') }),
      };
    },
  },
  examples: [
    {
      title: 'the start script runs castellan',
      given: { 'package.json': '{"scripts":{"start":"castellan run app.js"}}' },
      expect: 'pass',
    },
    {
      title: 'the image runs the script',
      given: {
        'package.json': '{"scripts":{"start":"node --import castellan/guard app.js"}}',
        Dockerfile: 'FROM node:24\nCMD ["npm", "start"]\n',
      },
      expect: 'pass',
    },
    {
      title: 'by a variable of the image',
      given: {
        Dockerfile: 'FROM node:24\nENV NODE_OPTIONS="--import castellan/guard"\nCMD node app.js\n',
      },
      expect: 'pass',
    },
    {
      title: 'another guard',
      given: {
        'package.json':
          '{"scripts":{"start":"node app.js"},"dependencies":{"@aikidosec/firewall":"2"}}',
      },
      expect: 'pass',
    },
    {
      title: 'a bare start',
      given: { 'package.json': '{"scripts":{"start":"node app.js"}}' },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json': '{"scripts":{"start":"node --import castellan/guard app.js"}}',
      },
    },
    {
      title: 'a bare start with variables and flags, behind a build',
      given: {
        'package.json':
          '{"scripts":{"start":"npm run build && NODE_ENV=production node --enable-source-maps dist/app.js"}}',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"scripts":{"start":"npm run build && NODE_ENV=production node --import castellan/guard --enable-source-maps dist/app.js"}}',
      },
    },
    {
      title: 'a start that runs another script',
      given: {
        'package.json': '{"scripts":{"start":"npm run start-server","start-server":"node app.js"}}',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"scripts":{"start":"npm run start-server","start-server":"node --import castellan/guard app.js"}}',
      },
    },
    {
      title: 'a start by another program, which may start Node in its own way',
      given: { 'package.json': '{"scripts":{"start":"next start"}}' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'a start that runs TypeScript',
      given: {
        'package.json': '{"scripts":{"start":"NODE_ENV=production tsx src/app.ts --port 1"}}',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"scripts":{"start":"NODE_ENV=production castellan run -- tsx src/app.ts --port 1"}}',
      },
    },
    {
      title: 'an app that no script starts',
      given: {
        'package.json':
          '{"main": "index.js", "scripts": {"test": "node --test"}, "dependencies": {"express": "5"}}',
        'index.js': "const app = require('express')();\napp.listen(3000);\n",
      },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json':
          '{"main": "index.js", "scripts": {"test": "node --test", "start": "node --import castellan/guard index.js"}, "dependencies": {"express": "5"}}',
      },
    },
    {
      title: 'a library that builds on a framework',
      given: {
        'package.json': '{"main":"index.js","dependencies":{"express":"5"}}',
        'index.js': "module.exports = require('express').Router();\n",
      },
      expect: 'not-applicable',
    },
    {
      title: 'an app in a workspace',
      given: {
        'package.json': '{"workspaces":["apps/*"]}',
        'apps/api/package.json':
          '{"scripts":{"start":"node server.js"},"dependencies":{"fastify":"5"}}',
        'apps/docs/package.json': '{"scripts":{"start":"node docs.js"}}',
      },
      expect: 'fail',
      at: ['apps/api/package.json'],
      fixed: {
        'apps/api/package.json':
          '{"scripts":{"start":"node --import castellan/guard server.js"},"dependencies":{"fastify":"5"}}',
      },
    },
    {
      title: 'a bare web process',
      given: { Procfile: 'release: node migrate.js\nweb: node app.js\n' },
      expect: 'fail',
      fixed: { Procfile: 'release: node migrate.js\nweb: node --import castellan/guard app.js\n' },
    },
    {
      title: 'the image starts it bare, by a shell',
      given: { Dockerfile: 'FROM node:24\nCMD exec node app.js\n' },
      expect: 'fail',
      fixed: { Dockerfile: 'FROM node:24\nCMD exec node --import castellan/guard app.js\n' },
    },
    {
      title: 'the image runs a script that starts it bare',
      given: {
        'package.json': '{"scripts":{"start":"node app.js"}}',
        Dockerfile: 'FROM node:24\nCMD ["npm", "start"]\n',
      },
      expect: 'fail',
      at: ['Dockerfile:2'],
      fixed: {
        'package.json': '{"scripts":{"start":"node --import castellan/guard app.js"}}',
      },
    },
    {
      title: 'the image starts it bare',
      given: { Dockerfile: 'FROM node:24\nCMD ["node", "app.js"]\n' },
      expect: 'fail',
      at: ['Dockerfile:2'],
      fixed: {
        Dockerfile: 'FROM node:24\nCMD ["node", "--import", "castellan/guard", "app.js"]\n',
      },
    },
    {
      title: 'turned off',
      given: { Procfile: 'web: CASTELLAN=off castellan run app.js\n' },
      expect: 'fail',
      at: ['Procfile'],
    },
    {
      title: 'only watching',
      given: {
        'package.json': '{"scripts":{"start":"CASTELLAN_MODE=monitor castellan run app.js"}}',
      },
      expect: 'fail',
    },
    {
      title: 'an image of something else',
      given: { Dockerfile: 'FROM nginx\nCMD ["nginx", "-g", "daemon off;"]\n' },
      expect: 'not-applicable',
    },
    {
      title: 'a library',
      given: { 'package.json': '{"scripts":{"test":"node --test"}}' },
      expect: 'not-applicable',
    },
  ],
});

/** How the package of a folder gets guard. */
function installing(kind: Lockfile['kind'], folder: string): string {
  const command = `${kind} ${kind === 'npm' ? 'install' : 'add'} castellan`;
  if (folder === '') return command;
  return kind === 'npm' ? `${command} --workspace ${folder}` : `${command} in ${folder}`;
}

/** The edit of the place that really starts Node: the script, where the place only runs that. */
function startEdit(
  { place: { file }, command, of, isMissing }: Start,
  { dockerfiles, settings }: Pick<EvidenceValues, 'dockerfiles' | 'settings'>,
): Patch['edits'][number] | undefined {
  const scripts = of?.manifest.scripts ?? {};
  const isScript = file === of?.manifest.path;
  const named = isScript ? 'start' : startScriptIn(command);
  // A script may only run another one.
  const inner = startScriptIn(scripts[named ?? ''] ?? '');
  const name = inner !== undefined && Object.hasOwn(scripts, inner) ? inner : named;
  const script = isMissing ? command : scripts[name ?? ''];
  if (of && name !== undefined && script !== undefined) {
    const value = underGuard(script);
    const at = ['scripts', name];
    return value === undefined ? undefined : { kind: 'json', file: of.manifest.path, at, value };
  }
  const image = dockerfiles.find(({ path }) => path === file);
  if (image) return underGuardInImage(image);
  const lines = settings.find(({ path }) => path === file)?.text.split('\n') ?? [];
  const index = lines.findIndex((line) => line.startsWith('web:'));
  const was = lines[index];
  const to = was === undefined ? undefined : underGuard(was);
  if (was === undefined || to === undefined) return undefined;
  return { kind: 'text', file, line: index + 1, column: 1, was, to };
}

function judge({ place, command, variables, of, isMissing }: Start): RuleFinding | undefined {
  if (isMissing) {
    const message = `No script starts the app, and \`${command}\` starts it without guard`;
    return { place, message, identity: 'no guard' };
  }
  const script = of?.manifest.scripts[startScriptIn(command) ?? ''] ?? '';
  const { starts, isOff, mode } = guardStartOf(`${variables} ${command} ${script}`);
  if (!starts)
    return { place, message: `The app is started without guard: ${command}`, identity: 'no guard' };
  if (isOff || mode === 'off')
    return { place, message: `Guard is turned off: ${command}`, identity: 'off', severity: 'high' };
  if (mode !== 'monitor') return undefined;
  const message = 'Guard only watches (monitor mode): attacks are logged and not stopped';
  return { place, message, identity: 'monitor', severity: 'low' };
}
