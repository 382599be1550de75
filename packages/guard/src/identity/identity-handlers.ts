import { currentRequest, type RequestContext } from '../context/request-context.ts';
import { counters } from '../verdict/counters.ts';
import { needsStepUp, stepUp, turnAwayUser } from '../verdict/door.ts';
import { handleIdentity } from './identify.ts';
import { readIdentity } from './identity.ts';

/** Lets the app say who signed in, from now on. Costs nothing until it does. */
export function listenForIdentities(): void {
  handleIdentity({
    identify: (user) =>
      inRequest(true, (context) => {
        const identity = readIdentity(user);
        if (identity === undefined) return context.blockedBy === undefined;
        context.identity = identity;
        return !turnAwayUser(context);
      }),
    stepUpRequired: () => inRequest(false, needsStepUp),
    stepUpDone: () => inRequest(undefined, stepUp),
  });
}

/** Whatever goes wrong in here is guard's own fault and no concern of the app. */
function inRequest<Result>(
  otherwise: Result,
  callback: (context: RequestContext) => Result,
): Result {
  const context = currentRequest();
  if (context === undefined) return otherwise;
  try {
    return callback(context);
  } catch {
    counters.faults += 1;
    return otherwise;
  }
}
