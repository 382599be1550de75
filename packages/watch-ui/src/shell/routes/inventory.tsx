import { createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CoverageSearch } from '../../views/coverage.tsx';
import { Inventory } from '../../views/inventory/inventory.tsx';
import type { InventorySearch } from '../../views/inventory/inventory-search.ts';
import { signedIn } from '../root-routes.tsx';
import { oneOf, textIn } from '../search.ts';

const readSearch = (search: Readonly<Record<string, unknown>>): InventorySearch => ({
  app: textIn(search, 'app'),
  environment: textIn(search, 'environment'),
  text: textIn(search, 'text'),
  only: oneOf(search, 'only', ['yes']),
});

const frame = createRoute({
  getParentRoute: () => signedIn,
  path: '/inventory',
  validateSearch: readSearch,
  component: function InventoryRoute(): ReactNode {
    return (
      <Inventory>
        <Outlet />
      </Inventory>
    );
  },
});

const lists = [
  createRoute({
    getParentRoute: () => frame,
    path: '/',
    component: lazyRouteComponent(() => import('../../views/inventory/apps.tsx'), 'InventoryApps'),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/hosts',
    component: lazyRouteComponent(
      () => import('../../views/inventory/hosts.tsx'),
      'InventoryHosts',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/packages',
    component: lazyRouteComponent(
      () => import('../../views/inventory/packages.tsx'),
      'InventoryPackages',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/routes',
    component: lazyRouteComponent(
      () => import('../../views/inventory/routes.tsx'),
      'InventoryRoutes',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/vendors',
    validateSearch: (search): { ignored?: 'yes' | undefined } => ({
      ignored: oneOf(search, 'ignored', ['yes']),
    }),
    component: lazyRouteComponent(
      () => import('../../views/inventory/vendors/vendors.tsx'),
      'Vendors',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/vendors/new',
    component: lazyRouteComponent(
      () => import('../../views/inventory/vendors/new-vendor.tsx'),
      'NewVendor',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/vendors/$id',
    validateSearch: (search): { remove?: 'ask' | undefined } => ({
      remove: oneOf(search, 'remove', ['ask']),
    }),
    component: lazyRouteComponent(
      () => import('../../views/inventory/vendors/one-vendor.tsx'),
      'OneVendor',
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/outbound',
    component: lazyRouteComponent(
      () => import('../../views/inventory/outbound.tsx'),
      'InventoryOutbound',
    ),
  }),
] as const;

/** What apps are made of, a page for each kind. */
export const inventory = frame.addChildren(lists);

export const coverage = createRoute({
  getParentRoute: () => signedIn,
  path: '/coverage',
  validateSearch: (search): CoverageSearch => ({ app: textIn(search, 'app') }),
  component: lazyRouteComponent(() => import('../../views/coverage.tsx'), 'Coverage'),
});
