/**
 * A promise that is rejected once its receiver had the time to listen. One that is rejected when it is
 * handed over is an unhandled rejection for a moment, which Node counts and numbers.
 */
export function rejectedSoon(reason: Error): Promise<never> {
  return new Promise((_resolve, reject) => {
    queueMicrotask(() => reject(reason));
  });
}
