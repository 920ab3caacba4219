/** What would decide, and is not there. */
export const MISSING = {
  headers: 'The headers that were sent are not in the recording, so nobody can tell with or without credentials.',
  credentials: 'The headers do not tell whether it was asked with credentials.',
  frame: 'Nothing tells which frame asked.',
  page: 'The recording does not say to which page it belongs.',
  name: 'Nothing names the connection that it opened.',
  ids: 'This browser names no connections.',
} as const;
