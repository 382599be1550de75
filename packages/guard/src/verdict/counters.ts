/** What guard has done since start; read by the heartbeat. */
export const counters = {
  requests: 0,
  inspected: 0,
  blocked: 0,
  /** Requests refused at the door, by a decision about who sent them. */
  turnedAway: 0,
  logged: 0,
  /** Detections that threw; their call was judged by the conservative test. */
  faults: 0,
  /** Calls judged by the conservative test because the request's time was spent. */
  overBudget: 0,
  /** Requests of which a cap left some unread. */
  truncated: 0,
  /** Requests in flight that were too many to be asked about a statement on the wire. */
  requestsLeftOut: 0,
  /** Statements on the wire that were longer than what was read of them. */
  statementsCutOff: 0,
};
