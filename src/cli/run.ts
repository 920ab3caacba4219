import { messageOf } from '../core/base/error.ts';
import { oneLine } from '../core/base/markdown.ts';
import { privacyOf, type Secrets } from '../core/export/privacy.ts';
import { PRODUCT } from '../core/export/product.ts';
import { writeReport } from '../core/export/report.ts';
import { commandOf, type Command } from './arguments.ts';
import { comparisonText } from './compare.ts';
import { filesOf } from './files.ts';
import { HELP } from './help.ts';
import { lacksOf } from '../files/file-problems.ts';
import { open, problemOf, type Job, type OpenedFile } from './job.ts';
import type { Output } from './output.ts';
import { answers } from './pool.ts';
import { createProgress } from './progress.ts';
import { createWriter, rounded } from './writers.ts';

const EXIT = { well: 0, broken: 1, bad: 2 } as const;

type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const complain = (what: string): void => void process.stderr.write(`reuse-lens: ${oneLine(what)}\n`);

/** @param module whose `serve` answers in a thread */
export async function run(args: readonly string[], output: Output, module: URL): Promise<ExitCode> {
  try {
    const command = commandOf(args);
    switch (command.name) {
      case 'help':
        await output.write(HELP);
        return EXIT.well;
      case 'version':
        await output.write(`${PRODUCT.version}\n`);
        return EXIT.well;
      case 'report':
        await output.write(await reportOf(command.file, command.secrets));
        return EXIT.well;
      case 'compare':
        await output.write(comparisonText(await named(command.a), await named(command.b), command.format));
        return EXIT.well;
      case 'summary':
        return await each(command, { kind: 'rows', of: command.of, secrets: command.secrets }, output, module);
      case 'check':
        return await each(command, { kind: 'check', budgets: command.budgets }, output, module);
    }
  } catch (error) {
    complain(messageOf(error));
    return EXIT.bad;
  }
}

async function reportOf(file: string, secrets: Secrets): Promise<string> {
  const read = await named(file);
  return writeReport(read.analysis, privacyOf(secrets), lacksOf(read));
}

/** The one file that is meant; says what it lacks. @throws with its name, which of two would else be a riddle */
async function named(file: string): Promise<OpenedFile> {
  try {
    const read = await open(file);
    const problem = problemOf(read);
    if (problem !== null) complain(`${file}: ${problem}`);
    return read;
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** Rows of all files, in the order in which they were named. */
async function each({ files: named, format, threads }: Extract<Command, { readonly threads: number }>, job: Job, output: Output, module: URL): Promise<ExitCode> {
  const { files, missing } = await filesOf(named);
  for (const { name, why } of missing) complain(`${name}: ${why}`);
  // What is judged is shown to the last digit: else 0.6666 may stand beside 0.6667 as the same number, and broken.
  const writer = createWriter(format, job.kind === 'check' ? String : rounded);
  const progress = createProgress(process.stderr, files.length);
  let [isBad, isBroken] = [missing.length > 0, false];
  for await (const { file, rows, problem, ...answer } of answers({ job, files, threads, module })) {
    if (problem !== null) progress.say(`reuse-lens: ${oneLine(`${file}: ${problem}`)}`);
    isBad ||= rows === null;
    isBroken ||= answer.isBroken;
    if (rows !== null) await output.write(rows.rows.map((cells) => writer.row(['file', ...rows.columns], [file, ...cells])).join(''));
    progress.done(rows === null);
    // Rows are for who reads them; whether budgets are kept is asked of all files.
    if (job.kind === 'rows' && !output.isRead()) break;
  }
  progress.end();
  await output.write(writer.end());
  return isBad ? EXIT.bad : isBroken ? EXIT.broken : EXIT.well;
}
