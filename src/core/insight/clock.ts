/** HAR and NetLog date to 1 ms, and each moment has an error of its own, ms: what ends at 10 may end before what begins at 9; what overlaps by less may not overlap. */
export const CLOCK_MS = 2;
