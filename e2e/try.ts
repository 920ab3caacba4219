import { runStory } from './run-story.ts';
import { judge, faultsOf, describe } from './oracle.ts';
import { startSite } from './site/site.ts';
import { stories } from './site/stories.ts';
const [name, ...ids] = process.argv.slice(2);
const site = await startSite();
for (const story of stories.filter((s) => ids.length === 0 || ids.includes(s.id))) {
  if (story.needs === 'h3' && !site.h3.available) continue;
  const t = Date.now();
  try {
    const run = await runStory(name as 'chromium', story, site);
    const v = judge(run, story, name as 'chromium');
    const unknown = v.pairs.filter(({ shown }) => shown._opening === 'unknown').length;
    console.log(`== ${story.id} ${Date.now() - t} ms  pairs ${v.pairs.length} truth ${run.truth.requests.length} unknown ${unknown}`, JSON.stringify({ ...run.summary.log._totals, byProtocol: undefined }));
    for (const f of faultsOf(run, story, name as 'chromium')) console.log('   ', f);
    if (process.env.DUMP) for (const e of run.summary.log.entries) console.log('      ', e.startedDateTime.slice(17), describe(e), Math.round(e._stalled ?? -1), JSON.stringify(e.timings), e._problems??'');
  } catch (e) { console.log(`== ${story.id} THREW`, String(e).slice(0, 400)); }
}
await site.close();
process.exit();
