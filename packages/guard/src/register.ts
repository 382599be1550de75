import './hooks/originals.ts';
import { start } from './start.ts';

start();
