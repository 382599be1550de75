/** `due`: they must have one soon; `needed`: until then they may do nothing else. */
export const secondFactorStates = ['set', 'not needed', 'due', 'needed'] as const;
export type SecondFactorState = (typeof secondFactorStates)[number];
