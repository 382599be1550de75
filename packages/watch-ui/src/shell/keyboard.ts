import { useEffect } from 'react';
import { places } from './places.ts';

/** What keys do, as the help tells it. */
export const keys: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K', 'search and go anywhere'],
  ...places.map(({ key, label }) => [`g ${key}`, label] as const),
  ['j / k', 'next and previous row'],
  ['Enter', 'open the row'],
  ['/', 'the first filter'],
  ['?', 'these keys'],
  ['Esc', 'close what is open'],
];

export interface KeyActions {
  readonly goTo: (to: (typeof places)[number]['to']) => void;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

const chordMs = 1_200;

/** Listens to the keys of the whole page. Typing in a field is never taken for a command. */
export function useKeyboard(actions: KeyActions): void {
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        actions.openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      if (performance.now() < chordUntil) {
        chordUntil = 0;
        const place = places.find(({ key }) => key === event.key);
        if (place) actions.goTo(place.to);
        return;
      }
      if (event.key === 'g') chordUntil = performance.now() + chordMs;
      else if (event.key === '?') actions.openHelp();
      else if (event.key === '/') focusFilter(event);
      else if (event.key === 'j') moveRow(1);
      else if (event.key === 'k') moveRow(-1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [actions]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}

function focusFilter(event: KeyboardEvent): void {
  const filter = document.querySelector<HTMLElement>('[data-filter]');
  if (!filter) return;
  event.preventDefault();
  filter.focus();
}

function moveRow(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row] a.row-link')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at === -1 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[next]?.focus();
}
