/* SPDX-License-Identifier: MIT */
#include "meta/date/datewords.h"

#include "base/utf8.h"
#include "meta/date/monthnames.h"

enum { WORD_MAX = 48 /* bytes */ };

struct word {
    const char *name;
    int value;
};

/* Zone names that mean one offset only (RFC 2822 section 4.3 and the European and East Asian ones).
 */
static const struct word zones[] = {
    { "z", 0 },      { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },    { "wet", 0 },
    { "west", 60 },  { "cet", 60 },   { "mez", 60 },   { "cest", 120 }, { "mesz", 120 },
    { "eet", 120 },  { "eest", 180 }, { "msk", 180 },  { "jst", 540 },  { "kst", 540 },
    { "est", -300 }, { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 },
    { "mdt", -360 }, { "pst", -480 }, { "pdt", -420 }, { "aest", 600 }, { "aedt", 660 },
    { "nzst", 720 }, { "nzdt", 780 }, { "wib", 420 },
};

/* Days of the week in English, the only language whose readers have two orders of day and month. */
static const struct word weekdays[] = {
    { "sun", 1 },       { "sunday", 1 }, { "mon", 2 },     { "monday", 2 },
    { "tue", 3 },       { "tues", 3 },   { "tuesday", 3 }, { "wed", 4 },
    { "wednesday", 4 }, { "thu", 5 },    { "thurs", 5 },   { "thursday", 5 },
    { "fri", 6 },       { "friday", 6 }, { "sat", 7 },     { "saturday", 7 },
};

/* Eras of Japan and Taiwan, and the years that theirs are added to. */
static const struct word eras[] = {
    { "令和", 2018 }, { "平成", 1988 },     { "昭和", 1925 },
    { "民國", 1911 }, { "中華民國", 1911 }, { "民国", 1911 },
};

/* The other of two months that share a name in the Levant: "تشرين الثاني". */
static const struct word nths[] = { { "الأول", 1 }, { "الاول", 1 }, { "الثاني", 2 } };

/* "Month", where it stands before its number: Vietnamese. */
static const struct word months_of[] = { { "tháng", 0 }, { "thg", 0 } };

/* The first letters of s in lower case. */
static struct dh_str fold(struct dh_str s, char out[WORD_MAX])
{
    size_t n = 0;
    for (size_t at = 0; at < s.n && n + 4 <= WORD_MAX;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        n += dh_utf8_put(out + n, dh_utf8_lower(cp));
    }
    return (struct dh_str){ out, n };
}

/* The row whose name is s; NULL: none. */
static const struct word *find(const struct word *rows, size_t n, struct dh_str s)
{
    for (size_t i = 0; i < n; i++)
        if (dh_str_eq(s, dh_str_c(rows[i].name)))
            return &rows[i];
    return NULL;
}

enum dh_date_word dh_date_word(struct dh_str s, long *value)
{
    static const struct {
        enum dh_date_word what;
        const struct word *rows;
        size_t n;
    } tables[] = {
        { DH_DATE_ZONE, zones, DH_LEN(zones) },
        { DH_DATE_WEEKDAY, weekdays, DH_LEN(weekdays) },
        { DH_DATE_ERA, eras, DH_LEN(eras) },
        { DH_DATE_NTH, nths, DH_LEN(nths) },
        { DH_DATE_MONTH_OF, months_of, DH_LEN(months_of) },
    };
    char low[WORD_MAX];
    struct dh_str w = fold(s, low);
    const struct word *row = NULL;

    for (size_t i = 0; i < DH_LEN(tables); i++) {
        row = find(tables[i].rows, tables[i].n, w);
        *value = row ? row->value : 0;
        if (row)
            return tables[i].what;
    }
    if (dh_str_eq(w, DH_STR("am")) || dh_str_eq(w, DH_STR("pm")))
        return w.p[0] == 'a' ? DH_DATE_AM : DH_DATE_PM;
    *value = dh_month_value(w);
    return *value ? DH_DATE_MONTH : DH_DATE_OTHER;
}
