import type { Answer, AppCases, AttackCase, BenignCase } from './case.ts';
import { carriers, type Carrier } from './carriers.ts';
import { webApps, type WebApp } from './web-apps.ts';

const attack = '$(echo stolen)';
/** Between double quotes none of it means anything to a shell. */
const friendly = "Tom & Jerry's; (live) | 'best of' > #1";

const said =
  (text: string) =>
  (answer: Answer): boolean =>
    (answer.status === 200 || answer.status === 101) && answer.text === `hello ${text}\n`;

function carrierOf(route: string): Carrier {
  const names = route.split('/');
  const carrier = Object.entries(carriers).find(([name]) => names.includes(name))?.[1];
  if (carrier === undefined) throw new Error(`no carrier is named in the route ${route}`);
  return carrier;
}

function attackOn({ tellsRoutes, told }: WebApp, route: string): AttackCase {
  const carrier = carrierOf(route);
  return {
    title: route,
    request: carrier.request(`/${route}`, attack),
    works: said('stolen'),
    finding: told?.[route] ?? {
      input: carrier.input(attack),
      ...(tellsRoutes && { route: `/${route}${carrier.parameter ?? ''}` }),
    },
  };
}

function benignFor(route: string): BenignCase {
  const { request } = carrierOf(route);
  return { title: route, request: request(`/${route}`, friendly), expected: said(friendly) };
}

/** The same command injection by every carrier of every framework. */
export const webCases: readonly AppCases[] = webApps.map((app) => ({
  app: app.app,
  ...(app.tellsEsmFrom !== undefined && { tellsEsmFrom: app.tellsEsmFrom }),
  attacks: app.routes.map((route) => attackOn(app, route)),
  benign: app.routes.map(benignFor),
}));
