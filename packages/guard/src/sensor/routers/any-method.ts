/** How a route that takes every method is attacked: as one that is read, and as one that changes something. */
export const anyMethod: readonly string[] = ['GET', 'POST'];
