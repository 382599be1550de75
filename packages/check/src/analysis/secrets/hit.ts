import type { Confidence, Severity } from '@castellan/core';

/** A secret in a text. UTF-16 code units, `end` exclusive. */
export interface SecretHit {
  readonly start: number;
  readonly end: number;
  /** Kind of secret: `github-token`, `private-key`, `password`. */
  readonly kind: string;
  /** `GitHub access token`. */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The secret itself: for fingerprints, never shown. */
  readonly secret: string;
  /** How it was wrapped where it stood: `base64`. */
  readonly layer?: string;
}
