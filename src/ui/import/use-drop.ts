import { useEffect, useState, type RefObject } from 'react';

/** Takes files that are dropped anywhere on the panel; returns whether one hovers over it. `onNear` hears of each that comes. */
export function useDrop(root: RefObject<HTMLElement | null>, onFiles: (...files: readonly File[]) => void, onNear: () => void): boolean {
  const [hovers, setHovers] = useState(false);
  useEffect(() => {
    const panel = root.current;
    if (panel === null) return undefined;
    const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setHovers(true);
    };
    const enter = (event: DragEvent): void => {
      if (hasFile(event)) onNear();
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && panel.contains(event.relatedTarget))) setHovers(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setHovers(false);
      onFiles(...(event.dataTransfer?.files ?? []));
    };
    panel.addEventListener('dragenter', enter);
    panel.addEventListener('dragover', over);
    panel.addEventListener('dragleave', leave);
    panel.addEventListener('drop', drop);
    return () => {
      panel.removeEventListener('dragenter', enter);
      panel.removeEventListener('dragover', over);
      panel.removeEventListener('dragleave', leave);
      panel.removeEventListener('drop', drop);
    };
  }, [root, onFiles, onNear]);
  return hovers;
}
