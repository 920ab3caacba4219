import type { Imports } from './imports.ts';

/** Shows the first file, and once it is there opens the second beside it; not if the first cannot be read, or another is chosen meanwhile. */
export function openBoth(imports: Imports, others: Imports, [first, second]: readonly [File, File]): void {
  const before = imports.snapshot().shown;
  imports.open(first);
  const stop = imports.subscribe(() => {
    const { running, shown } = imports.snapshot();
    if (running !== null) return;
    stop();
    if (shown !== before) others.open(second);
  });
}
