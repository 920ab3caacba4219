import { useEffect, useRef } from 'react';

/** What had the focus last, in whichever part of the panel that comes and goes. */
let last: Element | null = null;

/**
 * Where the focus goes when what had it is gone: a button that closes what it
 * stands in, a part of the panel that makes room for another. Else the browser
 * gives it to the page, and the next key does nothing.
 * @param next where to; asked when it happens
 */
export function useKeptFocus(next: () => HTMLElement | null | undefined): void {
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  });
  useEffect(() => {
    const keep = (): void => {
      if (last === null || last.isConnected || !isNowhere(document.activeElement)) return;
      last = null;
      latest.current()?.focus({ preventScroll: true });
    };
    const remember = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
    };
    // Who leaves it by a click beside everything has left it.
    const forget = ({ target }: FocusEvent): void =>
      queueMicrotask(() => {
        if (target === last && last?.isConnected === true && document.activeElement !== last) last = null;
      });
    const observer = new MutationObserver(keep);
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', forget);
    observer.observe(document.body, { childList: true, subtree: true });
    // It may have gone with what was here before; the lanes come a moment later.
    queueMicrotask(keep);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', forget);
      observer.disconnect();
    };
  }, []);
}

const isNowhere = (element: Element | null): boolean => element === null || element === document.body;
