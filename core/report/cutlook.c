/* SPDX-License-Identifier: MIT */
#include "report/cutlook.h"

#include "base/utf8.h"

enum { WORDS = 6, SENTENCES = 6, AMID = 4 };

/* ---- Lines */

/* s without its first bytes, where they are the rest of a character. */
static struct dh_str whole(struct dh_str s)
{
    size_t i = 0;
    while (i < s.n && i < 3 && ((unsigned char)s.p[i] & 0xC0) == 0x80)
        i++;
    return dh_str_sub(s, i, s.n);
}

static struct dh_str without_end(struct dh_str s)
{
    while (s.n && dh_is_space((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool has_line_end(struct dh_str s)
{
    return dh_str_find_byte(s, '\n') < s.n;
}

/* The white space that the cut began, or ended, with. */
static struct dh_str blank_before(struct dh_str cut)
{
    size_t n = 0;
    while (n < cut.n && dh_is_space((unsigned char)cut.p[n]))
        n++;
    return dh_str_sub(cut, 0, n);
}
static struct dh_str blank_behind(struct dh_str cut)
{
    size_t n = without_end(cut).n;
    return dh_str_sub(cut, n, cut.n);
}

struct dh_surround dh_cutlook_around(struct dh_str text, size_t at, size_t end, struct dh_str cut)
{
    struct dh_surround s = { .same_before = false };
    size_t from = at > DH_CUTLOOK_LINE ? at - DH_CUTLOOK_LINE : 0;
    struct dh_str left = dh_str_sub(text, from, at - from), line = without_end(left);
    struct dh_str right = dh_utf8_cut(dh_str_sub(text, end, text.n), DH_CUTLOOK_LINE);
    struct dh_str next = dh_str_trim(right);

    s.same_before = line.n && !has_line_end(dh_str_sub(left, line.n, left.n)) &&
                    !has_line_end(blank_before(cut));
    s.same_after = next.n && !has_line_end(blank_before(right)) && !has_line_end(blank_behind(cut));
    size_t blank = s.same_before ? 0 : blank_before(cut).n;
    s.cut = dh_str_sub(cut, blank, cut.n);
    s.cut.n -= s.same_after ? 0 : blank_behind(s.cut).n;
    size_t start = line.n;
    while (start && line.p[start - 1] != '\n')
        start--;
    if (start == 0 && from) { /* amid a line, perhaps amid a character */
        line = whole(line);
        left = whole(left);
    }
    s.before = dh_str_sub(s.same_before ? left : line, start, left.n);
    next = s.same_after ? right : next;
    s.after = without_end(dh_str_sub(next, 0, dh_str_find_byte(next, '\n')));
    return s;
}

/* ---- Sentences */

/* Whether a full stop at the end of s[..at) ends a sentence there: no figure or name goes on. */
static bool ends_there(struct dh_str s, size_t at, uint32_t stop)
{
    uint32_t next = ' ';
    if (at < s.n)
        dh_utf8_get(s, at, &next);
    return stop >= 0x80 || !(dh_utf8_class(next) & (DH_C_LETTER | DH_C_DIGIT));
}

unsigned dh_cutlook_sentences(struct dh_str s)
{
    unsigned n = 0, words = 0;
    bool inside = false; /* of a word */

    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        if (dh_utf8_stop(cp) && ends_there(s, at, cp)) {
            n += words >= WORDS;
            words = 0;
        }
        unsigned c = dh_utf8_class(cp);
        bool letter = c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK);
        words += letter && (!inside || c & DH_C_WIDE);
        inside = letter || cp == '\'' || cp == 0x2019;
    }
    return n;
}

unsigned dh_cutlook_points(struct dh_str kind, struct dh_str cut, const struct dh_surround *s)
{
    unsigned n = dh_cutlook_sentences(cut);
    unsigned points = DH_CUTLOOK_SENTENCE * (n < SENTENCES ? n : SENTENCES);
    if (n && dh_cutlook_sentences(s->before) && dh_cutlook_sentences(s->after))
        points += DH_CUTLOOK_SENTENCE * AMID;
    return dh_str_eq(kind, DH_STR("repeat")) ? points / 2 : points;
}
