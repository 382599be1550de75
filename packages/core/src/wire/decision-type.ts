/**
 * What is done about an actor: refuse it, slow it down, refuse it until it has proved again who it is,
 * or leave it out of all three. `allow` never leaves anybody out of detections.
 */
export const decisionActions = ['block', 'limit', 'step-up', 'allow'] as const;
export type DecisionAction = (typeof decisionActions)[number];

/** What a decision names its actor by. */
export const actorKinds = ['address', 'network', 'user', 'token'] as const;
export type ActorKind = (typeof actorKinds)[number];

export interface Actor {
  readonly kind: ActorKind;
  /**
   * `203.0.113.7`, `203.0.113.0/24`, a user's id as findings carry it, or a token's fingerprint: never
   * the token.
   */
  readonly value: string;
}

/** How much of an actor is let through: so many requests within so many seconds. */
export interface RequestLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What a limit may say. */
export const requestLimits = {
  requests: { least: 1, most: 100_000 },
  seconds: { least: 1, most: 3_600 },
} as const;

/** A team's decision about an actor, always with an end. Guard enforces it at the door. */
export interface Decision {
  readonly id: string;
  readonly action: DecisionAction;
  readonly actor: Actor;
  /** With `limit`, and only with it. Each process of an app counts for itself. */
  readonly limit?: RequestLimit;
  /** ISO 8601, UTC. From then on it is not enforced, also when nobody tells guard so. */
  readonly end: string;
  /**
   * True only when a person asked for it in so many words: enforced on loopback, private and other
   * inner addresses too, where proxies, health checks and the team itself come from.
   */
  readonly includesCritical: boolean;
}

/** The decisions in force, as watch tells guard. */
export interface Decisions {
  /** Raised with every change, so that guard asks for the list only when there is a new one. */
  readonly policyVersion: number;
  /** Absent when guard knows this version already. */
  readonly decisions?: readonly Decision[];
}

/** Watch's answer to a delivery, given once everything accepted has been stored durably. */
export interface IngestAnswer extends Decisions {
  /** Findings stored now. */
  readonly accepted: number;
  /** Findings that had been stored before. */
  readonly duplicates: number;
  /** Lines that are no message of the wire format; sending them again is of no use. */
  readonly rejected: number;
  /** Watch has no list of packages of a digest that was told: the next heartbeat may bring it. */
  readonly inventoryWanted?: boolean;
}

/** What a delivery may hold; watch answers 413 beyond it. */
export const deliveryLimits = {
  /** Lines, findings and heartbeats together. */
  lines: 1_000,
  /** Bytes before compression. */
  bytes: 4_194_304,
} as const;

/** The header in which guard names the version of the decisions that it has. */
export const policyVersionHeader = 'castellan-policy-version';
