/**
 * HTTP/1 connections that a browser opens to one host in one pool: Chromium
 * net/socket/client_socket_pool_manager.cc (g_max_sockets_per_group; read in
 * copies up to version 154), Firefox network.http.max-persistent-connections-per-server.
 * With fewer, nobody can have waited for one to become free.
 */
export const SLOTS = 6;
