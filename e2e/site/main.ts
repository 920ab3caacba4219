import { startSite } from './site.ts';
import { stories } from './stories.ts';
import { storyUrl } from './story.ts';

/** Starts the site for a human and prints where its stories are. */
const site = await startSite();
for (const story of stories) {
  const missing = story.needs === 'h3' && !site.h3.available ? `  (not here: ${site.h3.reason})` : '';
  console.log(`${story.id.padEnd(22)} ${storyUrl(story, site)}${missing}`);
}
console.log(`
The hosts must resolve to 127.0.0.1, and the certificate must be trusted. Chromium, for example:
  chromium --user-data-dir=$(mktemp -d) --host-resolver-rules="MAP *.test 127.0.0.1" \\
    --ignore-certificate-errors-spki-list=${site.spki}
The authority, for Firefox: ${site.certificates.caFile}
Ctrl-C stops the servers.`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void site.close().then(() => process.exit()));
}
