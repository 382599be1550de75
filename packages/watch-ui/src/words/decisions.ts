/** Chosen where a decision is not for one app. */
export const everyApp = 'every';

type Action = 'block' | 'limit' | 'step-up' | 'allow';

/** What each kind of decision does, where it is chosen. */
export const actionWords: Readonly<Record<Action, string>> = {
  block: 'block: nothing is let in',
  limit: 'limit: so many requests in so much time',
  'step-up': 'step-up: proves again who it is',
  allow: 'allow: no other decision holds, attacks are still stopped',
};

/** On the button that does it. */
export const actionVerbs: Readonly<Record<Action, string>> = {
  block: 'Block',
  limit: 'Limit',
  'step-up': 'Ask again',
  allow: 'Allow',
};

/** What was done to somebody. */
export const doneTo: Readonly<Record<Action, string>> = {
  block: 'blocked',
  limit: 'limited',
  'step-up': 'asked again who it is',
  allow: 'allowed',
};

/** Of the decision, where it is spoken of. */
export const actionNouns: Readonly<Record<Action, string>> = {
  block: 'block',
  limit: 'limit',
  'step-up': 'step-up',
  allow: 'exemption',
};

interface Subject {
  readonly kind: 'address' | 'user' | 'token';
  readonly value: string;
}

/** Who `?block=` names: an address unless a word before a colon says otherwise. */
export function subjectIn(text: string): Subject {
  const [, kind, value] = /^(user|token):(.*)$/s.exec(text) ?? [];
  return kind === 'user' || kind === 'token'
    ? { kind, value: value ?? '' }
    : { kind: 'address', value: text };
}

/** `10 minutes`, `1 hour`. */
export function asSpan(seconds: number): string {
  const [name, length] =
    seconds % 86_400 === 0
      ? ['day', 86_400]
      : seconds % 3_600 === 0
        ? ['hour', 3_600]
        : ['minute', 60];
  const many = Math.round(seconds / length);
  return `${many} ${name}${many === 1 ? '' : 's'}`;
}
