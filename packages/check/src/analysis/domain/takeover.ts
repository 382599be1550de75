/**
 * Hosting services where anybody may claim a name that its owner gave up: the endings of their addresses, from
 * what the services document of custom domains.
 */
const claimable: readonly (readonly [ending: string, service: string])[] = [
  ['azurewebsites.net', 'Azure App Service'],
  ['cloudapp.net', 'Azure Cloud Services'],
  ['cloudapp.azure.com', 'Azure Cloud Services'],
  ['trafficmanager.net', 'Azure Traffic Manager'],
  ['azureedge.net', 'Azure CDN'],
  ['blob.core.windows.net', 'Azure Blob Storage'],
  ['elasticbeanstalk.com', 'AWS Elastic Beanstalk'],
  ['amazonaws.com', 'Amazon Web Services'],
  ['herokuapp.com', 'Heroku'],
  ['herokudns.com', 'Heroku'],
  ['github.io', 'GitHub Pages'],
  ['gitlab.io', 'GitLab Pages'],
  ['netlify.app', 'Netlify'],
  ['vercel.app', 'Vercel'],
  ['pages.dev', 'Cloudflare Pages'],
  ['fly.dev', 'Fly.io'],
  ['onrender.com', 'Render'],
  ['surge.sh', 'Surge'],
  ['readthedocs.io', 'Read the Docs'],
  ['myshopify.com', 'Shopify'],
  ['zendesk.com', 'Zendesk'],
  ['ghost.io', 'Ghost'],
  ['wpengine.com', 'WP Engine'],
  ['firebaseapp.com', 'Firebase'],
  ['web.app', 'Firebase'],
  ['appspot.com', 'Google App Engine'],
];

/** The service in whose hands a name is; undefined where we know of none. */
export function claimableAt(target: string): string | undefined {
  return claimable.find(([ending]) => target === ending || target.endsWith(`.${ending}`))?.[1];
}
