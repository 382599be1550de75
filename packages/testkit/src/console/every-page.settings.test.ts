import { before } from 'node:test';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { isOfSettings, judgeEveryPage } from './every-page.ts';

before(buildConsolePages);
judgeEveryPage('every page of the settings in Chromium', isOfSettings);
