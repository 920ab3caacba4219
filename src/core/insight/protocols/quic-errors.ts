/** Errors of QUIC itself: Chromium's net/base/net_error_list.h, Firefox's xpcom/base/ErrorList.py. */
export const QUIC_ERRORS = /ERR_QUIC_|NS_ERROR_NET_HTTP3_/;
