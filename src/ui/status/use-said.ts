import { useCallback, useRef, useState } from 'react';

/** Long enough to be read, ms. */
const SAID_MS = 5000;

/** The last thing that was announced, for a while. */
export function useSaid(): readonly [said: string, announce: (text: string) => void] {
  const [said, setSaid] = useState('');
  const timer = useRef(0);
  const announce = useCallback((text: string) => {
    clearTimeout(timer.current);
    setSaid(text);
    timer.current = window.setTimeout(() => setSaid(''), SAID_MS);
  }, []);
  return [said, announce];
}
