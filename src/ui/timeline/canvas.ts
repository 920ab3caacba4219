/** Makes the canvas as sharp as the screen, wiped, and measured in CSS pixels. */
export function prepare(canvas: HTMLCanvasElement | null, width: number, height: number): CanvasRenderingContext2D | null {
  const ink = canvas?.getContext('2d') ?? null;
  if (canvas === null || ink === null || width <= 0 || height <= 0) return null;
  const ratio = devicePixelRatio;
  const [w, h] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  ink.clearRect(0, 0, width, height);
  return ink;
}
