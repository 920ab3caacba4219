import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second (`getconf CLK_TCK`). */
const TICK_MS = 10;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

/** The processes that are children of ours now. */
export const childrenOf = (pid: number): readonly number[] => processes().filter(({ parent }) => parent === pid).map((one) => one.pid);

/** CPU time of a process and everything below it, ms; what its ended children used counts, too. */
export function treeCpuMs(root: number): number {
  const all = processes();
  const inTree = new Set([root]);
  for (let grew = true; grew; ) {
    const before = inTree.size;
    for (const { pid, parent } of all) if (inTree.has(parent)) inTree.add(pid);
    grew = inTree.size > before;
  }
  return all.reduce((sum, one) => sum + (inTree.has(one.pid) ? one.cpuMs : 0), 0);
}

/** From /proc/<pid>/stat (man 5 proc): 4 is the parent, 14 to 17 are user and system time of itself and of its ended children. */
function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0);
        return [{ pid: Number(name), parent: Number(fields[1]), cpuMs: ticks * TICK_MS }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
