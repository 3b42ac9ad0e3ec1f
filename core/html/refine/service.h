/* SPDX-License-Identifier: MIT */
/* service: pages on which a site speaks of itself to its readers: what they asked for is gone, they
 * shall log in, pay, prove that they are no robot, wait, look into their mail. Such a page is known
 * by several phrases of that kind in few words, whatever its headline; the phrases are data. Any
 * thread. */
#ifndef DH_SERVICE_H
#define DH_SERVICE_H

#include "html/model/overview.h"

/* What service_phrases are in: one row a language, its phrases between bars. */
struct dh_service_row {
    const char *lang;    /* BCP 47, for people */
    const char *phrases; /* in lower case, may be cut off inside a word: stems */
};
extern const struct dh_service_row dh_service_rows[];
extern const size_t dh_n_service_rows;

struct dh_choice;

/* Whether the kept blocks, with the page's headline, say such things rather than news. known: the
 * page tells who wrote it, or when it was published: then more has to speak for it. Reads a few
 * hundred words at most. */
bool dh_is_service(const struct dh_overview *v, const struct dh_choice *choice, bool known);

#endif
