/** The pages of the inventory, in the order of their tabs; the palette finds them too. */
export const inventoryPages = [
  { to: '/inventory', label: 'Apps' },
  { to: '/inventory/hosts', label: 'Hosts' },
  { to: '/inventory/packages', label: 'Packages' },
  { to: '/inventory/routes', label: 'Routes' },
  { to: '/inventory/outbound', label: 'Outbound' },
  { to: '/inventory/vendors', label: 'Vendors' },
] as const;
