import { useState } from 'react';
import type { Notice, RecordingStore } from '../../app/recording.ts';
import { Icon } from '../base/Icon.tsx';
import { countText } from '../base/figures.ts';
import styles from './Status.module.css';

interface Props {
  readonly notices: readonly Notice[];
  readonly store: RecordingStore;
}

/** What one must know to read the numbers right. */
export function Notices({ notices, store }: Props) {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  // What has ended is said again when it comes again.
  const current = new Set(notices.map(keyOf));
  if ([...read].some((key) => !current.has(key))) setRead(new Set([...read].filter((key) => current.has(key))));
  const shown = notices.filter((notice) => !read.has(keyOf(notice)));
  if (shown.length === 0) return null;
  return (
    <div className={styles['notices']} role="status">
      {shown.map((notice) => (
        <div key={keyOf(notice)} className={styles['notice']} data-testid={`notice-${notice.kind}`}>
          <Icon name="info" size={14} />
          <span>{textOf(notice)}</span>
          {notice.kind === 'no-host-access' && store.openOptions !== undefined && (
            <button type="button" className={styles['action']} onClick={store.openOptions}>
              Grant access
            </button>
          )}
          {notice.kind === 'no-websockets' && store.openOptions !== undefined && (
            <button type="button" className={styles['action']} onClick={store.openOptions}>
              Allow request events
            </button>
          )}
          {notice.kind === 'opened-late' && (
            <button type="button" className={styles['action']} onClick={() => store.reloadPage()}>
              Reload page
            </button>
          )}
          {notice.kind !== 'orphaned' && (
            <button type="button" className={styles['dismiss']} aria-label="Dismiss" onClick={() => setRead(new Set(read).add(keyOf(notice)))}>
              <Icon name="close" size={12} />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** There may be several of what could not be read; of all else one, however its numbers grow. */
const keyOf = (notice: Notice): string => (notice.kind === 'unreadable' ? `${notice.kind} ${notice.what}` : notice.kind);

function textOf(notice: Notice): string {
  switch (notice.kind) {
    case 'orphaned':
      return 'The extension was reloaded or updated. Reload the panel: close and reopen DevTools to go on recording.';
    case 'no-host-access':
      return 'Reuse Lens has no access to all sites, so only the browser’s own log may be shown. What only Resource Timing and, where they are allowed, request events tell is missing.';
    case 'no-websockets':
      return 'This version of the browser may tell add-ons of no WebSocket (Chromium 150 tells of none, 156 of all), so the page’s own may be missing here. Request events, if you allow them, tell of them.';
    case 'opened-late':
      return 'DevTools opened after the page began. Of earlier requests only Resource Timing tells, and their connections are estimated. Once the browser names one, which may be any of these, the estimates are left out, and it shows as “opened earlier”.';
    case 'dropped-entries':
      return `The page’s timing buffer was full: ${countText(notice.count)} entries are missing.`;
    case 'estimated':
      return 'The browser does not report which connection a request used. Connections marked ~ are estimated from timing and addresses.';
    case 'file-without-ids':
      return 'This file has no connection ids. Connections are estimated.';
    case 'file-of-proxy':
      return `${notice.name} is a proxy: the connections in this file are its own to the servers, not the browser’s.`;
    case 'file-of-runs':
      return `This file has ${countText(notice.count)} runs of the browser, each with connections of its own. The sums are of all runs together.`;
    case 'unreadable':
      return `Some data could not be read: ${notice.what.replace(/\.$/, '')}. The rest is shown.`;
  }
}
