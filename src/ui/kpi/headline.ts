import { scopeOf } from '../../core/analysis/scope.ts';
import type { HeldUpIn } from '../../core/insight/accounts/accounts.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { remember } from '../../timeline/remember.ts';
import type { Range } from '../timeline/axis.ts';

/** What the headline is about: the load of the page, all of the recording, or what the brush chose. */
export const headlineOf = (analysis: Analysis, range: Range | null): HeldUpIn => (range === null ? homeOf(analysis) : between(analysis, range));

/** The same object for the same analysis, as what is summed over its requests is remembered with them. */
const homeOf = remember((analysis: Analysis): HeldUpIn => {
  const { from, to, toLoad } = scopeOf(analysis);
  if (!toLoad) return { window: { from, to, name: 'recorded' }, requests: analysis.requests };
  const page = analysis.pages[0]?.id;
  return { window: { from, to, name: 'to load' }, requests: analysis.requests.filter((request) => request.page === page) };
});

function between(analysis: Analysis, range: Range): HeldUpIn {
  const { start, end } = analysis.span ?? NOTHING;
  const from = Math.min(Math.max(range.from, start), end);
  return { window: { from, to: Math.max(Math.min(range.to, end), from), name: 'shown' }, requests: analysis.requests };
}

const NOTHING = { start: 0, end: 0 };
