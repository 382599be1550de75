import { type Cured, cured, nothing } from '../harms.ts';

/** Functions of the team's own that make text harmless in a page. */
const escapes =
  /^(?:escape|encode|sanitize|clean|purify)_?(?:for_?)?(?:html|xml|markup|entities)\w*$|^html_?(?:escape|encode|entities)$/i;

/** What comes out of a function is cured of, as far as its name promises: what it does sign by sign no analysis sees. */
export function cureByName(name: string | undefined): Cured {
  return name !== undefined && escapes.test(name) ? cured('html') : nothing;
}
