import type { Host } from '../../app/host.ts';
import { copyImage, copyText } from '../base/clipboard.ts';
import type { Picture } from './draw-picture.ts';

export type PictureKind = 'png' | 'svg';

/** Puts the picture on the clipboard; where that is denied, saves it. Returns what to tell the user. */
export async function givePicture(picture: Picture, kind: PictureKind, save: Host['save']): Promise<string> {
  const name = `connections.${kind}`;
  if (kind === 'svg') {
    if (await copyText(picture.svg)) return 'Copied the timeline as SVG.';
    await save({ name, mime: SVG, content: picture.svg });
  } else {
    const png = pngOf(picture);
    if (await copyImage(png)) return 'Copied the timeline as PNG.';
    await save({ name, mime: 'image/png', content: await png });
  }
  return `Saved ${name}: the browser does not let the panel copy it.`;
}

const SVG = 'image/svg+xml';

/** Sharp on a dense screen and in a document. */
const SCALE = 2;

/** The same drawing, rasterised by the browser. */
async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: SVG }));
  const image = new Image();
  image.src = url;
  await image.decode().finally(() => URL.revokeObjectURL(url));
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)), 'image/png'));
}
