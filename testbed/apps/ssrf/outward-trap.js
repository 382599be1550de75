/** Error of the system for a network that cannot be reached. */
const ENETUNREACH = -101;
const tried = [];

/**
 * Lets no connection of this process leave the machine, at the last step before the system is asked:
 * a test that goes wrong must not speak to the real metadata service of where it runs.
 */
export function trapOutward() {
  const { TCP } = process.binding('tcp_wrap');
  for (const name of ['connect', 'connect6']) {
    const connect = TCP.prototype[name];
    TCP.prototype[name] = function (request, address, ...rest) {
      if (/^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:(?:127\.|7f))/.test(address))
        return connect.call(this, request, address, ...rest);
      tried.push(address);
      return ENETUNREACH;
    };
  }
}

/** Addresses that a connection was about to be opened to. */
export const triedOutward = () => tried.join(' ');
