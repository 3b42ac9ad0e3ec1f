/* SPDX-License-Identifier: MIT */
#include "text/words/anyword.h"

#include <string.h>

#include "base/utf8.h"
#include "text/words/normal.h"

/* ---- Folded forms */

enum { DOT_ABOVE = 0x307, DOTLESS_I = 0x131 };

/* Letters that sites write one for the other, and what both are here: alef with what it carries,
 * the two that end Arabic words, yeh and heh of Arabic, Persian and Urdu keyboards; the Romanian
 * letters with a comma and those with a cedilla. By the letter. */
static const struct alike {
    uint16_t letter, plain;
} alike[] = {
    { 0x0219, 0x015F }, { 0x021B, 0x0163 }, { 0x0622, 0x0627 }, { 0x0623, 0x0627 },
    { 0x0625, 0x0627 }, { 0x0629, 0x0647 }, { 0x0649, 0x064A }, { 0x0671, 0x0627 },
    { 0x06BE, 0x0647 }, { 0x06C1, 0x0647 }, { 0x06CC, 0x064A },
};

static uint32_t plain_alike(uint32_t cp)
{
    for (size_t i = 0; i < DH_LEN(alike) && alike[i].letter <= cp; i++)
        if (alike[i].letter == cp)
            return alike[i].plain;
    return cp;
}

/* Greek capitals carry no accent: "ΔΙΑΦΗΜΙΣΗ" is "διαφήμιση". So no letter does here. Capitals do
 * not tell the Turkish dotless letter from the other, either: "DEVAMI" is "devamı". */
static uint32_t plain_letter(uint32_t cp)
{
    static const uint16_t plain[] = { 0x3B1, 0x3B5, 0x3B7, 0x3B9 },
                          others[] = { 0x3BF, 0x3C5, 0x3C9 };
    if (cp >= 0x3AC && cp <= 0x3AF)
        return plain[cp - 0x3AC];
    if (cp == DOTLESS_I)
        return 'i';
    if (cp >= alike[0].letter && cp < 0x700)
        return cp >= 0x3CC && cp <= 0x3CE ? others[cp - 0x3CC] : plain_alike(cp);
    return cp;
}

/* Arabic signs for short vowels, and what stretches a word: most leave them out, and those who do
 * not put them in one order or the other. */
static bool is_left_out(uint32_t cp)
{
    return cp == 0x640 || (cp >= 0x64B && cp <= 0x652) || cp == 0x670;
}

/* The same of folded text, in place, and without the dot that case folding puts on the Turkish
 * capital: "\u0130lgili" is "ilgili". Answers the new length. */
static size_t write_plain(char *p, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char lead = (unsigned char)p[i];
        if (lead < 0xC4 || lead > 0xDB || i + 1 == n) {
            p[to++] = p[i];
            continue;
        }
        uint32_t cp = (lead & 0x1Fu) << 6 | ((unsigned char)p[++i] & 0x3Fu);
        if (!is_left_out(cp) && (cp != DOT_ABOVE || to == 0 || p[to - 1] != 'i'))
            to += dh_utf8_put(p + to, plain_letter(cp));
    }
    return to;
}

struct dh_str dh_anyword_fold(struct dh_buf *b, struct dh_str s)
{
    bool plain = s.n < 64;
    for (size_t i = 0; plain && i < s.n; i++)
        plain = (unsigned char)s.p[i] < 0x80;
    if (!plain) {
        dh_normal_fold(b, s);
        b->n = write_plain(b->p, b->n);
        return dh_buf_str(b);
    }
    dh_buf_reset(b);
    char *o = dh_buf_room(b, 64);
    if (!o)
        return DH_STR_NONE;
    for (size_t i = 0; i < s.n; i++)
        o[i] = (char)dh_lower((unsigned char)s.p[i]);
    b->n = s.n;
    return dh_buf_str(b);
}

/* ---- Characters */

#define S DH_C_SPACE
#define L (DH_C_LETTER | DH_C_LOWER)
#define U (DH_C_LETTER | DH_C_UPPER)
#define D DH_C_DIGIT
#define P DH_C_PUNCT
#define C DH_C_CONTROL
static const uint8_t ascii[128] = {
    C, C, C, C, C, C, C, C, C, S, S, S, S, S, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
    P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, C,
};
#undef S
#undef L
#undef U
#undef D
#undef P
#undef C

unsigned dh_anyword_class(uint32_t cp)
{
    if (cp < 0x80)
        return ascii[cp];
    if (cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF || cp == 0x2060)
        return DH_C_MARK; /* stands inside words and parts nothing */
    return dh_utf8_class(cp);
}

/* Whether digits with two signs between them can be a day: "18.08.2018", "2024-02-29", "1/6/21". */
static bool is_day(struct dh_str s)
{
    size_t group[3] = { 0 }, g = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (dh_is_digit((unsigned char)s.p[i]))
            group[g]++;
        else
            g++;
    }
    bool last = group[0] <= 2 && group[1] <= 2 && (group[2] == 2 || group[2] == 4);
    bool first = group[0] == 4 && group[1] <= 2 && group[2] <= 2;
    return last || first;
}

/* Digits with single signs between them. */
static size_t cut_number(struct dh_str s, size_t at, struct dh_token *w)
{
    unsigned groups = 1;
    size_t from = at;
    char sep = 0;
    bool same = true;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (dh_is_digit(c)) {
            at++;
            continue;
        }
        if ((c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && at + 1 < s.n &&
            dh_is_digit((unsigned char)s.p[at + 1])) {
            same = same && (sep == 0 || sep == (char)c);
            sep = (char)c;
            groups++;
            at++;
            continue;
        }
        break;
    }
    if (sep == ':')
        w->flags |= DH_T_CLOCK;
    if (groups == 3 && same && sep != ',' && sep != ':' && is_day(dh_str_sub(s, from, at - from)))
        w->flags |= DH_T_DATE;
    return at;
}

/* Letters seen in a word, for its flags. */
struct letters {
    unsigned upper, lower, other;
};

static inline void fold_char(struct dh_folding *f, uint32_t cp)
{
    uint32_t to;
    if (f->n > DH_FOLDING_MAX || is_left_out(cp))
        return;
    if (dh_normal_simple(cp, &to))
        f->n += dh_utf8_put(f->p + f->n, plain_letter(to));
    else
        f->n = SIZE_MAX;
}

/* Whether the letter of one or two bytes at p is small. */
static inline bool is_small(const unsigned char *p, const char *folded)
{
    return p[0] == (unsigned char)folded[0] && (p[0] < 0x80 || p[1] == (unsigned char)folded[1]);
}

/* Letters of ASCII and of two bytes (utf8.h) from `at` on; answers where another character stands.
 */
static size_t cut_letters(struct dh_str s, size_t at, struct letters *l, struct dh_folding *f)
{
    const unsigned char *p = (const unsigned char *)s.p;
    unsigned letters = 0, lower = 0;
    size_t n = f->n, pairs;
    while (at < s.n && n <= DH_FOLDING_MAX) {
        if (dh_is_alpha(p[at])) {
            f->p[n++] = (char)(p[at] | 0x20);
            lower += p[at++] >> 5 & 1;
            letters++;
            continue;
        }
        pairs = p[at] < 0x80 ? 0 : dh_utf8_lower_pairs(s, at, f->p + n, sizeof f->p - n);
        if (pairs == 0)
            break;
        bool small = memcmp(p + at, f->p + n, pairs) == 0; /* most are */
        for (size_t i = 0; i < pairs; i += 2)
            lower += small || is_small(p + at + i, f->p + n + i);
        letters += (unsigned)pairs / 2;
        at += pairs;
        n += pairs;
    }
    f->n = n;
    l->lower += lower;
    l->upper += letters - lower;
    return at;
}

size_t dh_anyword_cut(struct dh_str s, size_t at, struct dh_token *w, struct dh_folding *f)
{
    struct letters l = { 0 };
    bool first = true;
    if (dh_is_digit((unsigned char)s.p[at])) {
        w->flags |= DH_T_NUMBER;
        size_t end = cut_number(s, at, w);
        for (; at < end; at++)
            fold_char(f, (unsigned char)s.p[at]);
        first = false;
    }
    while (at < s.n) {
        size_t end = cut_letters(s, at, &l, f);
        if (end > at) {
            if (first && !is_small((const unsigned char *)s.p + at, f->p))
                w->flags |= DH_T_CAP;
            first = false;
            at = end;
            continue;
        }
        uint32_t cp = (unsigned char)s.p[at];
        size_t n = cp < 0x80 ? 1 : dh_utf8_get(s, at, &cp);
        unsigned c = dh_anyword_class(cp);
        if (c & DH_C_WIDE) {
            if (!first)
                break;
            w->flags |= DH_T_WIDE | DH_T_NOCASE;
            fold_char(f, cp);
            return at + n;
        }
        if (!(c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)))
            break;
        if (first && (c & DH_C_UPPER))
            w->flags |= DH_T_CAP;
        if (first && (c & DH_C_DIGIT))
            w->flags |= DH_T_NUMBER;
        if (!(c & DH_C_MARK))
            first = false;
        l.upper += (c & DH_C_UPPER) != 0;
        l.lower += (c & DH_C_LOWER) != 0;
        l.other += (c & DH_C_LETTER) && !(c & (DH_C_UPPER | DH_C_LOWER));
        fold_char(f, cp);
        at += n;
    }
    if (l.upper >= 2 && l.lower == 0)
        w->flags |= DH_T_CAPS;
    if (l.other && l.upper + l.lower == 0)
        w->flags |= DH_T_NOCASE;
    return at;
}
