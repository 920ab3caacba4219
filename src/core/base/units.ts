/**
 * All times in the core are milliseconds. An `Instant` is a point on the wall
 * clock (ms since 1970-01-01 UTC, fractions kept), which no length is taken
 * for; a length is a plain number. The brand is erased at run time.
 */
declare const unit: unique symbol;

export type Instant = number & { readonly [unit]: 'instant' };

export const instant = (epochMs: number): Instant => epochMs as Instant;

export const later = (from: Instant, by: number): Instant => (from + by) as Instant;
