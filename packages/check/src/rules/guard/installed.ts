import { guardStartOf, shellForm, startScriptIn } from '@castellan/core';
import { underGuard, underGuardInImage } from '../../analysis/guard-start-edit.ts';
import { finalStage } from '../../analysis/docker-stages.ts';
import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { EvidenceValues } from '../../evidence/registry.generated.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import type { Patch } from '../patch.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** A place that says how the app is started, with the variables that it sets. */
interface Start {
  readonly place: { readonly file: string; readonly line?: number };
  readonly command: string;
  readonly variables: string;
}

/** Rivals that stop attacks inside the app as well. */
const otherGuards = /@aikidosec\/firewall|dd-trace|@contrast\/agent|contrast-service|appsec/i;
const runsNode =
  /\b(node|npm|npx|pnpm|yarn|bun|tsx|ts-node|next|nest|nuxt|remix-serve|pm2(-runtime)?|castellan|nodemon)\b/;

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
  needs: ['manifest', 'dockerfiles', 'settings'],
  run({ manifest, dockerfiles, settings }) {
    const starts = startsIn(manifest, dockerfiles, settings);
    if (starts.length === 0) return notApplicable('nothing here says that an app is started');
    const scripts = manifest?.scripts ?? {};
    const names = Object.keys({ ...manifest?.dependencies });
    if (names.some((name) => otherGuards.test(name)))
      return failBy([], 'another guard is a dependency of the app');
    return failBy(
      starts.flatMap((start) => judge(start, scripts) ?? []),
      `${starts.length} commands start guard`,
    );
  },
  mend: {
    title: 'Put `--import castellan/guard` behind `node` in the start command',
    reads: ['lockfiles'],
    offer({ place, identity }, { manifest, dockerfiles, settings, lockfiles = [] }) {
      if (identity !== 'no guard' || !place) return undefined;
      const kind = lockfiles[0]?.kind ?? 'npm';
      const isInstalled = manifest !== null && Object.hasOwn(manifest.dependencies, 'castellan');
      const edit = startEdit(place.file, { manifest, dockerfiles, settings });
      if (!edit) return undefined;
      return {
        title: `Start the app under guard in ${edit.file}`,
        edits: [edit],
        ...(!isInstalled && { command: `${kind} ${kind === 'npm' ? 'install' : 'add'} castellan` }),
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

/** The edit of the place that really starts Node: the script, where the place only runs that. */
function startEdit(
  file: string,
  {
    manifest,
    dockerfiles,
    settings,
  }: Pick<EvidenceValues, 'manifest' | 'dockerfiles' | 'settings'>,
): Patch['edits'][number] | undefined {
  const command =
    dockerfiles.flatMap(startOfImage).find(({ place }) => place.file === file)?.command ??
    (file === 'Procfile' ? procfileCommand(settings) : undefined);
  const scripts = manifest?.scripts ?? {};
  const named = command === undefined ? 'start' : startScriptIn(command);
  // A script may only run another one.
  const inner = startScriptIn(scripts[named ?? ''] ?? '');
  const name = inner !== undefined && Object.hasOwn(scripts, inner) ? inner : named;
  const script = scripts[name ?? ''];
  if (manifest && name !== undefined && script !== undefined) {
    const value = underGuard(script);
    const at = ['scripts', name];
    return value === undefined ? undefined : { kind: 'json', file: manifest.path, at, value };
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

function startsIn(
  manifest: Manifest | null,
  dockerfiles: readonly Dockerfile[],
  settings: readonly SettingsFile[],
): Start[] {
  const script = manifest?.scripts['start'];
  const process = procfileCommand(settings);
  const deployed = [
    ...dockerfiles.flatMap(startOfImage),
    ...(process === undefined
      ? []
      : [{ place: { file: 'Procfile' }, command: process, variables: '' }]),
  ].filter(({ command }) => runsNode.test(command));
  // Where something is deployed, the script is for development unless the deployed command runs it.
  if (deployed.length > 0 || manifest === null || script === undefined) return deployed;
  return [{ place: { file: manifest.path }, command: script, variables: '' }];
}

function procfileCommand(settings: readonly SettingsFile[]): string | undefined {
  const web = settings.find(({ path }) => path === 'Procfile')?.text;
  return /^web:\s*(.+)$/m.exec(web ?? '')?.[1];
}

function startOfImage({ path, instructions }: Dockerfile): Start[] {
  const stage = finalStage(instructions);
  const last = (name: string): (typeof stage)[number] | undefined =>
    stage.findLast((one) => one.name === name);
  const parts = [last('ENTRYPOINT'), last('CMD')].filter((one) => one !== undefined);
  const [first] = parts;
  if (!first) return [];
  const command = parts.map(({ text }) => shellForm(text)).join(' ');
  const variables = stage
    .filter(({ name }) => name === 'ENV')
    .map(({ text }) => text)
    .join(' ');
  return [{ place: { file: path, line: parts.at(-1)!.line }, command, variables }];
}

function judge(
  { place, command, variables }: Start,
  scripts: Readonly<Record<string, string>>,
): RuleFinding | undefined {
  const script = scripts[startScriptIn(command) ?? ''] ?? '';
  const { starts, isOff, mode } = guardStartOf(`${variables} ${command} ${script}`);
  if (!starts)
    return { place, message: `The app is started without guard: ${command}`, identity: 'no guard' };
  if (isOff || mode === 'off')
    return { place, message: `Guard is turned off: ${command}`, identity: 'off', severity: 'high' };
  if (mode !== 'monitor') return undefined;
  const message = 'Guard only watches (monitor mode): attacks are logged and not stopped';
  return { place, message, identity: 'monitor', severity: 'low' };
}
