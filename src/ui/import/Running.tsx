import { useEffect, useState } from 'react';
import styles from '../status/Status.module.css';

/** What is shorter needs no progress bar, ms. */
const PATIENCE_MS = 200;

interface Props {
  readonly text: string;
  readonly testId: string;
  /** 0..1. */
  readonly progress: number;
  readonly onCancel: () => void;
}

/** Work in a worker, how far it is, and a way to end it. */
export function Running({ text, testId, progress, onCancel }: Props) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={styles['notice']} role="status" data-testid={`${testId}-running`}>
      <span>{text}</span>
      <progress className={styles['progress']} aria-label={text} value={progress} />
      <button type="button" className={styles['action']} data-testid={`${testId}-cancel`} onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
