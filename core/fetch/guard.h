/* SPDX-License-Identifier: MIT */
/* Where a socket may lead: against pages and redirects that point into the network we run in
 * (SSRF). Judged is the address of the socket itself, after all name lookups and spellings (DNS
 * rebinding, 0x7f.1, [::ffff:127.0.0.1]). Any thread. */
#ifndef DH_GUARD_H
#define DH_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/str.h"

/* Whether the address is globally reachable unicast: not private, loopback, link-local, shared,
 * multicast, for documentation or benchmarks, reserved (IANA's special-purpose registries, RFC
 * 6890). IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4) are judged by that as
 * well. Other families: no. */
bool dh_guard_public(const struct sockaddr *address);
/* Ports that pages are served on: 80, 443, 8080, 8443. */
bool dh_guard_port(unsigned port);
/* Whether a URL's host, as dh_url_normal has it, may be handed to a proxy, which does the looking
 * up: not an address that is not public, nor a name of this machine (RFC 6761, 6.3). What other
 * names lead to is for the proxy to judge. */
bool dh_guard_host(struct dh_str host);

#endif
