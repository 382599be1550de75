/** Files in which the team states what no machine can see, in the root of the repository. */
export const acceptedFile = 'castellan.accepted.json';
export const attestedFile = 'castellan.attested.json';
export const assetsFile = 'castellan.assets.json';
export const restoresFile = 'castellan.restores.json';
