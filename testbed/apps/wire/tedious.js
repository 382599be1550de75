import { run } from '../sql/tedious-run.js';
import { serveSaturated } from './serve-saturated.js';

serveSaturated((text) => run((connection, request) => connection.execSql(request), text));
