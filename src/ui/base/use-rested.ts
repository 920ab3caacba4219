import { useEffect, useState } from 'react';

/** Longer than between two keys of who types slowly, ms. */
const REST_MS = 700;

/** What it is once it has rested: what changes with each key would be read out with each. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
