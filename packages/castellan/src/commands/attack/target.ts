import { SensorServer } from '@castellan/check';
import { type AttackFlags } from './options.ts';
import { ownAddress } from './own-app.ts';
import { startApp, type StartedApp } from './start-app.ts';

/** An app that may be attacked. */
export interface Target {
  readonly origin: URL;
  readonly address: string;
  /** What the app calls itself. */
  readonly name?: string;
  /** Absent where no guard tells of it. */
  readonly sensor?: SensorServer;
}

/** Where the app is, and how it is started where a run does that. */
export interface TargetOptions {
  readonly flags: AttackFlags;
  readonly url: URL | undefined;
  readonly command: readonly string[];
  readonly mode: 'monitor' | 'block';
}

/** Makes the app ready, hands it to `use`, and ends what was started. Other people's apps are refused. */
export async function withTarget<Result>(
  { flags, url, command, mode }: TargetOptions,
  use: (target: Target) => Promise<Result>,
): Promise<Result> {
  const address = url === undefined ? '127.0.0.1' : await ownAddress(url, flags.out);
  const isStarted = command.length > 0;
  const sensor = isStarted || flags.sensor !== undefined ? new SensorServer() : undefined;
  let app: StartedApp | undefined;
  try {
    const sensorFile = await sensor?.start(isStarted ? undefined : flags.sensor);
    if (isStarted && sensor !== undefined && sensorFile !== undefined)
      app = await startApp({ command, sensor, sensorFile, mode, ...(url && { url }) });
    const origin = app?.origin ?? url!;
    const name = app === undefined ? undefined : sensor?.hellos[0]?.app;
    return await use({ origin, address, ...(name && { name }), ...(sensor && { sensor }) });
  } finally {
    await app?.stop();
    await sensor?.stop();
  }
}
