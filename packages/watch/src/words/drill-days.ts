/** A drill that is older says nothing of today. */
export const drillDays = 90;
