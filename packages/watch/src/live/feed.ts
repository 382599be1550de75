import { type AppScope, seesAll, seesApp } from '../people/app-scope.ts';
import type { Notice, Notices } from './notices.ts';

/** What one page is told, or that it missed some and is to read its lists again. */
export type Told = Notice | { readonly type: 'gap' };

const maxWaiting = 200;

/** Channels and monitors are of no app. That some decision was made, the number of the policy tells every app. */
function concerns(scope: AppScope, notice: Notice): boolean {
  if ('appId' in notice) return seesApp(scope, notice.appId);
  return notice.type === 'decision' || seesAll(scope);
}

/**
 * The notices for one page, taken at the page's own pace. A page that does not keep up does not fill
 * the memory: past a bound it is told once that it missed some.
 */
export class Feed {
  readonly #unsubscribe: () => void;
  #waiting: Told[] = [];
  #wake: (() => void) | undefined;

  constructor(notices: Pick<Notices, 'subscribe'>, scope: AppScope) {
    this.#unsubscribe = notices.subscribe((notice) => {
      if (notice !== 'gap' && !concerns(scope, notice)) return;
      if (notice === 'gap' || this.#waiting.length >= maxWaiting) this.#waiting = [{ type: 'gap' }];
      else this.#waiting.push(notice);
      this.#wake?.();
    });
  }

  /** What came since the last call; waits for the first, at most so long, and is empty then. */
  async take(timeoutMs: number): Promise<readonly Told[]> {
    if (this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = undefined;
    }
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  close(): void {
    this.#unsubscribe();
    this.#wake?.();
  }
}
