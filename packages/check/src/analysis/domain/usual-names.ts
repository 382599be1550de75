/** Names below a domain that teams usually have: their aliases are looked at. */
export const usualNames: readonly string[] = (
  'www api app admin auth login sso id account accounts my portal dashboard console static assets cdn img images ' +
  'media files download docs doc help support status blog news shop store pay payments checkout mail webmail smtp ' +
  'autodiscover dev test testing stage staging preview demo beta qa uat sandbox internal vpn git ci grafana ' +
  'monitoring logs metrics old legacy m mobile go links events careers jobs forum community partners'
).split(' ');

/** DKIM selectors that mail services give by themselves. */
export const usualSelectors: readonly string[] = (
  'google selector1 selector2 k1 k2 k3 s1 s2 default dkim mail mandrill mxvault protonmail protonmail2 ' +
  'protonmail3 fm1 fm2 fm3 zoho pm smtp resend'
).split(' ');
