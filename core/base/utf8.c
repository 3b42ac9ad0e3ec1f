/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <endian.h>
#include <string.h>
#include <utf8proc.h>

#include "base/swar.h"

enum { REPLACEMENT = 0xFFFD };

/* Lower and upper bound of the second byte for a lead byte (Unicode 15, table 3-7); 0: no lead. */
static size_t lead(unsigned char c, unsigned char *lo, unsigned char *hi)
{
    *lo = 0x80;
    *hi = 0xBF;
    if (c >= 0xC2 && c <= 0xDF)
        return 2;
    if (c >= 0xE0 && c <= 0xEF) {
        if (c == 0xE0)
            *lo = 0xA0;
        if (c == 0xED)
            *hi = 0x9F;
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (c == 0xF0)
            *lo = 0x90;
        if (c == 0xF4)
            *hi = 0x8F;
        return 4;
    }
    return 0;
}

size_t dh_utf8_get_any(struct dh_str s, size_t at, uint32_t *cp)
{
    static const unsigned char mask[] = { 0, 0, 0x1F, 0x0F, 0x07 };
    const unsigned char *p = (const unsigned char *)s.p + at;
    unsigned char lo, hi;

    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    size_t left = s.n - at;
    if (p[0] >= 0xE1 && p[0] <= 0xEC && left >= 3 && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80) {
        *cp = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        return 3;
    }
    size_t n = lead(p[0], &lo, &hi);
    uint32_t v = p[0] & mask[n];
    *cp = REPLACEMENT;
    if (n == 0)
        return 1;
    for (size_t i = 1; i < n; i++) {
        if (i >= left || p[i] < lo || p[i] > hi)
            return i;
        v = v << 6 | (p[i] & 0x3F);
        lo = 0x80;
        hi = 0xBF;
    }
    *cp = v;
    return n;
}

size_t dh_utf8_back(struct dh_str s, size_t at, uint32_t *cp)
{
    for (size_t n = 1; n <= 4 && n <= at; n++) {
        unsigned char c = (unsigned char)s.p[at - n];
        if ((c & 0xC0) == 0x80)
            continue;
        struct dh_str upto = { s.p, at };
        if (dh_utf8_get(upto, at - n, cp) == n)
            return n;
        break;
    }
    *cp = REPLACEMENT;
    return 1;
}

uint32_t dh_utf8_last(struct dh_str s)
{
    uint32_t cp;
    s = dh_str_trim(s);
    dh_utf8_back(s, s.n, &cp);
    return cp;
}

struct dh_str dh_utf8_cut(struct dh_str s, size_t n)
{
    if (n >= s.n)
        return s;
    for (int i = 0; i < 3 && n && ((unsigned char)s.p[n] & 0xC0) == 0x80; i++)
        n--;
    return dh_str_sub(s, 0, n);
}

size_t dh_utf8_count(struct dh_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* Where digits of ASCII stand, and bytes that begin characters among which other digits are; 16:
 * there are none. */
static unsigned may_be_digit(dh_sixteen x)
{
    dh_sixteen found = dh_sixteen_between(x, '0', '9');
    if (dh_sixteen_bits(found | x) == 0) /* all of it is ASCII */
        return sizeof x;
    found |= dh_sixteen_equal(x, 0xD9) | dh_sixteen_equal(x, 0xDB) | dh_sixteen_equal(x, 0xDF) |
             dh_sixteen_between(x, 0xE0, 0xE1) | dh_sixteen_between(x, 0xEA, 0xF4);
    return dh_sixteen_first(found);
}

size_t dh_utf8_digit(struct dh_str s, size_t at)
{
    uint32_t cp;
    while (at < s.n) {
        unsigned first = may_be_digit(dh_sixteen_load_tail(s, at));
        at += first;
        if (first == sizeof(dh_sixteen))
            continue;
        size_t n = dh_utf8_get(s, at, &cp);
        if (dh_utf8_class(cp) & DH_C_DIGIT)
            return at;
        at += n;
    }
    return s.n;
}

bool dh_utf8_is_question(struct dh_str s)
{
    uint32_t cp = 0;
    if (s.n)
        dh_utf8_back(s, s.n, &cp);
    return dh_utf8_question(cp);
}

/* Length of the character at `at`; 0: broken. */
static inline size_t valid_char(struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    uint32_t cp;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF && s.n - at >= 2 && (p[1] & 0xC0) == 0x80)
        return 2;
    if (p[0] >= 0xE1 && p[0] <= 0xEC && s.n - at >= 3 && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80)
        return 3;
    size_t n = dh_utf8_get(s, at, &cp);
    bool broken = cp == REPLACEMENT && !(n == 3 && memcmp(p, "\xEF\xBF\xBD", 3) == 0);
    return broken ? 0 : n;
}

/* NUL and ESC, which text in UTF-8 does not have. */
static inline dh_sixteen no_text(dh_sixteen x)
{
    return dh_sixteen_equal(x, '\0') | dh_sixteen_equal(x, 0x1B);
}

/* Sixty-four bytes that begin with a character: how many of them are valid characters of up to
 * three bytes, as far as comparing tells without a look at each; 0: one must be looked at. text:
 * what is no text must be, too. */
static inline size_t valid_block(const char *p, bool text)
{
    uint64_t more = 0, two = 0, three = 0, odd = 0;
    dh_sixteen a = dh_sixteen_load(p), b = dh_sixteen_load(p + 16), c = dh_sixteen_load(p + 32),
               d = dh_sixteen_load(p + 48);
    if (text && dh_sixteen_bits(no_text(a) | no_text(b) | no_text(c) | no_text(d)))
        return 0;
    if (!dh_sixteen_bits(a | b | c | d))
        return 64;
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        more |= dh_sixteen_bits(dh_sixteen_between(x, 0x80, 0xBF)) << 16 * k;
        two |= dh_sixteen_bits(dh_sixteen_between(x, 0xC2, 0xDF)) << 16 * k;
        three |=
            dh_sixteen_bits(dh_sixteen_between(x, 0xE1, 0xEC) | dh_sixteen_between(x, 0xEE, 0xEF))
            << 16 * k;
        odd |= dh_sixteen_bits(dh_sixteen_between(x, 0xC0, 0xC1) | dh_sixteen_equal(x, 0xE0) |
                               dh_sixteen_equal(x, 0xED) | dh_sixteen_between(x, 0xF0, 0xFF))
               << 16 * k;
    }
    if (odd || more != (two << 1 | three << 1 | three << 2))
        return 0;
    uint64_t cut = (two & (uint64_t)1 << 63) | (three & (uint64_t)3 << 62);
    return cut ? (size_t)__builtin_ctzll(cut) : 64;
}

/* Length of the valid prefix of s; text: in which neither NUL nor ESC stands. */
static inline size_t valid_prefix(struct dh_str s, bool text)
{
    size_t at = 0;
    while (at < s.n) {
        if (!text)
            at += dh_swar_ascii(s, at);
        for (size_t n; s.n - at >= 64 && (n = valid_block(s.p + at, text)) != 0;)
            at += n;
        /* where one character is not ASCII others are near */
        for (int i = 0; i < 16 && at < s.n; i++) {
            size_t n = valid_char(s, at);
            if (n == 0 || (text && (s.p[at] == '\0' || s.p[at] == 0x1B)))
                return at;
            at += n;
        }
    }
    return at;
}

size_t dh_utf8_valid(struct dh_str s)
{
    return valid_prefix(s, false);
}

bool dh_utf8_is_text(struct dh_str s)
{
    return valid_prefix(s, true) == s.n;
}

/* Bytes at s.p[at] with the shape of a character, which is none; 0: they have not even that. */
static size_t shaped(struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];
    size_t n = c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, i = 1;
    while (i < n && at + i < s.n && ((unsigned char)s.p[at + i] & 0xC0) == 0x80)
        i++;
    bool cut = at + i == s.n && i > 1;
    return n && (i == n || cut) ? i : 0;
}

void dh_utf8_weigh(struct dh_str s, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        size_t run = dh_utf8_valid(dh_str_sub(s, at, s.n));
        for (size_t i = at; i < at + run; i++)
            *good += ((unsigned char)s.p[i] & 0xC0) == 0xC0;
        at += run;
        if (at == s.n)
            return;
        size_t n = shaped(s, at);
        *bad += n == 0;
        at += n ? n : dh_utf8_get(s, at, &cp);
    }
}

size_t dh_utf8_put(char *dst, uint32_t cp)
{
    if (cp < 0x80) {
        dst[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        dst[0] = (char)(0xC0 | cp >> 6);
        dst[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = REPLACEMENT;
    if (cp < 0x10000) {
        dst[0] = (char)(0xE0 | cp >> 12);
        dst[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        dst[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    dst[0] = (char)(0xF0 | cp >> 18);
    dst[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    dst[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    dst[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

void dh_utf8_add_clean(struct dh_buf *b, struct dh_str s)
{
    for (;;) {
        size_t good = dh_utf8_valid(s);
        dh_buf_add(b, (struct dh_str){ s.p, good });
        s = dh_str_sub(s, good, s.n);
        if (s.n == 0 || b->err)
            return;
        uint32_t cp;
        size_t n = dh_utf8_get(s, 0, &cp);
        dh_buf_add(b, DH_STR("\xEF\xBF\xBD"));
        s = dh_str_sub(s, n, s.n);
    }
}

static bool is_wide(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x0E00, 0x0EFF },   /* Thai, Lao */
        { 0x1000, 0x109F },   /* Myanmar */
        { 0x1780, 0x17FF },   /* Khmer */
        { 0x3040, 0x30FF },   /* hiragana, katakana */
        { 0x31F0, 0x31FF },   /* katakana extensions */
        { 0x3400, 0x4DBF },   /* Han extension A */
        { 0x4E00, 0x9FFF },   /* Han */
        { 0xF900, 0xFAFF },   /* Han compatibility */
        { 0xFF66, 0xFF9F },   /* half-width katakana */
        { 0x20000, 0x3FFFF }, /* Han extensions */
    };
    if (cp < ranges[0].first)
        return false;
    for (size_t i = 0; i < DH_LEN(ranges); i++)
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return true;
    return false;
}

static bool is_white(uint32_t cp)
{
    return (cp >= '\t' && cp <= '\r') || cp == ' ' || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

static unsigned category_class(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return DH_C_LETTER | DH_C_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return DH_C_LETTER | DH_C_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return DH_C_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return DH_C_MARK;
    case UTF8PROC_CATEGORY_ND:
        return DH_C_DIGIT;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return DH_C_PUNCT;
    case UTF8PROC_CATEGORY_CC:
        return DH_C_CONTROL;
    case UTF8PROC_CATEGORY_CF: /* joiners shape letters: they are text */
        return cp == 0x200C || cp == 0x200D ? 0 : DH_C_CONTROL;
    default:
        return 0;
    }
}

/* The class of characters that texts are full of; 0: ask the tables. */
static unsigned frequent_class(uint32_t cp)
{
    const unsigned upper = DH_C_LETTER | DH_C_UPPER, lower = DH_C_LETTER | DH_C_LOWER;
    if (cp >= 0xC0 && cp <= 0xFF)
        return cp == 0xD7 || cp == 0xF7 ? DH_C_PUNCT : cp < 0xDF ? upper : lower;
    if (cp >= 0x0400 && cp <= 0x045F)
        return cp < 0x0430 ? upper : lower;
    if (cp >= 0x4E00 && cp <= 0x9FFF)
        return DH_C_LETTER | DH_C_WIDE;
    if (cp >= 0x2010 && cp <= 0x2027)
        return DH_C_PUNCT;
    if (cp >= 0x0620 && cp <= 0x064A)
        return DH_C_LETTER;
    if (cp >= 0xAC00 && cp <= 0xD7A3)
        return DH_C_LETTER;
    if ((cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30FA))
        return DH_C_LETTER | DH_C_WIDE;
    return 0;
}

#define ROW_10(x) x, x, x, x, x, x, x, x, x, x
#define ROW_26(x) ROW_10(x), ROW_10(x), x, x, x, x, x, x
enum {
    S = DH_C_SPACE,
    L = DH_C_LETTER | DH_C_LOWER,
    U = DH_C_LETTER | DH_C_UPPER,
    D = DH_C_DIGIT,
    P = DH_C_PUNCT,
    C = DH_C_CONTROL
};
const uint8_t dh_ascii_class[0x80] = {
    C, C, C,         C, C, C, C, C, C, S, S,         S, S, S, C, C, C, C,         C, C, C, C, C,
    C, C, C,         C, C, C, C, C, C, S, P,         P, P, P, P, P, P, P,         P, P, P, P, P,
    P, P, ROW_10(D), P, P, P, P, P, P, P, ROW_26(U), P, P, P, P, P, P, ROW_26(L), P, P, P, P, C,
};

unsigned dh_utf8_class_beyond(uint32_t cp)
{
    unsigned frequent = frequent_class(cp);
    if (frequent)
        return frequent;
    if (is_white(cp))
        return DH_C_SPACE;
    return category_class(cp) | (is_wide(cp) ? DH_C_WIDE : 0);
}

uint32_t dh_utf8_lower(uint32_t cp)
{
    if (cp < 0x80)
        return dh_lower((unsigned char)cp);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* Four characters of U+0400 to U+045F at once, or as many as *x, eight bytes, begins with; they go
 * lower-case to *x. Lanes of two bytes, the first lowest: 0xD0 or 0xD1, then 0x80 to 0xBF. */
static size_t lower_four(uint64_t *x)
{
    const uint64_t ones = 0x0001000100010001u;
    uint64_t other = (*x & 0xC0FE * ones) ^ 0x80D0 * ones;
    uint64_t low = (*x & ones) << 6 | (*x >> 8 & 0x3F * ones);
    other |= (low + 0x20 * ones) & 0x80 * ones; /* from U+0460 on */
    size_t n = other ? (size_t)__builtin_ctzll(other) / 16 : 4;
    uint64_t first = ~(low + 0x70 * ones) & 0x80 * ones;   /* below U+0410 */
    uint64_t capital = ~(low + 0x50 * ones) & 0x80 * ones; /* below U+0430 */
    low += (capital >> 2) + (first >> 2) + (first >> 3);
    *x = 0x80D0 * ones + (low >> 6 & ones) + ((low & 0x3F * ones) << 8);
    return 2 * n;
}

size_t dh_utf8_lower_pairs(struct dh_str s, size_t at, char *out, size_t room)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at < room ? s.n - at : room, n = 0;
    while (left - n >= 8 && (p[n] & 0xFE) == 0xD0) {
        uint64_t x = dh_swar_load(s.p + at + n);
        size_t more = lower_four(&x);
        x = htole64(x);
        memcpy(out + n, &x, sizeof x);
        n += more;
        if (more < 8)
            return n;
    }
    for (; left - n >= 2 && (p[n + 1] & 0xC0) == 0x80; n += 2) {
        unsigned c = p[n], low = p[n + 1] & 0x3Fu;
        if (c == 0xD0) /* U+0400 to U+043F */
            low += low < 0x10 ? 0x50 : low < 0x30 ? 0x20 : 0;
        else if (c == 0xC3 && low != 0x17 && low != 0x37 && low != 0x1F) /* U+00C0 to U+00FF */
            low |= 0x20;
        else if (c != 0xD1 || low >= 0x20) /* U+0440 to U+045F */
            break;
        out[n] = (char)(c + (low >> 6));
        out[n + 1] = (char)(0x80 | (low & 0x3F));
    }
    return n;
}

const char *dh_utf8_version(void)
{
    return utf8proc_unicode_version();
}

bool dh_utf8_starts_small(struct dh_str s)
{
    uint32_t cp;
    if (s.n == 0)
        return false;
    dh_utf8_get(s, 0, &cp);
    return (dh_utf8_class(cp) & DH_C_LOWER) != 0;
}
