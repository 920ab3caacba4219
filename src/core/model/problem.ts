/** Something in the data that cannot be right. Shown with the request; never silently mended. */
export interface Problem {
  readonly code:
    | 'bad-date'
    | 'zoneless-date'
    | 'negative-timing'
    | 'absurd-timing'
    | 'missing-timing'
    /** A timing that is no number. */
    | 'bad-timing'
    /** A HAR that we wrote says so of the entry that it was written from. */
    | 'written-with-problems'
    | 'bad-url'
    | 'time-mismatch'
    | 'dated-late'
    | 'dated-early'
    | 'overlap-on-serial-connection'
    | 'connect-on-used-connection'
    | 'address-changed';
  /** A sentence for people: what, and what was done about it. */
  readonly message: string;
}
