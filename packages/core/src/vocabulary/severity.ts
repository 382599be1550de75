/** How bad it is when the finding is true. Ordered from worst to mildest. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** How sure we are that the finding is true. Ordered from surest to least sure. */
export const confidences = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof confidences)[number];
