/*
 * Names of what carries a person's identity or rights: of headers, parameters
 * and fields alike, since the same token goes by the same name in all of them.
 * They are looked at in small letters without digits and punctuation
 * (`X-Api-Key`, `api_key`, `apiKey2`), because everybody spells them otherwise.
 * What is left out needlessly costs a reader a word, what stays costs a person
 * an account: a name that ends in `key` or `code` is secret unless it is known
 * for something else.
 */

/** Wherever it stands. `auth` is that of `oauth` and `authorization`, not of `author` or `:authority` (RFC 9113 section 8.3.1: the host). */
const PART = /auth(?!or(?!i[sz]))|token|secret|passw|passphrase|credential|session|sessid|jwt|dpop|oidc|saml|csrf|xsrf|hmac|bearer|accesskey|accountkey|keypairid/;

/** At the end. */
const END = /(?:signature|pwd|otp|ticket|assertion|verifier|nonce|tkn|cookies?|key|code)$/;

/** Words at the end that are parts of longer ones: of `classId`, `bypass` and `design`. */
const LAST_WORD: ReadonlySet<string> = new Set(['sid', 'sig', 'pass', 'pin', 'pw', 'sess', 'sign']);

/** All of the name: `policy` is CloudFront's, `hdnts` and its like are Akamai's ("Token authentication"), a script's token may be among a WebSocket's subprotocols, since it can set no other header (Kubernetes, `base64url.bearer.authorization.k8s.io`). */
const WHOLE: ReadonlySet<string> = new Set(['state', 'policy', 'hdnea', 'hdnts', 'hdntl', 'cfid', 'sso', 'secwebsocketprotocol']);

/** What a key or a code is known for: machines', places', languages' and goods', and ends of words. */
const ORDINARY = /(?:public|site|cache|surrogate|idempotency|websocket|sort|hot|primary|foreign|partition|row|group|lookup|translation|shard|routing|^mon|^tur|^don|^hoc|^joc|^whis|key|char|status|error|response|exit|return|result|reason|bar|qr|geo|source|time|uni|trans|^en|^de|^op|^iso|^iata|^byte|zip|post|postal|country|region|state|province|location|area|city|dial|phone|lang|language|locale|currency|product|item|sku|promo|coupon|discount|campaign|store|shop|airport|airline|station|carrier|colou?r|size|tax|unit|category)(?:key|code)$/;

/** A standard header whose name only looks like a secret's: it is a yes or no (Fetch standard, "CORS protocol"). */
const YES_OR_NO = 'accesscontrolallowcredentials';

/** @param name as it is written, percent-encoded or not */
export function isSecretName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const isSecret = judge(name);
  if (judged.size === MOST_REMEMBERED) judged.clear();
  if (name.length <= LONGEST_REMEMBERED) judged.set(name, isSecret);
  return isSecret;
}

/** A big file has millions of headers and parameters of a few hundred names. */
const judged = new Map<string, boolean>();
const MOST_REMEMBERED = 5000;
const LONGEST_REMEMBERED = 60;

function judge(name: string): boolean {
  const plain = decode(name);
  const letters = plain.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (letters === YES_OR_NO) return false;
  if (PART.test(letters) || WHOLE.has(letters)) return true;
  return (END.test(letters) && !ORDINARY.test(letters)) || LAST_WORD.has(lastWord(plain));
}

/** Of `connect.sid`, `x-sid`, `connectSid` and `sid2`: "sid". */
const lastWord = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/).findLast((word) => word !== '') ?? '';

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is allowed in real URLs; the text is then taken as written.
    return text;
  }
}
