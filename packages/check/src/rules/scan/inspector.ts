import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { Manifest } from '../../evidence/collectors/manifest.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const open = /--inspect(?:-brk|-wait|-port)?(?:=|\s+)(0\.0\.0\.0|\[::\]|::)(?=:|\s|"|'|$)/;
const startsForReal = /^(start|serve|prod|production)(:|$)/;

/** No debugger waits for the network. */
export const rule: Rule = defineRule({
  id: 'scan/inspector',
  practice: 'P6',
  severity: 'high',
  confidence: 'certain',
  cwe: 489,
  controls: ['asvs5:13.4.2'],
  title: 'The debugger of Node.js is not open to the network',
  why: 'Who reaches the inspector runs any code in the app: it asks for no password, and scanners know its port.',
  fix: 'Write `--inspect=127.0.0.1:9229`, and reach it through `ssh -L 9229:127.0.0.1:9229`.',
  needs: ['manifest', 'dockerfiles', 'settings'],
  run({ manifest, dockerfiles, settings }) {
    const scripts = Object.keys(manifest?.scripts ?? {});
    if (scripts.length === 0 && dockerfiles.length === 0 && !procfileOf(settings))
      return notApplicable('nothing here says how the app is started');
    return failBy(
      [...inScripts(manifest), ...dockerfiles.flatMap(inImage), ...inProcfile(settings)],
      'no command opens the debugger to the network',
    );
  },
  mend: {
    needsUnsafe: true,
    title: 'Write `127.0.0.1` instead of every address, in scripts and the Procfile',
    offer({ place, identity }, { manifest, settings }) {
      if (place?.file === manifest?.path && manifest) {
        const value = closed(manifest.scripts[identity] ?? '');
        const at = ['scripts', identity];
        return {
          title: `Open the debugger of ${identity} to this machine alone`,
          edits: [{ kind: 'json', file: manifest.path, at, value }],
          // Who develops in a container reaches it from outside of that.
          ...(!startsForReal.test(identity) && { isUnsafe: true }),
        };
      }
      const file = procfileOf(settings);
      const was = file?.text.split('\n')[(place?.line ?? 0) - 1];
      if (!file || was === undefined || place?.file !== file.path || !place.line) return undefined;
      const to = closed(was);
      return {
        title: 'Open the debugger to this machine alone',
        edits: [{ kind: 'text', file: file.path, line: place.line, column: 1, was, to }],
      };
    },
  },
  examples: [
    {
      title: 'on this machine',
      given: {
        'package.json':
          '{"scripts":{"debug":"node --inspect app.js","d":"node --inspect=127.0.0.1 a"}}',
      },
      expect: 'pass',
    },
    {
      title: 'in the start command and in one for development',
      given: {
        'package.json':
          '{"scripts":{"start":"node --inspect=0.0.0.0:9229 app.js","debug":"node --inspect-brk=0.0.0.0 app.js"}}',
      },
      expect: 'fail',
      at: ['package.json', 'package.json'],
      fixed: {
        'package.json':
          '{"scripts":{"start":"node --inspect=127.0.0.1:9229 app.js","debug":"node --inspect-brk=127.0.0.1 app.js"}}',
      },
    },
    {
      title: 'in a Procfile',
      given: { Procfile: 'web: node --inspect=0.0.0.0 app.js\n' },
      expect: 'fail',
      at: ['Procfile:1'],
      fixed: { Procfile: 'web: node --inspect=127.0.0.1 app.js\n' },
    },
    {
      title: 'in an image, where another address would be of no use to anybody',
      given: { Dockerfile: 'FROM node:24\nCMD ["node", "--inspect=0.0.0.0", "app.js"]\n' },
      expect: 'fail',
      at: ['Dockerfile:2'],
      fixed: {},
    },
    { title: 'nothing is started', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

function closed(command: string): string {
  return command.replace(open, (flag, address: string) => flag.replace(address, '127.0.0.1'));
}

function inScripts(manifest: Manifest | null): RuleFinding[] {
  return Object.entries(manifest?.scripts ?? {}).flatMap(([name, command]) =>
    open.test(command)
      ? [
          {
            place: { file: manifest!.path },
            message: `The script ${name} opens the debugger to the network`,
            identity: name,
            ...(!startsForReal.test(name) && { severity: 'low' as const }),
          },
        ]
      : [],
  );
}

function inImage({ path, instructions }: Dockerfile): RuleFinding[] {
  const isForDevelopment = /\b(dev|debug|test)/i.test(path);
  return instructions.flatMap(({ name, text, line }) =>
    (name === 'CMD' || name === 'ENTRYPOINT' || name === 'ENV') && open.test(text)
      ? [
          {
            place: { file: path, line },
            message: 'The image opens the debugger to the network',
            identity: `inspector of ${name}`,
            ...(isForDevelopment && { severity: 'low' as const }),
          },
        ]
      : [],
  );
}

function inProcfile(settings: readonly SettingsFile[]): RuleFinding[] {
  const file = procfileOf(settings);
  return (file?.text.split('\n') ?? []).flatMap((line, index) =>
    open.test(line)
      ? [
          {
            place: { file: file!.path, line: index + 1 },
            message: 'A process opens the debugger to the network',
            identity: `inspector of ${line.split(':')[0]}`,
          },
        ]
      : [],
  );
}

function procfileOf(settings: readonly SettingsFile[]): SettingsFile | undefined {
  return settings.find(({ path }) => path === 'Procfile');
}
