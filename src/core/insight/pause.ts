/** Shorter than any idle timeout of an HTTP/2 server that is known, ms (Apache httpd, 5 s; see why/rules/idle-timeout.ts). */
export const HARDLY_A_PAUSE_MS = 5000;
