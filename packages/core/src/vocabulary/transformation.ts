/**
 * Changes that an app makes to an input before it reaches a sink, in the words that a finding shows.
 * `part` means that only a piece of the input was found (it was cut or split).
 */
export const transformations = [
  'trim',
  'letter-case',
  'white-space',
  'unicode-normal-form',
  'url-decoding',
  'html-decoding',
  'base64-decoding',
  'hex-decoding',
  'json-decoding',
  'quote-doubling',
  'backslash-escaping',
  'join',
  'part',
] as const;
export type Transformation = (typeof transformations)[number];
