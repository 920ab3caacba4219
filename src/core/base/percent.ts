/** A share in whole percent, dash where there is none; what is neither all nor nothing is not rounded to it. */
export const percentText = (share: number | null): string => (share === null ? '–' : `${wholePercent(share)}%`);

function wholePercent(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return '<1';
  return percent === 100 && share < 1 ? '>99' : String(percent);
}
