import type { Host } from '../src/app/host.ts';

/** Long enough for any browser to have taken the blob, ms. Revoking at once can cancel the download. */
const KEEP_MS = 60_000;

/** Saves through an ordinary download link: no permission needed, and the user's download settings hold. */
export const saveFile: Host['save'] = async ({ name, mime, content }) => {
  const url = URL.createObjectURL(new Blob([content], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
};
