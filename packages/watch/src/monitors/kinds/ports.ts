import { connect } from 'node:net';
import * as z from 'zod';
import { resolvePublic } from '../../outbound/resolve-public.ts';
import { defineMonitor, type Look, type MonitorKind } from '../monitor-kind.ts';
import { commonPorts, maxPorts, readPorts } from '../port-list.ts';
import { sideBySide } from '../side-by-side.ts';

const mostAtOnce = 16;
const patienceMs = 1_500;

const portList = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => readPorts(text) !== undefined, `such as 22, 8000-8100; at most ${maxPorts}`);

export const monitor: MonitorKind = defineMonitor({
  kind: 'ports',
  title: 'Open ports',
  hint: 'Connects to the TCP ports of a host of yours, and tells when one answers that should not, or does not that should. Only for hosts that are yours to look at.',
  everyMinutes: 360,
  badLooks: 2,
  mostSeconds: 150,
  settings: z.object({
    host: z
      .string()
      .trim()
      .min(1)
      .max(253)
      .regex(/^[\w.:-]+$/, 'a name or an address')
      .meta({ title: 'Host' }),
    ports: portList.default(commonPorts).meta({ title: 'Ports' }),
    expected: portList.optional().meta({
      title: 'Expected',
      description: 'Ports that are to answer. Left empty, those of the first look are.',
    }),
  }),
  async look({ host, ports, expected }, { reach, signal }, remembered) {
    const [{ address }] = await resolvePublic(host, reach.innerNetworks);
    const wanted = (expected === undefined ? undefined : readPorts(expected)) ?? [];
    const asked = [...new Set([...(readPorts(ports) ?? []), ...wanted])];
    const answers = await sideBySide(asked, mostAtOnce, signal, (port) => isOpen(address, port));
    const open = asked.filter((_, index) => answers[index]).toSorted((a, b) => a - b);
    const first = expected === undefined ? ((remembered ?? open) as readonly number[]) : undefined;
    return {
      ...judgePorts(open, first ?? wanted),
      facts: [
        { name: 'Open', value: open.join(', ') || 'none' },
        { name: 'Looked at', value: `${asked.length} ports of ${address}` },
      ],
      ...(first !== undefined && { remembered: first }),
    };
  },
});

function judgePorts(
  open: readonly number[],
  expected: readonly number[],
): Pick<Look, 'level' | 'step' | 'summary'> {
  const more = open.filter((port) => !expected.includes(port));
  const missing = expected.filter((port) => !open.includes(port));
  if (more.length === 0 && missing.length === 0) {
    return { level: 'ok', summary: 'As expected' };
  }
  const summary = [
    ...(more.length > 0 ? [`Open and not expected: ${more.join(', ')}`] : []),
    ...(missing.length > 0 ? [`Expected and not open: ${missing.join(', ')}`] : []),
  ].join('; ');
  return { level: 'critical', step: summary, summary };
}

/** Hangs up at once: that it answers is all that is asked. */
function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const done = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
