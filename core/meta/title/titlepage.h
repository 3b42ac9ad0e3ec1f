/* SPDX-License-Identifier: MIT */
/* The numbers of pages that titles carry where a story is cut into several. Any thread. */
#ifndef DH_TITLEPAGE_H
#define DH_TITLEPAGE_H

#include "base/str.h"

/* The title without such a number at its end, "Harbour opens - Page 2", "Pelabuhan Dibuka Halaman
 * all": a slice of it. */
struct dh_str dh_title_unpaged(struct dh_str title);

/* A title that is all a page has, without the site's name or a section behind a bar: "Boeing 737 -
 * 800 | Harrow Post". Up to four words that all begin with a capital or a figure, and are shorter
 * than what stands before them. A sentence behind a bar may be the headline. */
struct dh_str dh_title_unbarred(struct dh_str title);

#endif
