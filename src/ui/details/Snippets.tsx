import { useMemo, useState } from 'react';
import { noSnippetText, snippetsFor } from '../../core/insight/snippets/snippets.ts';
import type { Request } from '../../core/model/request.ts';
import { Code } from './Code.tsx';
import styles from './Drawer.module.css';

/** What to run elsewhere to see whether the server lets connections be reused. */
export function Snippets({ request }: { readonly request: Request }) {
  const all = useMemo(() => snippetsFor(request), [request]);
  const [id, setId] = useState('curl');
  const shown = all.find((snippet) => snippet.id === id) ?? all[0];
  if (shown === undefined) return <p>{noSnippetText(request)}</p>;
  return (
    <>
      <select className={styles['choice']} aria-label="Tool" value={shown.id} onChange={({ target }) => setId(target.value)}>
        {all.map((snippet) => (
          <option key={snippet.id} value={snippet.id}>
            {snippet.label}
          </option>
        ))}
      </select>
      <Code text={shown.text} label={shown.label} />
      <p className={styles['note']}>{shown.expect}</p>
      {shown.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
    </>
  );
}
