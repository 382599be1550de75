import { format, type TokenFormat } from '../format.ts';

const critical = { severity: 'critical' } as const;

/** Tokens of payment, trade and sign-in services. */
export const businessFormats: readonly TokenFormat[] = [
  format('stripe-key', 'Stripe live key', ['sk_live_{A24-247}', 'rk_live_{A24-247}'], critical),
  format('stripe-test-key', 'Stripe test key', ['sk_test_{A24-247}', 'rk_test_{A24-247}'], {
    severity: 'low',
  }),
  format('stripe-webhook-secret', 'Stripe webhook secret', 'whsec_{B32-64}'),
  format('square-token', 'Square token', ['sq0atp-{b22}', 'sq0csp-{b43}'], critical),
  format(
    'braintree-token',
    'PayPal Braintree token',
    'access_token$production${a16}${h32}',
    critical,
  ),
  format('razorpay-key', 'Razorpay live key id', 'rzp_live_{A14}'),
  format('shopify-token', 'Shopify token or secret', [
    'shpat_{A32-38}',
    'shpca_{A32-38}',
    'shppa_{A32-38}',
    'shpss_{A32-38}',
  ]),
  format(
    'plaid-token',
    'Plaid access token',
    'access-production-{h8}-{h4}-{h4}-{h4}-{h12}',
    critical,
  ),
  format('flutterwave-key', 'Flutterwave secret key', 'FLWSECK-{h32}-X', critical),
  format('paddle-key', 'Paddle API key', 'pdl_live_apikey_{a26}_{A22}_{A3}', critical),
  format('gocardless-token', 'GoCardless token', 'live_{b40}', { isAmbiguous: true }),
  format('mollie-key', 'Mollie live key', 'live_{A30}', { isAmbiguous: true }),
  format('easypost-key', 'EasyPost key', ['EZAK{A54}', 'EZTK{A54}']),
  format('shippo-token', 'Shippo token', 'shippo_live_{h40}'),
  format('duffel-token', 'Duffel token', 'duffel_live_{b43}'),
  format('adyen-key', 'Adyen API key', 'AQE{A3}hmfuXNWTK0Qc+{e80-300}', critical),
  format('dropbox-token', 'Dropbox short-lived token', 'sl.{b130-300}'),
  format('mapbox-token', 'Mapbox secret token', 'sk.eyJ{b60-120}.{b20-24}'),
  format('duo-key', 'Duo secret', 'dsk_{A40}', { isAmbiguous: true }),
  format('clerk-webhook', 'Svix signing secret', 'whsec_{B24-31}'),
  format('maxmind-key', 'MaxMind licence key', '{A6}_{A29}_mmk', { severity: 'medium' }),
  format('apify-token', 'Apify token', 'apify_api_{A36}'),
  format('checkly-key', 'Checkly API key', 'cu_{h32}'),
  format('polar-token', 'Polar access token', 'polar_oat_{A40-64}'),
  format('inngest-key', 'Inngest signing key', ['signkey-prod-{h64}', 'signkey-branch-{h64}']),
  format('statsig-secret', 'Statsig server secret', 'secret-{A43}', { isAmbiguous: true }),
  format('posthog-key', 'PostHog personal key', 'phx_{A40-52}'),
];
