import styles from './FileName.module.css';

/** Shortened where there is no room; with a direction of its own, so that a name in Hebrew, or one that plays tricks, does not turn the sentence around it. */
export const FileName = ({ name }: { readonly name: string }) => (
  <bdi className={styles['name']} title={name}>
    {name}
  </bdi>
);
