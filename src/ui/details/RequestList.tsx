import type { Request } from '../../core/model/request.ts';
import { useTimeText } from '../base/units.ts';
import { selectRequest, type Selection } from '../timeline/selection.ts';
import styles from './Drawer.module.css';
import { pathOf } from './path.ts';

interface Props {
  readonly requests: readonly Request[];
  readonly selected: Request | null;
  readonly zero: number;
  /** What is said of each. */
  readonly tell: (request: Request) => string;
  readonly onSelect: (selection: Selection) => void;
}

/** A connection may serve thousands; the table has them all. */
const MOST_LISTED = 200;

/** Requests with their times, each a click away. */
export function RequestList({ requests, selected, zero, tell, onSelect }: Props) {
  const time = useTimeText();
  return (
    <>
      <table className={styles['facts']}>
        <tbody>
          {requests.slice(0, MOST_LISTED).map((request) => (
            <tr key={request.id} aria-current={request === selected}>
              <th>{time(request.start - zero)}</th>
              <td>
                <button type="button" className={styles['pick']} onClick={() => onSelect(selectRequest(request))}>
                  {pathOf(request.url)}
                </button>
              </td>
              <td>{tell(request)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {requests.length > MOST_LISTED && <p>The first {MOST_LISTED}; the table has them all.</p>}
    </>
  );
}
