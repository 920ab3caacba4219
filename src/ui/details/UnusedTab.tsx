import { outcomeOf, type UnusedConnection } from '../../core/model/connection.ts';
import { hostOf } from '../../timeline/layout.ts';
import { OUTCOME } from '../../timeline/words.ts';
import { Badges } from '../base/Badge.tsx';
import { useTimeText } from '../base/units.ts';
import styles from './Drawer.module.css';
import { FactTable } from './FactTable.tsx';
import { unusedFacts } from './unused-facts.ts';

interface Props {
  readonly connection: UnusedConnection;
  readonly zero: number;
}

/** A connection that no request used: only a NetLog tells of it. */
export function UnusedTab({ connection, zero }: Props) {
  const time = useTimeText();
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code>{connection.label}</code> <Badges protocols={[connection.protocol]} /> {hostOf(connection.origin)} · {OUTCOME[outcomeOf(connection)]}
      </div>
      <FactTable facts={unusedFacts(connection, zero, time)} />
    </div>
  );
}
