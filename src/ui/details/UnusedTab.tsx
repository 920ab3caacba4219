import type { Analysis } from '../../core/model/analysis.ts';
import { outcomeOf, type UnusedConnection } from '../../core/model/connection.ts';
import { originName } from '../../timeline/origin-names.ts';
import { OUTCOME } from '../../timeline/words.ts';
import { Badges } from '../base/Badge.tsx';
import { useTimeText } from '../base/units.ts';
import styles from './Drawer.module.css';
import { FactTable } from './FactTable.tsx';
import { wayFacts } from './way-facts.ts';
import { unusedFacts } from './unused-facts.ts';

interface Props {
  readonly analysis: Analysis;
  readonly connection: UnusedConnection;
  readonly zero: number;
}

/** A connection that no request used: only a NetLog tells of it. */
export function UnusedTab({ analysis, connection, zero }: Props) {
  const time = useTimeText();
  return (
    <div className={styles['inside']}>
      <div className={styles['line']}>
        <code>{connection.label}</code> <Badges protocols={[connection.protocol]} /> {originName(connection.origin)} · {OUTCOME[outcomeOf(connection)]}
      </div>
      <FactTable facts={[...unusedFacts(connection, zero, time), ...wayFacts(analysis, [connection.origin], zero, time)]} />
    </div>
  );
}
