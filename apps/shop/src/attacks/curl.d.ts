import type { AttackRequest } from './attacks.js';

/** The request as a command line for curl; `origin` such as `http://127.0.0.1:3000`. */
export function curlOf(origin: string, request: AttackRequest): string;
