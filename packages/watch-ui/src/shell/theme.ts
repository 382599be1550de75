import { useSyncExternalStore } from 'react';

/** `system` follows what the browser prefers. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'castellan-theme';
const watchers = new Set<() => void>();

function read(): Theme {
  const stored = localStorage.getItem(key);
  return themes.find((theme) => theme === stored) ?? 'system';
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  applyTheme();
  for (const watcher of watchers) watcher();
}

/** Puts the chosen theme on the page; called once before anything is drawn. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = read();
}

export function useTheme(): Theme {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, read);
}
