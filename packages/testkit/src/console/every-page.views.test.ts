import { before } from 'node:test';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { isOfSettings, judgeEveryPage } from './every-page.ts';

before(buildConsolePages);
judgeEveryPage('every other page in Chromium', (path) => !isOfSettings(path));
