/* SPDX-License-Identifier: MIT */
/* The numbers of pages that titles carry where a story is cut into several. */
#ifndef DH_TITLEPAGE_H
#define DH_TITLEPAGE_H

#include "base/str.h"

/* The title without such a number at its end, "Harbour opens - Page 2", "Pelabuhan Dibuka Halaman
 * all": a slice of it. */
struct dh_str dh_title_unpaged(struct dh_str title);

#endif
