import { analyse, NOTHING_HEARD } from '../core/analysis/analyse.ts';
import { createLiveAnalysis } from '../core/analysis/live.ts';
import { instant, type Instant } from '../core/base/units.ts';
import { withoutFragment } from '../core/base/url.ts';
import { EXPORTERS, exportFile } from '../core/export/exporters.ts';
import { privacyOf } from '../core/export/privacy.ts';
import { removedFrom } from '../core/export/removed.ts';
import { createEar } from './heard.ts';
import type { Condition, Host, HostEvent } from './host.ts';
import type { Notice, Recording, RecordingStore } from './recording.ts';

/** How the store defers its work: to one of the browser's frames in the panel (src/ui/base/polite-schedule.ts), at once in tests. */
export type Schedule = (work: () => void) => void;

/** A document's own clock and HAR's may lie this far apart, ms (see core/analysis/reconcile.ts). */
const CLOCKS_MS = 10;

/** From the begin of a document to its request in the log, ms: as a rule less than 10, on a busy machine more (1 load of 100 in Chromium). */
const LEAD_MS = 300;

const PRESERVE_LOG = 'preserve-log';

/** The live recording: host events in, snapshots out. */
export function createRecordingStore(host: Host, schedule: Schedule): RecordingStore {
  const ear = createEar();
  const live = createLiveAnalysis();
  const listeners = new Set<() => void>();
  const conditions = new Map<Condition['kind'], Condition>();
  let recording = true;
  let preserveLog = host.settings.read(PRESERVE_LOG) === true;
  let pendingLoad: { readonly url: string; readonly heardAt: number } | null = null;
  let last: { readonly at: Instant; readonly by: 'document' | 'log' } | null = null;
  let scheduled = false;
  let stale = false;
  let snapshot: Recording = { analysis: analyse(NOTHING_HEARD), recording, preserveLog, notices: [] };

  const publish = (): void => {
    scheduled = false;
    if (stale) startAfresh();
    const analysis = stale ? live.update(ear.touched(), ear.heardOf) : snapshot.analysis;
    stale = false;
    snapshot = { analysis, recording, preserveLog, notices: noticesOf() };
    for (const listener of listeners) listener();
  };
  const changed = (): void => {
    if (scheduled) return;
    scheduled = true;
    schedule(() => scheduled && publish());
  };

  /**
   * A new document empties the recording, unless the log is preserved. Not on
   * the browsers' "navigated" event, whose order is not dependable, but on the
   * document itself: by its own clock, or, without access to the site, by its
   * request in the network log. What the log has when the event is heard may be
   * an earlier load of the same page, so it is looked at until the next event.
   */
  const startAfresh = (): void => {
    const document = ear.newestDocument();
    const loaded = pendingLoad === null ? null : ear.loadOf(pendingLoad.url, pendingLoad.heardAt);
    if (document !== null && (last === null || document > last.at - (last.by === 'log' ? LEAD_MS : 0))) begin(document, 'document');
    else if (loaded !== null && loaded > (last?.at ?? 0)) begin(loaded, 'log');
  };

  /** What the log says comes first as a rule; the document that it is about must not be forgotten for having begun before its request. */
  const begin = (at: Instant, by: 'document' | 'log'): void => {
    last = { at, by };
    if (by === 'document') pendingLoad = null;
    if (!preserveLog) ear.forgetBefore(instant(at - CLOCKS_MS), instant(at - CLOCKS_MS - (by === 'log' ? LEAD_MS : 0)));
  };

  const hear = (event: HostEvent): void => {
    if (event.type === 'condition') conditions.set(event.condition.kind, event.condition);
    else if (event.type === 'navigated') pendingLoad = { url: withoutFragment(event.url), heardAt: event.at };
    else if (recording) ear.hear(event);
    stale = stale || event.type !== 'condition';
  };
  const noticesOf = (): readonly Notice[] => {
    const notices: Notice[] = [];
    const access = conditions.get('host-access');
    const sockets = conditions.get('websockets');
    const late = conditions.get('opened-late');
    if (conditions.has('orphaned')) notices.push({ kind: 'orphaned' });
    if (access?.kind === 'host-access' && !access.granted) notices.push({ kind: 'no-host-access' });
    if (sockets?.kind === 'websockets' && !sockets.told) notices.push({ kind: 'no-websockets' });
    if (late?.kind === 'opened-late' && late.late) notices.push({ kind: 'opened-late' });
    if (ear.dropped() > 0) notices.push({ kind: 'dropped-entries', count: ear.dropped() });
    if (ear.isNameless()) notices.push({ kind: 'estimated' });
    return [...notices, ...ear.faults().map((what): Notice => ({ kind: 'unreadable', what }))];
  };

  host.listen((events) => {
    for (const event of events) hear(event);
    changed();
  });

  return {
    isLive: host.isLive,
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setRecording(on) {
      recording = on;
      host.setRecording(on);
      // What ended meanwhile was not heard of; what still runs is told again.
      if (on) ear.forgetOpen();
      stale ||= on;
      publish();
    },
    setPreserveLog(on) {
      preserveLog = on;
      host.settings.write(PRESERVE_LOG, on);
      publish();
    },
    clear() {
      ear.forgetBefore(instant(Date.now()));
      stale = true;
      publish();
    },
    reloadPage: () => host.reloadPage(),
    openOptions: host.openOptions ? () => host.openOptions?.() : undefined,
    exporters: EXPORTERS.map(({ id, label }) => ({ id, label })),
    saveFile: (file) => host.save(file),
    removed: () => removedFrom(snapshot.analysis),
    async save(exporterId, secrets = 'remove') {
      if (scheduled) publish();
      const file = exportFile(exporterId, snapshot.analysis, privacyOf(secrets));
      if (file) await host.save(file);
    },
  };
}
