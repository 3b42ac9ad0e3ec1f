/* SPDX-License-Identifier: MIT */
/* When a URL is due again, visit after visit, and what a list's date changes in that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "crawl/schedule.h"

enum { HOUR = 3600, DAY = 24 * HOUR, NOW = 1800000000 };

/* Visits by letter - n news, c changed, s same, m moved, x settled, g missing, t trouble -, each
 * when the URL is due; want: the intervals after them. */
static const struct {
    const char *name, *visits;
    bool is_list;
    uint32_t least;
    uint32_t want[8];
} runs[] = {
    { "the first time", "n", false, HOUR, { 3600 } },
    { "a page that stays", "nsss", false, HOUR, { 3600, 5040, 7056, 9878 } },
    { "that changes again", "nssn", false, HOUR, { 3600, 5040, 7056, 5644 } },
    { "a page whose bytes change each time",
      "ncccc",
      false,
      HOUR,
      { 3600, 4320, 5184, 6220, 7464 } },
    { "that changes once", "nssc", false, HOUR, { 3600, 5040, 7056, 8467 } },
    { "not below the least", "nnnn", false, HOUR, { 3600, 3600, 3600, 3600 } },
    { "moved is no news", "mm", false, HOUR, { 5040, 7056 } },
    { "gone: a day, then two", "nxxx", false, HOUR, { 3600, DAY, 2 * DAY, 4 * DAY } },
    { "gone for good",
      "xxxxxxx",
      false,
      HOUR,
      { DAY, 2 * DAY, 4 * DAY, 8 * DAY, 16 * DAY, DH_INTERVAL_MAX, DH_INTERVAL_MAX } },
    { "trouble changes nothing", "nstt", false, HOUR, { 3600, 5040, 5040, 5040 } },
    { "named before it is there", "gggn", false, HOUR, { 3600, 7200, 14400, 11520 } },
    { "a list that fails", "nxxx", true, 300, { 300, 600, 1200, 2400 } },
    { "a list, up to a day", "nsx", true, 80000, { 80000, DAY, DAY } },
    { "no least at all", "nss", false, 0, { 0, 0, 0 } },
    { "a least beyond the most", "ns", true, 10 * DAY, { DAY, DAY } },
};

static enum dh_outcome outcome(char c)
{
    return c == 'n'   ? DH_OUTCOME_NEWS
           : c == 'c' ? DH_OUTCOME_CHANGED
           : c == 's' ? DH_OUTCOME_SAME
           : c == 'm' ? DH_OUTCOME_MOVED
           : c == 'x' ? DH_OUTCOME_SETTLED
           : c == 'g' ? DH_OUTCOME_MISSING
                      : DH_OUTCOME_TROUBLE;
}

static void intervals(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(runs); i++) {
        struct dh_url_row row = { .is_list = runs[i].is_list };
        int64_t now = NOW;
        for (size_t v = 0; runs[i].visits[v]; v++) {
            bool trouble = runs[i].visits[v] == 't';
            dh_schedule_visit(&row, outcome(runs[i].visits[v]), runs[i].least, now);
            if (row.interval != runs[i].want[v])
                fail_msg("%s: interval %u at visit %zu", runs[i].name, row.interval, v);
            assert_true(row.visited == now);
            assert_true(row.due == now + (trouble ? 0 : (int64_t)row.interval));
            now = row.due;
        }
    }
}

/* Rows as seen at NOW. */
static const struct {
    const char *name;
    int64_t visited, due;
    uint32_t least;
    const char *listed;
    bool want;
} dues[] = {
    { "never visited", 0, 0, HOUR, "", true },
    { "its time has come", NOW - HOUR, NOW, HOUR, "", true },
    { "not yet", NOW - HOUR, NOW + 1, HOUR, "", false },
    { "whatever its interval says", NOW - HOUR, NOW + HOUR, 0, "", true },
    { "the list has a newer date", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15T07:30:00Z", true },
    { "with an offset", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15T09:30:00+02:00", true },
    { "as feeds have it", NOW - HOUR, NOW + HOUR, HOUR, "Fri, 15 Jan 2027 07:30:00 GMT", true },
    { "an older one", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15T06:00:00Z", false },
    { "older by its offset", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15T07:30:00+02:00", false },
    { "one of the future", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15T23:00:00Z", false },
    { "a day alone, later than the visit's", NOW - DAY, NOW + HOUR, HOUR, "2027-01-15", true },
    { "the day of the visit tells nothing", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-15", false },
    { "a day to come", NOW - HOUR, NOW + HOUR, HOUR, "2027-01-16", false },
    { "a month alone", NOW - 40 * DAY, NOW + HOUR, HOUR, "2027-01", false },
    { "no date", NOW - HOUR, NOW + HOUR, HOUR, "yesterday", false },
    { "the clock was set back: visited later", NOW + DAY, NOW + 2 * DAY, HOUR, "", true },
    { "the clock was set back: due in a year", NOW - DAY, NOW + 365 * DAY, HOUR, "", true },
};

static void due(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(dues); i++) {
        struct dh_url_row row = { .visited = dues[i].visited, .due = dues[i].due };
        if (dh_schedule_due(&row, dues[i].least, NOW, dh_str_c(dues[i].listed)) != dues[i].want)
            fail_msg("%s", dues[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(intervals), cmocka_unit_test(due) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
