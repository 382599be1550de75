import type { BuiltinHook } from '../../hooks/builtin.ts';
import {
  contextOfEvent,
  hookServer,
  seesContext,
  serverThatListensNowhere,
} from '../builtin/http.ts';

const LIBRARY = 'node:https';

/** HTTPS servers; hooked when the app asks for them, since loading TLS is dear. */
export const source: BuiltinHook = {
  library: LIBRARY,
  install: () => hookServer(prototype(), contextOfEvent),
  selfCheck: () => seesContext(serverThatListensNowhere(prototype())),
};

function prototype(): object {
  return process.getBuiltinModule(LIBRARY).Server.prototype;
}
