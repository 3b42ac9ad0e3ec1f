/* SPDX-License-Identifier: MIT */
/* Which line before the prose is the page's headline, though menus and other pages' links to it
 * stand about. See standing.h. */
#include "base/mem.h"
#include "base/swar.h"
#include "repeat/site/standinside.h"
#include "repeat/words/sort64.h"
#include "repeat/words/words.h"

enum {
    STORY_WORDS = 4096, /* content words of the story that a headline is compared with */
    LINE_WORDS = 64,
    WIDE = 3,           /* characters of a script without spaces that make a word */
    HEADLINE_LEAST = 3, /* words of a headline; one less where others link to it */
    HEADLINE_MOST = 25,
    BACK_LEAST = 2, /* content words of it that come back in the story; a link of fewer words right
                       above the story's opening is worth as many */
    TOLD_LEAST = 3, /* of what the story says: half of its content words, and so many */
    LINK_LEAST = 4, /* words of a link that can only be a headline: sections and tags have fewer */
    LINKED = 100,   /* such a link is worth so many words that come back */
    UNCUT = 50      /* and what the page's own zone left, where any come back */
};

/* dh_stand_words of a line of ASCII, none of which is looked at; false: other characters stand in
 * it, before so many words are counted. */
static bool count_plain(struct dh_str s, unsigned most, unsigned *n)
{
    uint64_t before = 0; /* the last byte was of a word */
    size_t at = 0;
    for (*n = 0; *n <= most && s.n - at >= sizeof(dh_sixteen); at += sizeof(dh_sixteen)) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        dh_sixteen letter = dh_sixteen_between(x | dh_sixteen_set(0x20), 'a', 'z');
        uint64_t word = dh_sixteen_bits(letter | dh_sixteen_between(x, '0', '9'));
        if (dh_sixteen_bits(x))
            return false;
        for (uint64_t begin = word & ~(word << 1 | before); begin; begin &= begin - 1)
            ++*n;
        before = word >> (sizeof x - 1);
    }
    for (; *n <= most && at < s.n; at++) {
        unsigned char c = (unsigned char)s.p[at];
        bool word = dh_is_alpha(c) || dh_is_digit(c);
        if (c >= 0x80)
            return false;
        *n += word && !before;
        before = word;
    }
    *n = *n <= most ? *n : most + 1;
    return true;
}

unsigned dh_stand_words(struct dh_str s, unsigned most)
{
    struct dh_words w = { .s = s };
    struct dh_word word;
    unsigned n = 0;
    if (count_plain(s, most, &n))
        return n;
    n = 0;
    while (n <= WIDE * most && dh_words_next(&w, &word))
        n += word.wide ? 1 : WIDE;
    return (n + WIDE - 1) / WIDE;
}

/* Content words of s into v, which has room for cap; figures come back by chance. */
static size_t content_words(struct dh_str s, uint64_t *v, size_t cap)
{
    struct dh_wordrun r DH_NOT_CLEARED;
    size_t n = 0;

    dh_wordrun_begin(&r, s);
    while (n < cap && dh_wordrun_next(&r))
        for (size_t i = 1; n < cap && i <= r.n; i++)
            n += dh_words_is_content(s, &r.word[i], &r.word[i - 1], &v[n]) && !r.word[i].digit;
    return n;
}

/* The content words of the prose that no other page has, sorted, each once. */
static enum dh_err story_words(struct dh_standwork *w, uint64_t **out, size_t *n)
{
    uint64_t *v = dh_arena_alloc(&w->page->scratch, STORY_WORDS * sizeof *v);
    size_t k = 0;
    if (!v)
        return DH_ELIMIT;
    for (size_t i = 0; i < w->page->n_fragments; i++)
        if (dh_stands_prose(w, i) && !w->s[i].text)
            k += content_words(dh_page_fragment(w->page, i), v + k, STORY_WORDS - k);
    *out = v;
    *n = dh_sort64_unique(v, k);
    return DH_OK;
}

/* Values that both have; a and b are sorted, each value once. */
static unsigned in_both(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
    unsigned both = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        both += a[i] == b[j];
        bool step = a[i] <= b[j];
        j += a[i] >= b[j];
        i += step;
    }
    return both;
}

bool dh_stand_says(const struct dh_standwork *w, size_t below, size_t i, unsigned least)
{
    enum { BELOW_WORDS = 512 };
    uint64_t own[LINE_WORDS], text[BELOW_WORDS];
    size_t n = dh_sort64_unique(own, content_words(dh_page_fragment(w->page, i), own, LINE_WORDS));
    size_t m =
        dh_sort64_unique(text, content_words(dh_page_fragment(w->page, below), text, BELOW_WORDS));
    unsigned back = in_both(own, n, text, m);
    return back >= least && 3 * back >= n;
}

enum dh_err dh_stand_tells(struct dh_standwork *w, size_t i, bool *tells)
{
    struct dh_str line = dh_page_fragment(w->page, i);
    struct dh_words words = { .s = line };
    struct dh_word word;
    uint64_t own[LINE_WORDS], *story = NULL;
    size_t n = 0;

    *tells = false;
    while (!*tells && dh_words_next(&words, &word))
        *tells = !word.upper && !word.wide && word.chars >= DH_WORDS_CONTENT;
    if (*tells)
        return DH_OK;
    if (story_words(w, &story, &n))
        return DH_ELIMIT;
    size_t m = dh_sort64_unique(own, content_words(line, own, LINE_WORDS));
    *tells = m && 2 * in_both(own, m, story, n) >= m;
    return DH_OK;
}

/* Before the prose, of a headline's size, and no count says that it is anything else. */
static bool may_be_headline(const struct dh_standwork *w, size_t i)
{
    const struct dh_standing *s = &w->s[i];
    if (w->slot[i] != DH_SLOT_HEAD || w->page->fragments[i].kind != DH_STORY ||
        s->text & 1u << DH_SLOT_HEAD)
        return false;
    unsigned words = dh_stand_words(dh_page_fragment(w->page, i), HEADLINE_MOST);
    return words + s->linked >= HEADLINE_LEAST && words <= HEADLINE_MOST;
}

/* Whether who wrote the story stands right below the line, or when, or buttons to share it; lines
 * of the site aside, as a reporter's name is. */
static bool is_above_opening(const struct dh_standwork *w, size_t i)
{
    enum { FAR = 3 };
    const struct dh_page *p = w->page;
    for (size_t k = i + 1; k < p->n_fragments && k <= i + FAR; k++) {
        if (dh_kind_opens(p->fragments[k].kind))
            return true;
        if (dh_stands(&p->fragments[k]) && !(w->s[k].text & 1u << DH_SLOT_HEAD))
            return false;
    }
    return false;
}

/* What speaks for a line: other pages that link to it, and words that come back in the story;
 * *told: most of it does. Both may hold of the headline and of what stands below it; where hardly
 * any page has such a line, neither is lost to a count. */
static unsigned weigh_headline(struct dh_standwork *w, size_t i, const uint64_t *story, size_t n,
                               bool *told)
{
    uint64_t own[LINE_WORDS];
    struct dh_str line = dh_page_fragment(w->page, i);
    size_t m = dh_sort64_unique(own, content_words(line, own, LINE_WORDS));
    unsigned back = in_both(own, m, story, n);
    /* A form may quote the headline; what others have there may still be one of two copies. What
     * they link to is counted as other lines are, too. */
    const struct dh_standing *s = &w->s[i];
    bool doubt = s->form || s->figures || s->link || (!s->linked && (s->head || s->before));
    bool linked = s->linked && dh_stand_words(line, LINK_LEAST) >= LINK_LEAST;
    if (s->linked && !linked && is_above_opening(w, i))
        back += BACK_LEAST;
    if (doubt)
        back /= 2;
    *told = back >= TOLD_LEAST && 2 * back >= m;
    w->held[i] |= linked && s->rare && back >= BACK_LEAST;
    return back + (linked ? LINKED : 0) + (back >= BACK_LEAST && !w->cut[i].n ? UNCUT : 0);
}

/* The candidate that has most in its favour; none where nothing speaks for any. */
static enum dh_err choose_headline(struct dh_standwork *w, size_t from)
{
    uint64_t *story = NULL;
    size_t n = 0;
    unsigned most = BACK_LEAST - 1;

    if (story_words(w, &story, &n))
        return DH_ELIMIT;
    for (size_t i = from; i < w->page->n_fragments; i++) {
        bool told = false;
        unsigned weight = may_be_headline(w, i) ? weigh_headline(w, i, story, n, &told) : 0;
        /* What is linked to and says what the story says is a headline; so is what stands below one
         * in teasers of the story, in more words. */
        if (weight > most && most < LINKED + UNCUT) {
            most = weight;
            w->headline = i;
            w->told = told;
        }
    }
    return DH_OK;
}

/* A page says its own title; in scraped text the line is chosen that has most in its favour, or the
 * only one there is, unless the zone had cut that. */
enum dh_err dh_stand_headline(struct dh_standwork *w)
{
    struct dh_page *p = w->page;
    uint64_t title = dh_words_key(0, p->field[DH_FIELD_TITLE]);
    size_t candidates = 0, first = 0;

    w->headline = p->n_fragments;
    w->told = false;
    if (p->unit == DH_UNIT_BLOCK)
        return DH_OK;
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (!may_be_headline(w, i))
            continue;
        if (title && dh_words_key(0, dh_page_fragment(p, i)) == title) {
            w->headline = i;
            return DH_OK;
        }
        if (candidates++ == 0)
            first = i;
    }
    if (candidates > 1 || (candidates == 1 && w->cut[first].n))
        return choose_headline(w, first);
    if (candidates == 1)
        w->headline = first;
    return DH_OK;
}
