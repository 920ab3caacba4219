import { kindOfStart, type FileKind } from '../../core/capture/kind.ts';
import type { Imports } from './imports.ts';
import { openFile } from '../../files/open-file.ts';

/** Two files at once: a NetLog and another of the same run are one capture; any other two are compared. */
export async function openTwo(imports: Imports, others: Imports, [first, second]: readonly [File, File]): Promise<void> {
  const kinds = await Promise.all([kindAtStart(first), kindAtStart(second)]);
  if (kinds.filter((kind) => kind === 'netlog').length === 1) imports.open(first, second);
  else openBoth(imports, others, [first, second]);
}

/** What cannot be opened will say so where it is read. */
async function kindAtStart(file: File): Promise<FileKind | null> {
  try {
    const { pieces } = await openFile(file);
    for await (const { text } of pieces) return kindOfStart(text);
  } catch {
    return null;
  }
  return null;
}

/** Shows the first file, and once it is there opens the second beside it; not if the first cannot be read, or another is chosen meanwhile. */
function openBoth(imports: Imports, others: Imports, [first, second]: readonly [File, File]): void {
  const before = imports.snapshot().shown;
  imports.open(first);
  const stop = imports.subscribe(() => {
    const { running, shown } = imports.snapshot();
    if (running !== null) return;
    stop();
    if (shown !== before) others.open(second);
  });
}
