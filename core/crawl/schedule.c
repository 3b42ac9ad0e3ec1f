/* SPDX-License-Identifier: MIT */
#include "crawl/schedule.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "meta/date/date.h"

enum { DAY = 24 * 60 * 60 };

static uint32_t clamp(uint64_t v, uint32_t least, uint32_t most)
{
    return v < least ? least : v > most ? most : (uint32_t)v;
}

void dh_schedule_visit(struct dh_url_row *row, enum dh_outcome outcome, uint32_t least, int64_t now)
{
    uint64_t interval = row->interval;
    uint32_t most = row->is_list ? DH_LIST_INTERVAL_MAX : DH_INTERVAL_MAX;

    if (least > most)
        least = most;
    switch (outcome) {
    case DH_OUTCOME_NEWS: /* the first time begins with the least */
        interval = row->visited ? interval * 8 / 10 : least;
        break;
    case DH_OUTCOME_CHANGED:
        interval = interval * 12 / 10;
        break;
    case DH_OUTCOME_SAME:
    case DH_OUTCOME_MOVED:
        interval = (interval < least ? least : interval) * 14 / 10;
        break;
    case DH_OUTCOME_SETTLED:
        interval =
            interval < DAY && !row->is_list ? DAY : 2 * (interval < least ? least : interval);
        break;
    case DH_OUTCOME_MISSING:
        interval = row->visited ? 2 * interval : least;
        break;
    case DH_OUTCOME_TROUBLE:
        break;
    }
    row->interval = clamp(interval, least, most);
    row->visited = now;
    row->due = outcome == DH_OUTCOME_TROUBLE ? now : now + row->interval;
}

/* Seconds since 1970 of a date with time and offset, or of the beginning of a day, in UTC; false: s
 * holds none. */
static bool moment(struct dh_str s, int64_t *out)
{
    char text[DH_DATE_MAX];
    struct tm tm = { 0 };
    int hours = 0, minutes = 0;
    char sign = 'Z';

    if (!dh_date_parse(s, DH_STR_NONE, text))
        return false;
    int n = sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%c%2d:%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                   &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &sign, &hours, &minutes);
    if (n < 7 && (n != 3 || strlen(text) != 10))
        return false;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    int64_t offset = sign == 'Z' ? 0 : 60 * (60 * hours + minutes);
    *out = (int64_t)timegm(&tm) - (sign == '-' ? -offset : offset);
    return true;
}

bool dh_schedule_due(const struct dh_url_row *row, uint32_t least, int64_t now,
                     struct dh_str listed)
{
    int64_t changed;

    if (!row->visited || least == 0 || row->due <= now)
        return true;
    /* Further ahead than any interval, or visited in the future: the clock was set back. */
    if (row->due - now > DH_INTERVAL_MAX || row->visited > now)
        return true;
    return listed.n && moment(listed, &changed) && changed > row->visited && changed <= now;
}
