import { createContext, use } from 'react';

/** Says in the key bar, and to screen readers, what an action without other visible effect did. */
export const AnnounceContext = createContext<(text: string) => void>(() => undefined);
export const useAnnounce = (): ((text: string) => void) => use(AnnounceContext);
