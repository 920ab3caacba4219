/**
 * Quantities that must not mix. All times in the core are milliseconds: an
 * `Instant` is a point on the wall clock (ms since 1970-01-01 UTC, fractions
 * kept), a `Duration` is a length. The brand is erased at run time.
 */
declare const unit: unique symbol;

export type Instant = number & { readonly [unit]: 'instant' };
export type Duration = number & { readonly [unit]: 'duration' };

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const duration = (ms: number): Duration => ms as Duration;

export const later = (from: Instant, by: number): Instant => (from + by) as Instant;
