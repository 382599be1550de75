import { tryShortly } from './try-shortly.ts';

tryShortly('spool');
