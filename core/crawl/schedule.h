/* SPDX-License-Identifier: MIT */
/* When a URL is asked for again: after the AdaptiveFetchSchedule of Apache Nutch (conf:
 * db.fetch.schedule.adaptive.*, increment .4, decrement .2), with bounds. Pure functions. Any
 * thread. */
#ifndef DH_SCHEDULE_H
#define DH_SCHEDULE_H

#include "base/str.h"
#include "state/urls.h"

enum { DH_LIST_INTERVAL_MAX = 24 * 60 * 60 }; /* seconds; of pages DH_INTERVAL_MAX */

enum dh_outcome {
    DH_OUTCOME_NEWS,    /* a first body; of a list also another one */
    DH_OUTCOME_CHANGED, /* another body of a page: some have a number or a time of the server's own
                           in each answer, so it is later the next time, if less so than SAME */
    DH_OUTCOME_SAME,    /* 304, or the same body */
    DH_OUTCOME_MOVED,   /* a redirect */
    DH_OUTCOME_SETTLED, /* gone, forbidden, no page: it will hardly be otherwise tomorrow. A list
                           may be, after each failure later */
    DH_OUTCOME_MISSING, /* 404 for what never came: lists name pages a little before they are there
                         */
    DH_OUTCOME_TROUBLE  /* it may be otherwise the next time */
};

/* Sets interval, visited and due of row for a visit now. least: seconds, the shortest interval. */
void dh_schedule_visit(struct dh_url_row *row, enum dh_outcome outcome, uint32_t least,
                       int64_t now);
/* Whether row may be asked for now. least 0: always. listed: the list's date of the page, RFC 3339
 * or as feeds have it, or a day alone; a page that is newer than our last visit is due. */
bool dh_schedule_due(const struct dh_url_row *row, uint32_t least, int64_t now,
                     struct dh_str listed);

#endif
