import { isPublishedApp } from '../../analysis/published-app.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** An app cannot be published by accident. */
export const rule: Rule = defineRule({
  id: 'publish/private',
  practice: 'C1',
  severity: 'low',
  confidence: 'likely',
  cwe: 538,
  controls: ['asvs5:13.4.1'],
  title: 'An app is marked private, so that npm refuses to publish it',
  why: 'One `npm publish` in the wrong folder makes the code of the app public, and what lies beside it.',
  fix: 'Write `"private": true` into package.json.',
  needs: ['manifest', 'dockerfiles', 'settings', 'workflows'],
  run({ manifest, dockerfiles, settings, workflows }) {
    if (manifest === null) return notApplicable('there is no package.json');
    if (manifest.isPrivate) return failBy([], 'package.json says "private": true');
    const isApp = isPublishedApp(manifest, {
      isDeployed: dockerfiles.length > 0 || settings.some(({ path }) => path === 'Procfile'),
      hasNpmList: settings.some(({ path }) => path === '.npmignore'),
      workflows: workflows.map(({ text }) => text),
    });
    if (!isApp) return notApplicable('this is no app, or it is meant to be published');
    const message = `Nothing keeps ${manifest.name} from being published: it is an app and not private`;
    return failBy([{ place: { file: manifest.path }, message, identity: 'not private' }], '');
  },
  mend: {
    title: 'Write `"private": true` into package.json',
    offer: (_, { manifest }) => ({
      title: 'Keep the app from being published',
      edits: [
        { kind: 'json', file: manifest?.path ?? 'package.json', at: ['private'], value: true },
      ],
    }),
  },
  examples: [
    {
      title: 'a private app',
      given: { 'package.json': '{"name":"shop","private":true,"scripts":{"start":"node app.js"}}' },
      expect: 'pass',
    },
    {
      title: 'private in a word: npm refuses that too',
      given: {
        'package.json':
          '{"name":"shop","private":"true","scripts":{"start":"node app.js"},"dependencies":{"express":"5"}}',
      },
      expect: 'pass',
    },
    {
      title: 'an app with a web framework',
      given: {
        'package.json':
          '{\n  "name": "shop",\n  "version": "1.0.0",\n  "scripts": {\n    "start": "node app.js"\n  },\n  "dependencies": {\n    "express": "5"\n  }\n}\n',
      },
      expect: 'fail',
      at: ['package.json'],
      fixed: {
        'package.json':
          '{\n  "name": "shop",\n  "version": "1.0.0",\n  "scripts": {\n    "start": "node app.js"\n  },\n  "dependencies": {\n    "express": "5"\n  },\n  "private": true\n}\n',
      },
    },
    {
      title: 'an app in an image, told otherwise so far',
      given: {
        'package.json':
          '{"name":"shop","version":"1.0.0","private":false,"scripts":{"start":"node app.js"}}',
        Dockerfile: 'FROM node:24\nCMD ["npm", "start"]\n',
      },
      expect: 'fail',
      fixed: {
        'package.json':
          '{"name":"shop","version":"1.0.0","private":true,"scripts":{"start":"node app.js"}}',
      },
    },
    {
      title: 'a program for others, which also starts',
      given: {
        'package.json':
          '{"name":"serve","version":"1.0.0","bin":"cli.js","scripts":{"start":"node cli.js"},"dependencies":{"express":"5"}}',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a library',
      given: { 'package.json': '{"name":"a","version":"1.0.0","main":"index.js"}' },
      expect: 'not-applicable',
    },
    { title: 'no manifest', expect: 'not-applicable' },
  ],
});
