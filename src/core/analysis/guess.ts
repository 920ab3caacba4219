import type { Draft } from './draft.ts';

/** On which connection a request is likely to have been; a connection is known by its first request. */
export interface Guess {
  readonly draft: Draft;
  readonly first: Draft;
  /** 0..1 */
  readonly confidence: number;
  readonly others: readonly { readonly first: Draft; readonly confidence: number }[];
}

/** Openers count from the start of their setup, so that a request that waited for a handshake comes after it. */
export const inOrderOfUse = (drafts: readonly Draft[]): readonly Draft[] => [...drafts].sort((a, b) => a.gotConnectionAt - b.gotConnectionAt || Number(b.sign === 'opened') - Number(a.sign === 'opened'));
