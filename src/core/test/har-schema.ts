/**
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/) as a JSON Schema,
 * strictly: fields that it does not name begin with an underscore. The
 * packages that have one (har-schema, har-validator) are no longer kept.
 */
type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const FLAG: Schema = { type: 'boolean' };
/** "Absolute URL": browsers send what RFC 3986 does not allow (`|`, `[`), and a capture says what they sent. */
const URL_: Schema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:' };
const MOMENT: Schema = { type: 'string', format: 'date-time' };
/** Milliseconds, −1 = does not apply. */
const TIMING: Schema = { type: 'number', minimum: -1 };
/** Bytes, −1 = not available. */
const SIZE: Schema = { type: 'integer', minimum: -1 };

const object = (required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional, comment: TEXT },
  patternProperties: { '^_': {} },
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items });

const PAIR = object({ name: TEXT, value: TEXT });
const TOOL = object({ name: TEXT, version: TEXT });
const COOKIE = object({ name: TEXT, value: TEXT }, { path: TEXT, domain: TEXT, expires: { type: ['string', 'null'] }, httpOnly: FLAG, secure: FLAG, sameSite: TEXT });
const PARAM = object({ name: TEXT }, { value: TEXT, fileName: TEXT, contentType: TEXT });
const CACHED = object({ lastAccess: TEXT, eTag: TEXT, hitCount: NUMBER }, { expires: TEXT });

const REQUEST = object(
  { method: TEXT, url: URL_, httpVersion: TEXT, cookies: list(COOKIE), headers: list(PAIR), queryString: list(PAIR), headersSize: SIZE, bodySize: SIZE },
  { postData: object({ mimeType: TEXT }, { params: list(PARAM), text: TEXT }) },
);
const RESPONSE = object({
  status: { type: 'integer', minimum: 0 },
  statusText: TEXT,
  httpVersion: TEXT,
  cookies: list(COOKIE),
  headers: list(PAIR),
  content: object({ size: SIZE, mimeType: TEXT }, { compression: NUMBER, text: TEXT, encoding: TEXT }),
  redirectURL: TEXT,
  headersSize: SIZE,
  bodySize: SIZE,
});
const ENTRY = object(
  {
    startedDateTime: MOMENT,
    time: { type: 'number', minimum: 0 },
    request: REQUEST,
    response: RESPONSE,
    cache: object({}, { beforeRequest: CACHED, afterRequest: CACHED }),
    timings: object({ send: { type: 'number', minimum: 0 }, wait: { type: 'number', minimum: 0 }, receive: { type: 'number', minimum: 0 } }, { blocked: TIMING, dns: TIMING, connect: TIMING, ssl: TIMING }),
  },
  { pageref: TEXT, serverIPAddress: TEXT, connection: TEXT },
);
const PAGE = object({ startedDateTime: MOMENT, id: TEXT, title: TEXT, pageTimings: object({}, { onContentLoad: TIMING, onLoad: TIMING }) });

export const HAR_SCHEMA: Schema = { ...object({ log: object({ version: { const: '1.2' }, creator: TOOL, entries: list(ENTRY) }, { browser: TOOL, pages: list(PAGE) }) }), $id: 'har-1.2' };
