import { asJob } from '../app/import/ask-worker.ts';
import type { Imports, ImportState } from '../app/import/imports.ts';
import type { RecordingStore } from '../app/recording.ts';
import { useAnnounce } from './base/announce.ts';
import { drawPicture, type PictureOf } from './picture/draw-picture.ts';
import { givePicture } from './picture/give-picture.ts';
import type { PictureChoice } from './picture/picture-choice.ts';
import type { ExportMenuProps } from './toolbar/ExportMenu.tsx';

/** Saves what is shown: the recording by its store, a file by reading it again, the timeline as a picture. */
export function useExports(store: RecordingStore, imports: Imports, file: ImportState, picture: (choice: PictureChoice) => PictureOf | null): ExportMenuProps {
  const announce = useAnnounce();
  return {
    exporters: store.exporters,
    onCount: () => (file.shown === null ? asJob(store.removed()) : imports.removed()),
    async onExport(id, secrets) {
      if (file.shown === null) return store.save(id, secrets);
      const exported = await imports.exported(id, secrets);
      if (exported !== null) await store.saveFile(exported);
    },
    async onPicture(kind, choice) {
      const of = picture(choice);
      announce(of === null ? 'There are no lanes to copy.' : await givePicture(drawPicture(of), kind, store.saveFile));
    },
  };
}
