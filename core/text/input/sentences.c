/* SPDX-License-Identifier: MIT */
#include "text/input/sentences.h"

#include "base/utf8.h"
#include "text/repair/repair.h"

static bool is_closing(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 ||
           cp == 0xBB || cp == 0x203A || cp == 0x201C || cp == 0x300D || cp == 0x300F ||
           cp == 0xFF09;
}

/* 1: ends a sentence when white space follows; 2: ends it whatever follows. */
static int is_stop(uint32_t cp)
{
    if (cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF61)
        return 2;
    return dh_utf8_stop(cp);
}

/* Whether the word that ends at the stop `at` is one that a full stop does not end: an initial, a
 * number, or a capitalised abbreviation of up to three letters ("Mr.", "Dr.", "St."). */
static bool is_abbreviation(struct dh_str s, size_t from, size_t at)
{
    size_t begin = at;
    while (
        begin > from && at - begin < 5 &&
        (dh_is_alpha((unsigned char)s.p[begin - 1]) || dh_is_digit((unsigned char)s.p[begin - 1])))
        begin--;
    size_t n = at - begin;
    if (n == 0 || n > 3)
        return false;
    if (dh_is_digit((unsigned char)s.p[begin]))
        return n <= 2;
    bool upper = s.p[begin] >= 'A' && s.p[begin] <= 'Z';
    if (n == 1)
        return upper;
    /* "Mr" and "Feb", but not "US", "AP", "he" or "it" */
    return upper && s.p[begin + 1] >= 'a' && n <= 3;
}

static bool starts_small(struct dh_entities *e, size_t at)
{
    uint32_t cp;
    size_t n;
    if (at >= e->text.n)
        return false;
    dh_entity_get(e, at, &cp, &n);
    return (dh_utf8_class(cp) & DH_C_LOWER) != 0;
}

/* Behind what belongs to the stop before `at`: closing signs, more stops, what is dropped. */
static size_t skip_closing(struct dh_entities *e, size_t at)
{
    while (at < e->text.n) {
        uint32_t cp;
        size_t length, n = dh_entity_get(e, at, &cp, &length);
        if (!is_closing(cp) && !is_stop(cp) && !dh_repair_drops(cp))
            break;
        at += n;
    }
    return at;
}

static size_t skip_blanks(struct dh_entities *e, size_t at)
{
    while (at < e->text.n) {
        uint32_t cp;
        size_t length, n = dh_entity_get(e, at, &cp, &length);
        if (cp >= 0x80 || !dh_is_space((unsigned char)cp))
            break;
        at += n;
    }
    return at;
}

size_t dh_sentence_end(struct dh_entities *e, size_t at)
{
    struct dh_str s = e->text;
    size_t from = at;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80 && c != '.' && c != '!' && c != '?' && c != '&') {
            at++;
            continue;
        }
        uint32_t cp;
        size_t length, n = dh_entity_get(e, at, &cp, &length);
        int stop = is_stop(cp);
        size_t stop_at = at;
        at += n;
        if (!stop)
            continue;
        size_t end = skip_closing(e, at);
        at = skip_blanks(e, end);
        if (at == s.n)
            return end;
        if (stop == 2 ||
            (at > end && !starts_small(e, at) && !(cp == '.' && is_abbreviation(s, from, stop_at))))
            return end;
    }
    return s.n;
}
