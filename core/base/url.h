/* SPDX-License-Identifier: MIT */
/* URLs by libcurl's curl_url (RFC 3986 with the web's leniency) and site keys by libpsl. No
 * network. Any thread. Known of curl_url 7.88: keeps the host's case and the userinfo, takes
 * "http:///x", does not decode %7e: dh_url_normal mends the first two and refuses the third. */
#ifndef DH_URL_H
#define DH_URL_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_URL_MAX = 8192 }; /* longer ones are refused everywhere */

bool dh_url_is_http(struct dh_str s); /* starts with http:// or https://, any case */
/* The absolute http or https URL of ref against base (base empty: ref must be absolute), into out
 * as NUL-ended text (the NUL is not counted): host in lower case, no userinfo, no fragment, dot
 * segments resolved. DH_EDATA: not such a URL. */
DH_MUST_USE enum dh_err dh_url_normal(struct dh_str base, struct dh_str ref, struct dh_buf *out);
/* Host of an absolute URL, a view into it; empty when there is none. */
struct dh_str dh_url_host(struct dh_str url);
/* Site key: the registrable domain by the public suffix list built into libpsl (the same on every
 * machine), of a host or an absolute URL, lower case; the host itself where the list has no answer
 * (IP addresses, localhost). DH_EDATA: no host. */
DH_MUST_USE enum dh_err dh_url_site(struct dh_str url_or_host, struct dh_buf *out);
/* Version of the public suffix list that dh_url_site goes by: its SHA-1 as hex. Static. */
const char *dh_url_list_version(void);

#endif
