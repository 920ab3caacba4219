import { useId, type ReactNode } from 'react';
import type { AboutFile as About, FileFormat, FileProblem } from '../../core/model/about.ts';
import { countText, plural } from '../base/figures.ts';
import status from '../status/Status.module.css';
import styles from './AboutFile.module.css';

const PARTS = [
  ['carries', 'Carries'],
  ['lacks', 'Lacks'],
  ['exact', 'Exact'],
  ['inferred', 'Inferred'],
  ['unknowable', 'Unknowable'],
] as const satisfies readonly (readonly [keyof FileFormat, string])[];

/** What the shown file is, what it tells, and what nobody can tell from it. The platform's own popover. */
export function AboutFile({ name, about }: { readonly name: string; readonly about: About }) {
  const id = useId();
  const title = useId();
  const { format, creator, counts, problems } = about;
  return (
    <>
      <button type="button" className={status['action']} data-testid="about-file" popoverTarget={id}>
        About this file
      </button>
      <div id={id} popover="auto" className={styles['about']} role="dialog" aria-labelledby={title} data-testid="about-file-pane">
        <h2 id={title}>{name}</h2>
        <p>
          <b>{format.name}</b>
          {creator !== null && <>, by the name of “{creator}”</>}. Recognised by: {withCode(format.recognised)}
        </p>
        <dl>
          {PARTS.map(([part, label]) => (
            <div key={part}>
              <dt>{label}</dt>
              <dd>{withCode(format[part])}</dd>
            </div>
          ))}
        </dl>
        <h3>In this file</h3>
        <table>
          <tbody>
            {counts.map(({ what, count, of }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{of === null ? countText(count) : `${countText(count)} of ${countText(of)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h3>{problems.length === 0 ? 'No problems' : 'Problems'}</h3>
        {problems.length > 0 && (
          <ul>
            {problems.map((problem) => (
              <li key={problem.message}>
                {problem.message} <small className={styles['where']}>{whereText(problem)}</small>
              </li>
            ))}
          </ul>
        )}
        <button type="button" className={status['action']} popoverTarget={id} popoverTargetAction="hide">
          Close
        </button>
      </div>
    </>
  );
}

const whereText = ({ count, where }: FileProblem): string => (count > where.length ? `${plural(count, 'time')}: ${where.join(', ')}…` : where.join(', '));

/** Names of fields stand between backquotes. */
const withCode = (text: string): readonly ReactNode[] => text.split('`').map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>));
