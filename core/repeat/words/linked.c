/* SPDX-License-Identifier: MIT */
#include "repeat/words/linked.h"

#include "base/mem.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "repeat/words/words.h"

enum {
    RUBRIC = 3,   /* words of a rubric in capitals, at most */
    CAPITALS = 3, /* letters of its words, at least */
    TOKENS = 2,   /* a date and a time */
    BEHIND = 2    /* words behind a figure at the end: "3 hours ago" */
};

/* A line's words; one more than DH_LINKED_WORDS where there are more. */
struct line {
    struct dh_str s;
    struct dh_word word[DH_LINKED_WORDS + 1];
    unsigned n;
};

static bool has_digit(dh_sixteen x)
{
    return dh_sixteen_bits(dh_sixteen_between(x, '0', '9'));
}

/* Whether there is anything in the line that may part a headline from what stands beside it: few
 * lines have figures near an end, a colon, what a bar behind a blank begins with, or begin with two
 * capitals, and only these are cut into words. */
static bool may_link(struct dh_str s)
{
    dh_sixteen before = dh_sixteen_set(0), x = before;
    uint32_t first = 0, second = 0;
    size_t n = dh_utf8_get(s, 0, &first), last = s.n < sizeof x ? 0 : s.n - sizeof x;

    if (n < s.n && dh_utf8_get(s, n, &second) &&
        dh_utf8_class(first) & dh_utf8_class(second) & DH_C_UPPER)
        return true;
    if (has_digit(dh_sixteen_load_tail(s, 0)) || has_digit(dh_sixteen_load_tail(s, last)))
        return true;
    for (size_t at = 0; at < s.n; at += sizeof x, before = x) {
        x = dh_sixteen_load_tail(s, at);
        dh_sixteen bar = dh_sixteen_equal(x, '|') | dh_sixteen_equal(x, '-') |
                         dh_sixteen_equal(x, 0xC2) | dh_sixteen_equal(x, 0xE2);
        dh_sixteen blank = dh_sixteen_equal(dh_sixteen_behind(before, x), ' ');
        if (dh_sixteen_bits((bar & blank) | dh_sixteen_equal(x, ':') | dh_sixteen_equal(x, 0xEF)))
            return true;
    }
    return false;
}

/* What stands between word i and the one before it. */
static struct dh_str gap(const struct line *l, unsigned i)
{
    size_t from = l->word[i - 1].at + l->word[i - 1].n;
    return dh_str_sub(l->s, from, l->word[i].at - from);
}

static bool has_blank(struct dh_str s)
{
    return dh_str_find_byte(s, ' ') < s.n;
}

/* Whether words are parted by a bar, a dash, a bullet or an arrow with blanks around it. */
static bool is_bar(struct dh_str s)
{
    static const char *const bars[] = {
        "|",        "-",        "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2",
        "\xC2\xB7", "\xC2\xBB", "\xE2\x80\xBA"
    };
    struct dh_str mark = DH_STR_NONE;
    if (s.n < 3) /* as nearly all are */
        return false;
    mark = has_blank(s) ? dh_str_trim(s) : mark;
    for (size_t i = 0; i < DH_LEN(bars); i++)
        if (dh_str_eq(mark, dh_str_c(bars[i])))
            return true;
    return false;
}

/* Whether words are parted by a colon, and the one before it is no number or part of a time. */
static bool is_colon(const struct line *l, unsigned i)
{
    static const struct dh_str wide = { "\xEF\xBC\x9A", 3 };
    struct dh_str s = gap(l, i);
    if (l->word[i - 1].digit || s.n < 2) /* as nearly all are: a colon has a blank behind it */
        return false;
    return dh_str_find_byte(s, ':') < s.n || dh_str_find(s, wide) < s.n;
}

static bool is_figure(const struct line *l, unsigned i)
{
    return l->word[i].digit && dh_is_digit((unsigned char)l->s.p[l->word[i].at]);
}

/* ---- Where a headline may begin ---------------------------------------------------------------
 */

/* Behind the first colon, as a word; 0: it has no label. */
static unsigned behind_label(const struct line *l)
{
    unsigned most = dh_words_end_sentence(l->s) ? DH_LINKED_LABEL : DH_LINKED_LONG;
    for (unsigned i = 1; i <= most && i < l->n; i++)
        if (is_colon(l, i))
            return i;
    return 0;
}

/* A rubric has fewer words than a headline. */
static unsigned behind_bar(const struct line *l)
{
    for (unsigned i = 1; i <= DH_LINKED_LABEL && 2 * i < l->n; i++)
        if (is_bar(gap(l, i)))
            return i;
    return 0;
}

/* Behind a number, a time, a date and a time. */
static unsigned behind_figures(const struct line *l)
{
    unsigned at = 0;
    for (unsigned token = 0; token < TOKENS; token++) {
        unsigned i = at;
        while (i < l->n && is_figure(l, i) && (i == at || !has_blank(gap(l, i))))
            i++;
        bool part = i < l->n && i > at && !has_blank(gap(l, i)); /* of a word: "2-room flats" */
        if (i == at || part || (token && i - at < 2)) /* a headline may begin with a number */
            break;
        at = i;
    }
    return at;
}

static bool is_capital(const struct line *l, unsigned i)
{
    const struct dh_word *w = &l->word[i];
    uint32_t cp = 0;
    for (size_t at = w->at; at < w->at + w->n; at += dh_utf8_get(l->s, at, &cp))
        if (dh_utf8_get(l->s, at, &cp) && dh_utf8_lower(cp) == cp)
            return false;
    return w->chars >= CAPITALS;
}

static unsigned behind_capitals(const struct line *l)
{
    unsigned i = 0;
    while (i < l->n && i <= RUBRIC && is_capital(l, i))
        i++;
    return i <= RUBRIC ? i : 0;
}

/* ---- Where it may end -------------------------------------------------------------------------
 */

/* Before the last bar, as a word; l->n: there is none. */
static unsigned before_bar(const struct line *l)
{
    for (unsigned i = l->n - 1; l->n - i <= DH_LINKED_LABEL && 2 * i > l->n; i--)
        if (is_bar(gap(l, i)))
            return i;
    return l->n;
}

/* Before figures that nothing or a unit follows: "(12)", "4 min", "14:05", "3 hours ago". */
static unsigned before_figures(const struct line *l)
{
    unsigned i = l->n - 1;
    while (i > 0 && l->n - i <= BEHIND && !is_figure(l, i))
        i--;
    if (!is_figure(l, i))
        return l->n;
    while (i > 0 && is_figure(l, i - 1) && !has_blank(gap(l, i)))
        i--;
    return i;
}

/* ---- The line ---------------------------------------------------------------------------------
 */

/* The words [from, to) of the line; empty: they are too few. */
static struct dh_str part(const struct line *l, unsigned from, unsigned to)
{
    if (to < from + DH_LINKED_LEAST)
        return DH_STR_NONE;
    size_t at = l->word[from].at;
    return dh_str_sub(l->s, at, l->word[to - 1].at + l->word[to - 1].n - at);
}

static void add_item(const struct line *l, unsigned from, unsigned to, struct dh_linked *out)
{
    struct dh_str s = part(l, from, to);
    for (unsigned i = 0; i < out->n_items; i++)
        if (out->item[i].p == s.p && out->item[i].n == s.n)
            return;
    if (s.n && s.n < l->s.n && out->n_items < DH_LINKED_MAX)
        out->item[out->n_items++] = s;
}

void dh_linked_find(struct dh_str line, struct dh_linked *out)
{
    struct line l DH_NOT_CLEARED;
    struct dh_words words = { .s = line };

    out->label = DH_STR_NONE;
    out->n_items = 0;
    if (!may_link(line))
        return;
    l.s = line;
    l.n = (unsigned)dh_words_cut(&words, l.word, DH_LEN(l.word));
    if (l.n <= DH_LINKED_LEAST || l.n > DH_LINKED_WORDS)
        return;
    unsigned label = behind_label(&l);
    if (label)
        out->label = part(&l, label, l.n);
    const unsigned from[] = { 0, behind_figures(&l), behind_bar(&l), behind_capitals(&l) };
    const unsigned to[] = { l.n, before_bar(&l), before_figures(&l) };
    for (size_t i = 0; i < DH_LEN(from); i++)
        for (size_t k = 0; k < DH_LEN(to); k++)
            if ((i == 0 || from[i]) && (k == 0 || to[k] < l.n) && i + k)
                add_item(&l, from[i], to[k], out);
}
