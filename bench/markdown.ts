export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A share, and of how many: "91.9 (1873)". */
export const percent = (right: number, of: number): string => (of === 0 ? '–' : `${((100 * right) / of).toFixed(1)} (${of})`);
