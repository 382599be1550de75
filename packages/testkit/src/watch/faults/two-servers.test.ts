import { tryShortly } from './try-shortly.ts';

tryShortly('servers');
