/**
 * Whether an IP address is of a private network (RFC 1918; RFC 3927; RFC 4193
 * section 3; RFC 4291 section 2.5.6). Firefox makes no connection in advance to
 * these (nsISocketTransport, DISABLE_RFC1918; netwerk/dns/DNS.cpp,
 * IsIPAddrLocal; measured in 153): loopback is not among them.
 */
export const isPrivateAddress = (address: string | null): boolean => address !== null && PRIVATE.test(address);

const PRIVATE = /^\[?(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i;
