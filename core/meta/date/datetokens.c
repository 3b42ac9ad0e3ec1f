/* SPDX-License-Identifier: MIT */
#include "meta/date/datetokens.h"

#include "meta/date/calendar.h"
#include "meta/date/datewords.h"
#include "meta/date/monthnames.h"

static bool is_word_byte(unsigned char c)
{
    return dh_is_alpha(c) || c >= 0x80;
}

static void read_word(struct dh_str s, struct dh_date_token *t)
{
    static const enum dh_date_kind kinds[] = {
        [DH_DATE_OTHER] = DH_T_WORD,
        [DH_DATE_MONTH] = DH_T_MONTH,
        [DH_DATE_ZONE] = DH_T_ZONE,
        [DH_DATE_AM] = DH_T_AM,
        [DH_DATE_PM] = DH_T_PM,
        [DH_DATE_ERA] = DH_T_ERA,
        [DH_DATE_NTH] = DH_T_NTH,
        [DH_DATE_WEEKDAY] = DH_T_WEEKDAY,
        [DH_DATE_MONTH_OF] = DH_T_MONTH_OF,
    };
    t->kind = kinds[dh_date_word(s, &t->value)];
    t->digits = (unsigned)s.n;
}

/* Year, month and day in Chinese, Japanese and Korean stand behind their number: read as "-", "-"
 * and " ". */
static size_t cjk_sign(struct dh_str s, char *sign)
{
    static const struct {
        const char *name;
        char sign;
    } rows[] = {
        { "\xE5\xB9\xB4", '-' }, { "\xEB\x85\x84", '-' }, { "\xE6\x9C\x88", '-' },
        { "\xEC\x9B\x94", '-' }, { "\xE6\x97\xA5", ' ' }, { "\xEC\x9D\xBC", ' ' },
        { "\xE6\x97\xB6", ':' }, { "\xE6\x99\x82", ':' }, { "\xE5\x88\x86", ' ' },
        { "\xEF\xBC\x9A", ':' }, /* full width */
    };
    if (s.n < 3 || (unsigned char)s.p[0] < 0xE5)
        return 0;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        if (dh_str_starts(s, dh_str_c(rows[i].name))) {
            *sign = rows[i].sign;
            return 3;
        }
    return 0;
}

/* Whether a digit begins at s.p[at] that is not ASCII's. */
static bool starts_digit(struct dh_str s, size_t at)
{
    size_t n;
    return (unsigned char)s.p[at] >= 0xC2 && dh_calendar_digit(s, at, &n) >= 0;
}

/* The number in digits of any script that s starts with; answers its bytes, 0: none. */
static size_t read_number(struct dh_str s, struct dh_date_token *t)
{
    enum { DIGITS_MAX = 17 };
    size_t at = 0, n;
    int digit;

    t->value = 0;
    t->digits = 0;
    for (; at < s.n && (digit = dh_calendar_digit(s, at, &n)) >= 0; at += n)
        if (t->digits++ < DIGITS_MAX)
            t->value = t->value * 10 + digit;
    t->kind = DH_T_NUMBER;
    return at;
}

/* The same in Chinese characters, where a year, month or day is what it counts. */
static size_t read_numeral(struct dh_str s, struct dh_date_token *t)
{
    enum { LEAD_MIN = 0xE3 };
    char sign;
    if ((unsigned char)s.p[0] < LEAD_MIN)
        return 0;
    size_t n = dh_calendar_number(s, &t->value, &t->digits);
    t->kind = DH_T_NUMBER;
    return cjk_sign(dh_str_sub(s, n, s.n), &sign) ? n : 0;
}

/* Bytes of the apostrophe before a year cut short that s starts with: "'24". */
static size_t apostrophe(struct dh_str s)
{
    static const struct dh_str signs[] = { { "'", 1 },
                                           { "\xE2\x80\x99", 3 },
                                           { "\xE2\x80\x98", 3 } };
    for (size_t i = 0; i < DH_LEN(signs); i++)
        if (dh_str_starts(s, signs[i]) && s.n > signs[i].n &&
            dh_is_digit((unsigned char)s.p[signs[i].n]))
            return signs[i].n;
    return 0;
}

/* One token off the front of s; answers its bytes. *space: white space was read, no token. */
static size_t read_token(struct dh_str s, struct dh_date_token *t, bool *space)
{
    size_t n = 0;
    char sign = s.p[0];
    size_t cjk = cjk_sign(s, &sign);

    *space = dh_is_space((unsigned char)sign);
    if (*space || cjk) {
        t->kind = DH_T_SIGN;
        t->value = sign;
        return cjk ? cjk : 1;
    }
    n = read_number(s, t);
    if (n == 0)
        n = read_numeral(s, t);
    if (n)
        return n;
    n = apostrophe(s);
    if (n) {
        t->kind = DH_T_SIGN;
        t->value = '\'';
        return n;
    }
    n = dh_month_dotted(s, &t->value);
    if (n) {
        t->kind = DH_T_MONTH;
        return n;
    }
    if (is_word_byte((unsigned char)sign)) {
        char unused;
        while (n < s.n && is_word_byte((unsigned char)s.p[n]) && !starts_digit(s, n) &&
               !cjk_sign(dh_str_sub(s, n, s.n), &unused))
            n++;
        read_word(dh_str_sub(s, 0, n), t);
        return n;
    }
    t->kind = DH_T_SIGN;
    t->value = sign;
    return 1;
}

long dh_date_full_year(long year)
{
    enum { CENTURY_ENDS = 70 };
    return year + (year < CENTURY_ENDS ? 2000 : 1900);
}

/* Whether "'24" stands at t[i], behind what may be a day or month and not amid a number. */
static bool is_cut_year(const struct dh_date_token *t, size_t n, size_t i)
{
    return i && i + 1 < n && t[i].kind == DH_T_SIGN && t[i].value == '\'' &&
           t[i + 1].kind == DH_T_NUMBER && t[i + 1].digits == 2 && t[i + 1].glued &&
           !(t[i].glued && t[i - 1].kind == DH_T_NUMBER);
}

/* Joins what two tokens say together: a year counted from an era, "'24", "tháng 3", and the names
 * that two months share, "كانون الثاني". Answers how many are left. */
static size_t join(struct dh_date_token *t, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool number = i + 1 < n && t[i + 1].kind == DH_T_NUMBER;
        if (t[i].kind == DH_T_ERA && number) {
            t[i + 1].value += t[i].value;
            t[i + 1].digits = 4;
        } else if (is_cut_year(t, n, i)) {
            t[i + 1].value = dh_date_full_year(t[i + 1].value);
            t[i + 1].digits = 4;
        } else if (t[i].kind == DH_T_MONTH_OF && number) {
            t[i + 1].kind = DH_T_MONTH;
        } else if (t[i].kind == DH_T_NTH && kept && t[kept - 1].kind == DH_T_MONTH) {
            if (t[i].value == 2)
                t[kept - 1].value = t[kept - 1].value % 12 + 1; /* October, December */
        } else {
            t[kept++] = t[i];
        }
    }
    return kept;
}

size_t dh_date_tokenize(struct dh_str s, struct dh_date_token tokens[DH_DATE_TOKENS_MAX])
{
    size_t count = 0;
    bool glued = false;

    while (s.n && count < DH_DATE_TOKENS_MAX) {
        struct dh_date_token t = { .glued = glued };
        bool space;
        size_t n = read_token(s, &t, &space);
        glued = !space;
        if (!space)
            tokens[count++] = t;
        s = dh_str_sub(s, n, s.n);
    }
    return join(tokens, count);
}
