/* SPDX-License-Identifier: MIT */
/* Where a page's text stands in a tree by site and date: SITE/YYYY/MM/DD/SLUG-HASH.txt.
 *
 * Nothing of it is taken over from a page unescaped. SITE is the site key in [a-z0-9.-], with a
 * hash behind it where it was something else, "no-site" for none. The date is that of publication
 * as the page tells it, "undated" for none: never the day of the run, so that the same page has the
 * same place whenever it is cleaned. SLUG is the last part of URL or id in [a-z0-9-], at most 60
 * bytes, for people; HASH tells pages apart, so that no two get one place, on file systems that
 * fold case too. No component is longer than 120 bytes. Any thread. */
#ifndef DH_PLACE_H
#define DH_PLACE_H

#include "page/page.h"

/* Appends the place. key: of the page over all runs; version: of its text, 0: not in the name.
 * Out of memory: out->err. */
void dh_place_name(const struct dh_page *page, uint64_t key, uint64_t version, struct dh_buf *out);

#endif
