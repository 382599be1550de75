import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { MailMessage } from '../notifiers/notifier.ts';
import { orAborted } from './or-aborted.ts';
import { excerptOf, type Outcome } from './outcome.ts';
import { resolvePublic } from './resolve-public.ts';
import type { Reach } from './exchange.ts';

/** Hands a letter to the server of the settings, and to no other. Rejects when it was not reached. */
export async function sendMail(
  { server, ...letter }: MailMessage,
  { innerNetworks, timeoutMs }: Reach,
): Promise<Outcome> {
  const { host, port, security, user, password = '' } = server;
  const [{ address }] = await resolvePublic(host, innerNetworks);
  const transport = createTransport({
    host: address,
    // The certificate is to be that of the name, although the judged address is connected to.
    ...(isIP(host) === 0 && { servername: host }),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && user !== '' && { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing of an alert names a file or an address to be attached.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = transport.sendMail({ ...letter, to: [...letter.to] });
    // Each step has its limit; all of them together have one too.
    await orAborted(sent, AbortSignal.timeout(2 * timeoutMs));
    return { isAccepted: true };
  } catch (error) {
    const { responseCode, response = '' } = error as { responseCode?: number; response?: string };
    if (responseCode === undefined) throw error;
    return {
      isAccepted: false,
      status: responseCode,
      problem: `answered ${excerptOf(response) || responseCode}`,
      isFinal: responseCode >= 500,
    };
  } finally {
    transport.close();
  }
}
