/* SPDX-License-Identifier: MIT */
/* The form of a URL under which the same page is known again: for not fetching it twice. Never
 * what is requested: some servers tell apart what is one here. Any thread. */
#ifndef DH_URLCANON_H
#define DH_URLCANON_H

#include "base/mem.h"
#include "base/str.h"

/* Appends the canonical form of an absolute http or https URL: dh_url_normal (host in lower
 * case, no default port, userinfo, fragment or dot segments), percent-encoding in one spelling
 * (percent.h), no trailing dot on the host, no parameters that only track where a visitor came
 * from (a table in urlcanon.c), no empty parameters and no empty query. The order of the others
 * stays, since it may matter. DH_EDATA: no such URL. */
DH_MUST_USE enum dh_err dh_urlcanon(struct dh_str url, struct dh_buf *out);

#endif
