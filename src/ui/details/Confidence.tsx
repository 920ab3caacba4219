import styles from './Drawer.module.css';

const STEPS = { guess: 1, low: 1, likely: 2, medium: 2, certain: 3, high: 3 } as const;

/** A word, and a gauge of three steps beside it. */
export function Confidence({ of }: { readonly of: keyof typeof STEPS }) {
  return (
    <span title="How sure this is, in three steps">
      <span className={styles['unseen']}>Confidence: </span>
      <span className={styles['gauge']} aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <i key={step} data-full={step <= STEPS[of]} />
        ))}
      </span>{' '}
      {of}
    </span>
  );
}
