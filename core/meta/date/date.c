/* SPDX-License-Identifier: MIT */
#include "meta/date/date.h"

#include "meta/date/calendar.h"
#include "meta/date/datetokens.h"
#include "meta/date/datewords.h"

/* A date string is a row of numbers and words with signs between; which number is what follows from
 * length, neighbours and words. */
enum { INPUT_MAX = 200, LINK_MAX = 4, BUDDHIST = 543, BUDDHIST_MIN = 2400 };

struct date {
    long year, month, day, hour, minute, second, offset;
    bool has_time, has_offset;
};

static bool is_sign(const struct dh_date_token *t, size_t n, size_t i, char sign)
{
    return i < n && t[i].kind == DH_T_SIGN && t[i].value == sign;
}

static bool is_number(const struct dh_date_token *t, size_t n, size_t i, unsigned min, unsigned max)
{
    return i < n && t[i].kind == DH_T_NUMBER && t[i].digits >= min && t[i].digits <= max;
}

/* Whether the three numbers of a date with a short year at t[i] are followed by a fourth: it is a
 * version, or a number of a telephone. */
static bool goes_on(const struct dh_date_token *t, size_t n, size_t i)
{
    return i + 6 < n && t[i + 5].kind == DH_T_SIGN && t[i + 5].value == t[i + 1].value &&
           t[i + 6].kind == DH_T_NUMBER;
}

/* "3.4.24", where the language says what it means. */
static bool is_short_year(const struct dh_date_token *t, size_t n, size_t i)
{
    return t[i].digits <= 2 && t[i + 4].digits == 2 && t[i].value <= 31 && t[i + 2].value <= 12 &&
           !goes_on(t, n, i);
}

/* "5/13/24": no other order has a thirteenth month. */
static bool is_month_first(const struct dh_date_token *t, size_t n, size_t i)
{
    return t[i + 1].value == '/' && t[i].digits <= 2 && t[i + 4].digits == 2 && t[i].value <= 12 &&
           t[i + 2].value > 12 && t[i + 2].value <= 31 && !goes_on(t, n, i);
}

/* Whether a day of the week before t[i] tells that of the date with day and month in two orders
 * only the one is right: "Mon, 03/10/2016" is in October. */
static bool weekday_tells(const struct dh_date_token *t, size_t i, long year, long month, long day)
{
    bool both = month >= 1 && month <= 12 && day >= 1 && day <= 12;
    for (size_t k = 0; both && k < i; k++)
        if (t[k].kind == DH_T_WEEKDAY)
            return dh_calendar_weekday(year, month, day) == t[k].value - 1 &&
                   dh_calendar_weekday(year, day, month) != t[k].value - 1;
    return false;
}

/* Y-M-D, D.M.Y and the like at t[i]; answers the tokens it takes. */
static size_t read_numeric(const struct dh_date_token *t, size_t n, size_t i,
                           const struct dh_calendar *calendar, struct date *d)
{
    if (!is_number(t, n, i, 1, 4) || i + 4 >= n || t[i + 1].kind != DH_T_SIGN ||
        !is_sign(t, n, i + 3, (char)t[i + 1].value) || !is_number(t, n, i + 2, 1, 2) ||
        !is_number(t, n, i + 4, 1, 4))
        return 0;
    long sign = t[i + 1].value, a = t[i].value, b = t[i + 2].value, c = t[i + 4].value;
    bool day_first = calendar->day_first;
    if (sign != '-' && sign != '/' && sign != '.')
        return 0;
    if (t[i].digits == 4 && t[i + 4].digits <= 2)
        *d = (struct date){ .year = a, .month = b, .day = c };
    else if (t[i + 4].digits == 4 && b <= 12 &&
             (sign == '.' || a > 12 || a == b || day_first || weekday_tells(t, i, c, b, a)))
        *d = (struct date){ .year = c, .month = b, .day = a };
    else if (t[i + 4].digits == 4 && (b > 12 || weekday_tells(t, i, c, a, b)))
        *d = (struct date){ .year = c, .month = a, .day = b };
    else if (day_first && is_short_year(t, n, i))
        *d = (struct date){ .year = dh_date_full_year(c), .month = b, .day = a };
    else if (is_month_first(t, n, i))
        *d = (struct date){ .year = dh_date_full_year(c), .month = a, .day = b };
    else
        return 0;
    return 5;
}

/* Behind the clock "hh:mm" or "hh:mm:ss" at t[i], and an offset where the year follows it, as in
 * "10:00:00 +0530 2024"; i: there is none. */
static size_t skip_clock(const struct dh_date_token *t, size_t n, size_t i)
{
    size_t at = i;
    while (is_number(t, n, at, 1, 2) && is_sign(t, n, at + 1, ':'))
        at += 2;
    if (at == i)
        return i;
    at++;
    bool offset = (is_sign(t, n, at, '+') || is_sign(t, n, at, '-')) &&
                  is_number(t, n, at + 1, 4, 4) && t[at + 1].glued && is_number(t, n, at + 2, 4, 4);
    return offset ? at + 2 : at;
}

/* The month that t names, behind a day with a full stop or without. */
static long month_of(const struct dh_date_token *t, bool dotted)
{
    if (t->value == DH_DATE_LISTOPADA)
        return dotted ? 10 : 11;
    return t->value % 100;
}

/* A year beside a month of the calendars of Thailand and Iran. */
static void set_era(struct date *d, long month)
{
    bool thai = month > DH_DATE_THAI && month < DH_DATE_JALALI;
    if (thai && d->year < 100)
        d->year += 2500; /* "15 พ.ย. 64" */
    if (thai && d->year > BUDDHIST_MIN)
        d->year -= BUDDHIST;
    if (month > DH_DATE_JALALI && !dh_calendar_from_jalali(&d->year, &d->month, &d->day))
        d->month = 0;
}

/* "1 March 2024", "March 1, 2024", "1. März 2024", "1 de marzo de 2024", "Mar 1 10:00:00 2024".
 * Longer words do not stand inside: "Mar Lee, 1.3.2024" begins with a name. Days of the week and
 * names may begin as months do ("mar. 5 nov. 2024", "June Lee, May 1, 2024"): of two months the one
 * between the numbers counts, else the one right before them. */
static size_t read_named(const struct dh_date_token *t, size_t n, size_t i, struct date *d)
{
    long numbers[2];
    size_t count = 0, month = 0, at = i;
    bool between = false, dotted = false;

    if (t[i].kind != DH_T_NUMBER && t[i].kind != DH_T_MONTH)
        return 0;
    while (at < n && at < i + 12 && (count < 2 || !month)) {
        size_t next = skip_clock(t, n, at);
        if (next == at) {
            if (t[at].kind == DH_T_MONTH && !between) {
                month = at + 1;
                between = count == 1;
            } else if ((t[at].kind == DH_T_NUMBER && count == 2) ||
                       (t[at].kind == DH_T_WORD && t[at].digits > LINK_MAX)) {
                return 0;
            } else if (t[at].kind == DH_T_NUMBER) {
                dotted |= count == 0 && is_sign(t, n, at + 1, '.');
                numbers[count++] = t[at].value;
            }
            next++;
        }
        at = next;
    }
    if (count < 2 || !month)
        return 0;
    bool year_first = numbers[0] > 31;
    *d = (struct date){ .year = numbers[!year_first],
                        .month = month_of(&t[month - 1], dotted),
                        .day = numbers[year_first] };
    set_era(d, t[month - 1].value);
    return at - i;
}

/* 20240301 and 20240301T100000 */
static size_t read_compact(const struct dh_date_token *t, size_t n, size_t i, struct date *d)
{
    if (is_number(t, n, i, 14, 14) || is_number(t, n, i, 12, 12)) {
        long v = t[i].digits == 14 ? t[i].value : t[i].value * 100;
        *d = (struct date){ v / 10000000000L,
                            v / 100000000 % 100,
                            v / 1000000 % 100,
                            v / 10000 % 100,
                            v / 100 % 100,
                            v % 100,
                            0,
                            true,
                            false };
        return 1;
    }
    if (!is_number(t, n, i, 8, 8))
        return 0;
    *d = (struct date){ .year = t[i].value / 10000,
                        .month = t[i].value / 100 % 100,
                        .day = t[i].value % 100 };
    return 1;
}

/* Seconds (10 digits), with a fraction or without, or milliseconds (13) since 1970, alone. */
static bool read_epoch(const struct dh_date_token *t, size_t n, struct date *d)
{
    bool fraction =
        n == 3 && is_number(t, n, 0, 10, 10) && is_sign(t, n, 1, '.') && is_number(t, n, 2, 1, 9);
    if ((n != 1 && !fraction) || !(is_number(t, n, 0, 9, 10) || is_number(t, n, 0, 12, 13)))
        return false;
    if (t[0].digits == 12 && t[0].value / 10000000000L > 18)
        return false; /* rather YYYYMMDDhhmm */
    long seconds = t[0].digits > 10 ? t[0].value / 1000 : t[0].value;
    *d = (struct date){ .has_time = true, .has_offset = true };
    dh_calendar_from_days(seconds / 86400, &d->year, &d->month, &d->day);
    d->hour = seconds / 3600 % 24;
    d->minute = seconds / 60 % 60;
    d->second = seconds % 60;
    return true;
}

/* "+01:00", "+0100", "+1", "GMT+0100", "Z", "CET" at t[i]. */
static void read_offset(const struct dh_date_token *t, size_t n, size_t i, struct date *d)
{
    if (i < n && t[i].kind == DH_T_ZONE) {
        d->offset = t[i].value;
        d->has_offset = true;
        i++;
    }
    if (i + 1 >= n || t[i].kind != DH_T_SIGN || (t[i].value != '+' && t[i].value != '-') ||
        !is_number(t, n, i + 1, 1, 4) || !t[i + 1].glued)
        return;
    long v = t[i + 1].value, minutes = t[i + 1].digits > 2 ? v / 100 * 60 + v % 100 : v * 60;
    if (t[i + 1].digits <= 2 && is_sign(t, n, i + 2, ':') && is_number(t, n, i + 3, 2, 2))
        minutes += t[i + 3].value;
    if (minutes > 14 * 60)
        return;
    d->offset = t[i].value == '-' ? -minutes : minutes;
    d->has_offset = true;
}

static void read_clock(const struct dh_date_token *t, size_t n, size_t i, struct date *d)
{
    d->hour = t[i].value;
    d->minute = t[i + 2].value;
    d->second = 0;
    i += 3;
    if (is_sign(t, n, i, ':') && is_number(t, n, i + 1, 1, 2)) {
        d->second = t[i + 1].value == 60 ? 59 : t[i + 1].value; /* a leap second */
        i += 2;
        if (is_sign(t, n, i, '.') || is_sign(t, n, i, ','))
            i += is_number(t, n, i + 1, 1, 9) ? 2u : 0u;
    }
    if (i < n && (t[i].kind == DH_T_AM || t[i].kind == DH_T_PM)) {
        if (d->hour == 0 || d->hour > 12)
            return;
        d->hour = d->hour % 12 + (t[i].kind == DH_T_PM ? 12 : 0);
        i++;
    }
    if (d->hour > 23 || d->minute > 59 || d->second > 59)
        return;
    d->has_time = true;
    read_offset(t, n, i, d);
}

/* The first "hh:mm" from t[i] on. */
static void read_time(const struct dh_date_token *t, size_t n, size_t i, struct date *d)
{
    if (d->has_time) { /* compact: the time is known */
        read_offset(t, n, i, d);
        return;
    }
    if (i + 1 < n && t[i].kind == DH_T_WORD && is_number(t, n, i + 1, 6, 6) && t[i + 1].glued) {
        long v = t[i + 1].value; /* T100000 */
        d->hour = v / 10000;
        d->minute = v / 100 % 100;
        d->second = v % 100;
        d->has_time = d->hour < 24 && d->minute < 60 && d->second < 60;
        read_offset(t, n, i + 2, d);
        return;
    }
    for (; i + 2 < n; i++)
        if (is_number(t, n, i, 1, 2) && is_sign(t, n, i + 1, ':') && is_number(t, n, i + 2, 2, 2)) {
            read_clock(t, n, i, d);
            return;
        }
}

static bool is_possible(const struct date *d)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (d->year < 1800 || d->year > 2099 || d->month < 1 || d->month > 12 || d->day < 1)
        return false;
    bool leap = d->year % 4 == 0 && (d->year % 100 != 0 || d->year % 400 == 0);
    return d->day <= days[d->month - 1] + (d->month == 2 && leap);
}

/* A numeric date as the calendar of its language has it. */
static void convert(struct date *d, const struct dh_calendar *calendar)
{
    if (calendar->buddhist && d->year > BUDDHIST_MIN)
        d->year -= BUDDHIST;
    if (calendar->jalali && d->year >= 1300 && d->year < 1500 &&
        !dh_calendar_from_jalali(&d->year, &d->month, &d->day))
        d->month = 0;
}

static bool read_date(const struct dh_date_token *t, size_t n, const struct dh_calendar *calendar,
                      struct date *d)
{
    if (read_epoch(t, n, d))
        return true;
    for (size_t i = 0; i < n; i++) {
        i = skip_clock(t, n, i);
        if (i >= n)
            return false;
        size_t used = read_numeric(t, n, i, calendar, d);
        used = used ? used : read_compact(t, n, i, d);
        bool numeric = used != 0;
        used = used ? used : read_named(t, n, i, d);
        if (used == 0 || (!numeric && !is_possible(d)))
            continue; /* "Jan Lee, 1.12.2021" begins with no month */
        convert(d, calendar);
        if (!is_possible(d))
            return false;
        read_time(t, n, i + used, d);
        if (!d->has_time && i > 0)
            read_time(t, i, 0, d); /* "10:30, 1 March 2024" */
        if (!d->has_time)
            read_time(t, i + used, i, d); /* "Mar 1 10:00:00 CET 2024" */
        return true;
    }
    return false;
}

static char *put(char *at, long v, unsigned width, char behind)
{
    for (unsigned i = width; i-- > 0; v /= 10)
        at[i] = (char)('0' + v % 10);
    at[width] = behind;
    return at + width + 1;
}

static void put_offset(char *at, long minutes)
{
    if (minutes == 0) {
        at[0] = 'Z';
        at[1] = '\0';
        return;
    }
    *at++ = minutes < 0 ? '-' : '+';
    minutes = minutes < 0 ? -minutes : minutes;
    at = put(at, minutes / 60, 2, ':');
    put(at, minutes % 60, 2, '\0');
}

/* The milliseconds in "/Date(1709287200000+0100)/", as some programs write JSON, its slashes
 * escaped or not: the offset moves nothing. Else s. */
static struct dh_str unwrap(struct dh_str s)
{
    struct dh_str inside = s;
    if (dh_str_starts(inside, DH_STR("\\")))
        inside = dh_str_sub(inside, 1, inside.n);
    if (!dh_str_starts(inside, DH_STR("/Date(")))
        return s;
    inside = dh_str_sub(inside, 6, inside.n);
    size_t n = 0;
    while (n < inside.n && dh_is_digit((unsigned char)inside.p[n]))
        n++;
    return dh_str_sub(inside, 0, n);
}

bool dh_date_parse(struct dh_str s, struct dh_str lang, char dst[DH_DATE_MAX])
{
    struct dh_calendar calendar = dh_calendar_of(lang);
    struct dh_date_token tokens[DH_DATE_TOKENS_MAX];
    struct date d = { 0 };
    size_t n = dh_date_tokenize(dh_str_sub(unwrap(dh_str_trim(s)), 0, INPUT_MAX), tokens);

    if (!read_date(tokens, n, &calendar, &d) || !is_possible(&d))
        return false;
    char *at = put(dst, d.year, 4, '-');
    at = put(at, d.month, 2, '-');
    at = put(at, d.day, 2, '\0');
    if (!d.has_time || !d.has_offset)
        return true;
    at[-1] = 'T';
    at = put(at, d.hour, 2, ':');
    at = put(at, d.minute, 2, ':');
    at = put(at, d.second, 2, '\0');
    put_offset(at - 1, d.offset);
    return true;
}
