import { type AppScope, seesAll, seesApp } from '../../people/app-scope.ts';
import { ApiError } from './api-error.ts';

/** Refuses what reaches beyond the apps that the asker sees. */
export function requireAllApps(asker: AppScope): void {
  if (seesAll(asker)) return;
  throw new ApiError('not_allowed', 'This is for every app, and you see some of them only.');
}

/** An app that the asker does not see is not there. */
export function requireApp(asker: AppScope, appId: string): void {
  if (!seesApp(asker, appId)) throw new ApiError('not_found', 'There is no such app.');
}
