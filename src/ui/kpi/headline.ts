import type { HeldUpIn } from '../../core/insight/accounts/accounts.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import { scopeOf, type Range } from '../timeline/axis.ts';

/** What the headline is about: the load of the page, all of the recording, or what the brush chose. */
export function headlineOf(analysis: Analysis, range: Range | null): HeldUpIn {
  const scope = scopeOf(analysis);
  if (range === null && scope.toLoad) {
    const page = analysis.pages[0]?.id;
    return { window: { from: scope.from, to: scope.to, name: 'to load' }, requests: analysis.requests.filter((request) => request.page === page) };
  }
  const { start, end } = analysis.span ?? { start: scope.from, end: scope.to };
  const from = range === null ? scope.from : Math.min(Math.max(range.from, start), end);
  const to = range === null ? scope.to : Math.max(Math.min(range.to, end), from);
  return { window: { from, to, name: 'recorded' }, requests: analysis.requests };
}
