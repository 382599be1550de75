#!/usr/bin/env node
import { keepCompiled } from '../dist/keep-compiled.js';

keepCompiled();
const { main } = await import('../dist/cli.js');
process.exitCode = await main(process.argv.slice(2));
