import type { Imports, ImportState } from '../app/import/imports.ts';
import type { RecordingStore } from '../app/recording.ts';
import { useAnnounce } from './base/announce.ts';
import { drawPicture, type PictureOf } from './picture/draw-picture.ts';
import { givePicture, type PictureKind } from './picture/give-picture.ts';
import type { ExportMenuProps } from './toolbar/ExportMenu.tsx';

/** Saves what is shown: the recording by its store, a file by reading it again, the timeline as a picture. */
export function useExports(store: RecordingStore, imports: Imports, file: ImportState, picture: () => PictureOf | null): ExportMenuProps {
  const announce = useAnnounce();
  return {
    exporters: store.exporters,
    async onExport(id) {
      if (file.shown === null) return store.save(id);
      const exported = await imports.exported(id);
      if (exported !== null) await store.saveFile(exported);
    },
    async onPicture(kind: PictureKind) {
      const of = picture();
      if (of !== null) announce(await givePicture(drawPicture(of), kind));
    },
  };
}
