import { sensorVariable } from '@castellan/core';
import type { Configuration } from '../config/configuration.ts';
import { nodePath as path } from '../hooks/originals.ts';
import { enforce, enforcement } from '../verdict/enforcement.ts';
import { instanceId } from '../verdict/instance.ts';
import { SensorChannel } from './channel.ts';
import { listRoutes } from './list-routes.ts';
import { exchangeBeingJudged, observeRequests } from './observed-contexts.ts';
import { timeExpressions } from './expressions.ts';
import { noteNamedReads } from './reads/named-reads.ts';
import { tellPorts } from './tell-ports.ts';
import { tellUnseen } from './tell-unseen.ts';
import { rememberCallers } from './trace-calls.ts';

/**
 * Makes this process the sensor of an attack run, where its operator asked for one. All of it is put
 * in place here and now: without a run guard's way through a request is what it always is.
 */
export function startSensor(
  { environment, app, mode }: Configuration,
  env: NodeJS.ProcessEnv,
): void {
  const file = env[sensorVariable];
  if (file === undefined || file === '') return;
  if (environment === 'production') {
    process.stderr.write(
      `castellan: ${sensorVariable} is set, and the environment is production: no attack run is served. ` +
        'Set CASTELLAN_ENVIRONMENT=attack where this is not production.\n',
    );
    return;
  }
  const channel = new SensorChannel(path.resolve(file), (key) => ({
    hello: {
      version: 1,
      key,
      instance: instanceId(),
      app,
      mode,
      nodeVersion: process.versions.node,
    },
  }));
  observeRequests(channel, listRoutes(channel));
  rememberCallers();
  noteNamedReads();
  timeExpressions();
  tellPorts(channel);
  tellUnseen(channel);
  const { report } = enforcement();
  enforce({
    ...enforcement(),
    report(finding) {
      const exchange = exchangeBeingJudged();
      if (exchange !== undefined) channel.tell({ verdict: { exchange, finding } });
      report(finding);
    },
  });
}
