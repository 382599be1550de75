import { identify } from 'castellan/identify';

/**
 * Tells guard, where it runs, who signed in; a customer whom the team has blocked comes no further.
 * @type {import('express').RequestHandler}
 */
export function knowCustomer(req, _res, next) {
  const customer = Number.parseInt(req.cookies.customer, 10);
  if (Number.isNaN(customer) || identify({ id: customer })) next();
}
