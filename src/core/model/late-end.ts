/**
 * A response is said to end when the page's process has it: on a busy page
 * that is after its connection carried the next request. Rarely by more than
 * this, ms.
 */
export const LATE_END_MS = 10;

/** On a machine with more work than cores 11 ms were seen: where a mistake would be worse than silence, so much is allowed for, ms. Failures are told as late. */
export const LATEST_END_MS = 100;
