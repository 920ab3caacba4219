import styles from './Drawer.module.css';
import type { Fact } from './facts.ts';

export function FactTable({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <table className={styles['facts']}>
      <tbody>
        {facts.map(({ name, value, source }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
