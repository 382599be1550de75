import { type ReactNode, useSyncExternalStore } from 'react';

/** Something that was done, told for a while, with a way back. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

const shownMs = 9_000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const watchers = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

function dismiss(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

/** Tells what was done. */
export function say(text: string, undo?: () => void): void {
  lastId += 1;
  const id = lastId;
  set([...toasts, { id, text, ...(undo && { undo }) }]);
  setTimeout(() => dismiss(id), shownMs);
}

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, undo }) => (
        <div className="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              Undo
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
