/* SPDX-License-Identifier: MIT */
/* URLs by RFC 3986 with the web's leniency, names by IDNA 2008 (libidn2), and site keys by libpsl.
 * No network. Any thread.
 * libcurl's curl_url is not used: what it makes of a reference differs between its versions (7.88
 * drops the file name before "#x"), and loading it costs more than cleaning a page does. */
#ifndef DH_URL_H
#define DH_URL_H

#include "base/mem.h"
#include "base/str.h"

enum { DH_URL_MAX = 8192 }; /* longer ones are refused everywhere */

bool dh_url_is_http(struct dh_str s); /* starts with http:// or https://, any case */
/* Appends the absolute http or https URL of ref against base (base empty: ref must be absolute) to
 * out as NUL-ended text (the NUL is not counted): host in lower case and ASCII (other letters as
 * "xn--" labels), IPv4 addresses in four decimal numbers however they were spelt, no userinfo, no
 * port where it is the scheme's, no fragment, no empty query, dot segments resolved, blanks and
 * bytes outside ASCII in path and query encoded. Where such a URL leads, libcurl sees as we do: the
 * host holds letters, digits and "-._~", or is an IPv6 address in brackets.
 * DH_EDATA: not such a URL; out is as it was. */
DH_MUST_USE enum dh_err dh_url_normal(struct dh_str base, struct dh_str ref, struct dh_buf *out);
/* Host of an absolute URL, a view into it; empty when there is none. */
struct dh_str dh_url_host(struct dh_str url);
/* Site key: the registrable domain by the public suffix list built into libpsl (the same on every
 * machine), of a host or an absolute URL, in lower case and ASCII as above; the host itself where
 * the list has no answer (IP addresses, localhost). DH_EDATA: no host. */
DH_MUST_USE enum dh_err dh_url_site(struct dh_str url_or_host, struct dh_buf *out);
/* Whether both, hosts or absolute URLs, have one site key. */
bool dh_url_same_site(struct dh_str a, struct dh_str b);
/* Version of the public suffix list that dh_url_site goes by: its SHA-1 as hex. Static. */
const char *dh_url_list_version(void);

#endif
