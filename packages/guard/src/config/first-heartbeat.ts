/** After the start, the first sign of life is given: what it tells has to be there by then. */
export const firstHeartbeatMs = 2_000;
