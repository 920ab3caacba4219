import type { Protocol } from '../../core/model/protocol.ts';
import styles from './Badge.module.css';

export type Family = 'h1' | 'h2' | 'h3' | 'ws';

const FAMILY: Readonly<Record<Protocol, Family>> = {
  'http/1.0': 'h1',
  'http/1.1': 'h1',
  h2: 'h2',
  h3: 'h3',
  ws: 'ws',
  wss: 'ws',
};

export const FAMILIES: readonly Family[] = ['h1', 'h2', 'h3', 'ws'];
export const familyOf = (protocol: Protocol): Family => FAMILY[protocol];

/** Told apart by outline, tint, fill and pill, never by hue. */
function Badge({ family }: { readonly family: Family }) {
  return <span className={`${styles['badge']} ${styles[family]}`}>{family}</span>;
}

export function Badges({ protocols }: { readonly protocols: readonly (Protocol | null)[] }) {
  const families = FAMILIES.filter((family) => protocols.some((protocol) => protocol !== null && familyOf(protocol) === family));
  return families.map((family) => <Badge key={family} family={family} />);
}
