/* SPDX-License-Identifier: MIT */
#include "meta/date/calendar.h"

#include "base/utf8.h"

/* Languages whose readers write the day before the month, wherever they are. English is not among
 * them, nor what is written in the United States or the Philippines; languages that begin with the
 * year need no rule. */
static const char day_first[] =
    "af ar az be bg bn bs ca cs cy da de el es et eu fa fi fr ga gl gu he hi hr hy id is it ka kk "
    "kn ku lb lv mk ml mr ms mt nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tk "
    "tr uk ur uz vi";
/* The same of countries where English is written, by their tags. */
static const char english_day_first[] = "gb ie au nz in za ng ke gh sg my pk mt jm tt zw";

static bool is_in(const char *list, struct dh_str word)
{
    struct dh_str rest = dh_str_c(list), piece;
    while (dh_str_split(&rest, ' ', &piece))
        if (dh_str_eq_nocase(piece, word))
            return true;
    return false;
}

struct dh_calendar dh_calendar_of(struct dh_str lang)
{
    size_t cut = dh_str_find_byte(lang, '-');
    struct dh_str name = dh_str_sub(lang, 0, cut), region = dh_str_sub(lang, cut + 1, lang.n);
    bool english = dh_str_eq_nocase(name, DH_STR("en"));
    bool states = dh_str_eq_nocase(region, DH_STR("us"));

    return (struct dh_calendar){
        .day_first = english ? region.n == 2 && is_in(english_day_first, region)
                             : name.n && !states && is_in(day_first, name),
        .buddhist = dh_str_eq_nocase(name, DH_STR("th")),
        .jalali = dh_str_eq_nocase(name, DH_STR("fa")),
    };
}

int dh_calendar_digit(struct dh_str s, size_t at, size_t *n)
{
    static const uint32_t zeros[] = {
        0x0660, /* Arabic */
        0x06F0, /* Persian, Urdu */
        0x0966, /* Devanagari */
        0x09E6, /* Bengali */
        0x0A66, /* Gurmukhi */
        0x0AE6, /* Gujarati */
        0x0B66, /* Odia */
        0x0BE6, /* Tamil */
        0x0C66, /* Telugu */
        0x0CE6, /* Kannada */
        0x0D66, /* Malayalam */
        0x0E50, /* Thai */
        0x0ED0, /* Lao */
        0x1040, /* Myanmar */
        0x17E0, /* Khmer */
        0xFF10, /* full width */
    };
    uint32_t cp;

    *n = dh_utf8_get(s, at, &cp);
    if (cp < 0x80)
        return dh_is_digit((unsigned char)cp) ? (int)cp - '0' : -1;
    for (size_t i = 0; i < DH_LEN(zeros); i++)
        if (cp >= zeros[i] && cp < zeros[i] + 10)
            return (int)(cp - zeros[i]);
    return -1;
}

size_t dh_calendar_number(struct dh_str s, long *value, unsigned *digits)
{
    static const uint32_t names[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D }; /* from 0 to 9 */
    enum { ZERO = 0x96F6, TEN = 0x5341, TWENTY = 0x5EFF, THIRTY = 0x5345, MOST = 4 };
    long tens = 0, units = 0;
    size_t at = 0, n;
    uint32_t cp;

    for (*digits = 0; at < s.n; at += n, ++*digits) {
        long digit = 0;
        n = dh_utf8_get(s, at, &cp);
        while (digit < (long)DH_LEN(names) && cp != names[digit])
            digit++;
        bool ten = cp == TEN || cp == TWENTY || cp == THIRTY;
        if (digit == (long)DH_LEN(names) && cp != ZERO && !ten)
            break;
        if (*digits == MOST || (ten && (tens || units > 9)))
            return 0;
        if (ten) {
            tens = cp == TEN ? 10 * (*digits ? units : 1) : cp == TWENTY ? 20 : 30;
            units = 0;
        } else {
            units = units * 10 + digit % (long)DH_LEN(names);
        }
    }
    if (tens)
        *digits = 2;
    *value = tens + units;
    return at;
}

/* Eight years of 33 have a day more: right from 1244 to 1502 (A. Birashk, "A comparative calendar
 * of the Iranian, Muslim lunar, and Christian eras", 1993). */
bool dh_calendar_from_jalali(long *year, long *month, long *day)
{
    enum { NEW_YEAR_1348 = -286 /* 1969-03-21, in days since 1970 */ };
    long y = *year, m = *month, d = *day;
    bool leap = (8 * y + 29) % 33 < 8;
    long length = m <= 6 ? 31 : m < 12 || leap ? 30 : 29;

    if (y < 1244 || y > 1502 || m < 1 || m > 12 || d < 1 || d > length)
        return false;
    long before = 365 * (y - 1348) + (8 * y + 21) / 33 - (8 * 1348 + 21) / 33;
    long months = m <= 7 ? 31 * (m - 1) : 30 * (m - 1) + 6;
    dh_calendar_from_days(NEW_YEAR_1348 + before + months + d - 1, year, month, day);
    return true;
}

/* Tomohiko Sakamoto's table: by how many days each month is shifted. */
int dh_calendar_weekday(long year, long month, long day)
{
    static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
    year -= month < 3;
    return (int)((year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7);
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms". */
void dh_calendar_from_days(long days, long *year, long *month, long *day)
{
    days += 719468;
    long era = days / 146097, doe = days % 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}
