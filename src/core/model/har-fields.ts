import type { HarDialect } from './observation.ts';

/** Fields of HAR entries that one writer has and no other, in whatever else they agree. */
export const OWN_FIELDS: readonly (readonly [HarDialect, readonly string[]])[] = [
  // WebKit, Source/WebInspectorUI/UserInterface/Controllers/HARBuilder.js
  ['safari', ['_fetchType']],
  // WebPageTest, www/har/HttpArchiveGenerator.php and the agents behind it
  ['webpagetest', ['_socket', '_load_start', '_full_url']],
  // sitespeedio/chrome-har, lib/entryFromResponse.js; browsertime 1 wrote its own before
  ['sitespeed', ['_initialPriority', '_requestTime', '_requestWillBeSentTime', '_requestId']],
  // Playwright, packages/playwright-core/src/server/har/harTracer.ts
  ['playwright', ['_securityDetails', '_monotonicTime', '_frameref', '_apiRequest', '_wasFulfilled', '_wasAborted', '_wasContinued']],
];
