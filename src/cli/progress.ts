/** A line on a terminal that counts; nothing where there is none. */
export interface Progress {
  done(hasFailed: boolean): void;
  /** Prints a line above it. */
  say(line: string): void;
  end(): void;
}

const BAR = 24;

export function createProgress(out: NodeJS.WriteStream, files: number): Progress {
  const isShown = out.isTTY && files > 1;
  let [done, failed] = [0, 0];
  const clear = (): void => {
    if (isShown) out.write('\r\u001B[K');
  };
  const draw = (): void => {
    if (!isShown) return;
    const filled = Math.round((BAR * done) / files);
    out.write(`\r[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${done} of ${files}${failed === 0 ? '' : `, ${failed} not readable`}`);
  };
  draw();
  return {
    done(hasFailed) {
      done += 1;
      if (hasFailed) failed += 1;
      draw();
    },
    say(line) {
      clear();
      out.write(`${line}\n`);
      draw();
    },
    end: clear,
  };
}
