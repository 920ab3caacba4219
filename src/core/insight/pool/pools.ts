import { siteOf, withoutFragment } from '../../base/url.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import { isMultiplexed } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { browserOf, type Browser } from '../engine.ts';
import { apartByCredentials, credentialsOf, type Apart, type Credentials } from './credentials.ts';
import { once } from '../once.ts';
import { loggedOf } from '../protocols/logged.ts';
import { likenessOf, learntOf, type Told } from './learnt.ts';
import { credentialsIn, poolNameOf } from './named.ts';
import { apartByPlace, placeOf, placeOfAll, type PageFacts, type Place } from './place.ts';

/** To which pool of connections things belong, as far as it can be told. */
export interface Pools {
  readonly browser: Browser | null;
  /** Of a connection: what all its requests say together. */
  ofConnection(connection: Connection): Pool;
  /** Of a request that is on no known connection. */
  ofRequest(request: Request): Pool;
}

export interface Pool {
  readonly credentials: Credentials | null;
  readonly place: Place;
  /** Its network partition key, where a NetLog names it. */
  readonly partition: string | null;
}

/** A NetLog names both. */
export const areNamed = (a: Pool, b: Pool): boolean => a.partition !== null && b.partition !== null;

/** What is known of two pools, question by question: by their names, or else by what was asked. */
export function apartnessOf(a: Pool, b: Pool, browser: Browser | null): { readonly byCredentials: Apart; readonly byPlace: Apart } {
  return {
    byCredentials: apartByCredentials(a.credentials, b.credentials),
    byPlace: areNamed(a, b) ? (a.partition === b.partition ? 'same' : 'apart') : apartByPlace(a.place, b.place, browser),
  };
}

const known = new WeakMap<Analysis, Pools>();

/** Worked out once for each snapshot. */
export function poolsOf(analysis: Analysis): Pools {
  const found = known.get(analysis) ?? poolsIn(analysis);
  known.set(analysis, found);
  return found;
}

function poolsIn(analysis: Analysis): Pools {
  const browser = browserOf(analysis);
  const tellsStorageAccess = analysis.requests.some(({ asked }) => asked !== null && asked.storageAccess !== null);
  const pages = pageFacts(analysis);
  const known = new Map<Connection, Pool>();
  const pageOf = ({ page }: Request): PageFacts | null => (page === null ? null : (pages.get(page) ?? null));
  const told = (request: Request): Credentials | null => credentialsOf(request, { browser, tellsStorageAccess, topSite: pageOf(request)?.site ?? null, isCredentialless: pageOf(request)?.isCredentialless === true });
  const sites = new Map<string, string>();
  const siteOfOrigin = (origin: string): string => {
    const site = sites.get(origin) ?? siteOf(origin);
    sites.set(origin, site);
    return site;
  };
  const place = (request: Request): Place => placeOf(request, pageOf(request), siteOfOrigin);
  const learnt = learning(analysis, { credentialsOf: told, placeOf: (request) => placeName(place(request)) });
  const credentials = (request: Request): Credentials | null => {
    const found = told(request);
    return found?.sure === true ? found : (learnt(request) ?? found);
  };
  const poolOf = (request: Request): Pool => ({ credentials: credentials(request), place: place(request), partition: null });
  return {
    browser,
    ofConnection(connection) {
      const found = known.get(connection);
      if (found !== undefined) return found;
      // On an estimated lane only the first request is surely on the connection that it opened.
      const pool = connection.basis.kind === 'reported' ? joined(connection.requests, { credentialsOf: credentials, placeOf: place }) : poolOf(connection.requests[0]!);
      // Measured in Firefox 153: HTTP/2 with and without credentials was apart twice, and shared once.
      const varies = pool.credentials !== null && browser === 'firefox' && isMultiplexed(connection.protocol);
      const asked = varies ? { ...pool, credentials: { ...pool.credentials, sure: false } } : pool;
      const name = poolNameOf(connection);
      const told = name === null ? asked : { ...asked, credentials: credentialsIn(name) ?? asked.credentials, partition: name.key };
      known.set(connection, told);
      return told;
    },
    ofRequest: poolOf,
  };
}

/** What is learnt of an origin, once it is asked for. */
function learning({ origins }: Analysis, told: Told): (request: Request) => Credentials | null {
  const summaries = once(() => new Map(origins.map((summary) => [summary.origin, summary])));
  const known = new Map<string, ReturnType<typeof learntOf>>();
  return (request) => {
    const likeness = likenessOf(request, told);
    if (likeness === null) return null;
    const summary = summaries().get(request.origin);
    if (summary === undefined) return null;
    const found = known.get(request.origin) ?? learntOf(summary, told);
    known.set(request.origin, found);
    return found.get(likeness) ?? null;
  };
}

const placeName = ({ topSite, inCrossSiteFrame }: Place): string | null => (topSite === null || inCrossSiteFrame === null ? null : `${inCrossSiteFrame} ${topSite}`);

/** They shared a connection: who knows its credentials best speaks for all, and of its place all speak. */
function joined(requests: readonly Request[], { credentialsOf, placeOf }: { credentialsOf(request: Request): Credentials | null; placeOf(request: Request): Place }): Pool {
  let credentials: Credentials | null = null;
  for (const request of requests) {
    const told = credentialsOf(request);
    if (credentials === null || told?.sure === true) credentials = told;
    if (credentials?.sure === true) break;
  }
  return { credentials, place: placeOfAll(requests.map(placeOf)), partition: null };
}

function pageFacts({ pages, requests }: Analysis): ReadonlyMap<string, PageFacts> {
  const addresses = new Map(pages.map(({ id, url }) => [id, withoutFragment(url)]));
  const documents = new Map<string, Request>();
  for (const request of requests) {
    const { page, url } = request;
    // The same address may be asked for again later: the document was the first.
    if (page !== null && !documents.has(page) && addresses.get(page) === url) documents.set(page, request);
  }
  return new Map(
    pages.map(({ id, url, start }) => {
      const document = documents.get(id);
      return [id, { site: siteOf(url), documentAt: document?.start ?? start, isCredentialless: document !== undefined && loggedOf(document)?.isCredentialless === true }];
    }),
  );
}
