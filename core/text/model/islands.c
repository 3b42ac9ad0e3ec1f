/* SPDX-License-Identifier: MIT */
#include "text/model/islands.h"

enum {
    ROW = 24,   /* lines that go, between the story and the first of the last */
    BESIDE = 5, /* lines in a row that may be such */
    MOST = 12,  /* of them in all */
    PART = 2,   /* of so many lines from the first on, one at the most */
    NEAR = 6    /* lines from a paragraph to who wrote it */
};

/* A text from one of its places on. */
struct rest {
    uint32_t from; /* that place, which stays */
    uint32_t stay; /* lines that do, from it on; 0: there is no such rest */
};

static bool stays(const struct dh_traits *t, uint32_t at)
{
    return !dh_page_goes(t->page, t->seq[at]);
}

/* The longest rest of few lines that stay, parted from what is before it. */
static struct rest find_rest(const struct dh_traits *t)
{
    struct rest r = { 0, 0 }, found = { 0, 0 };
    uint32_t beside = 0, gone = 0;
    for (uint32_t at = t->n; at-- > 0 && beside <= BESIDE && r.stay <= MOST;) {
        if (!stays(t, at)) {
            beside = 0;
            gone++;
            continue;
        }
        if (r.stay && gone >= ROW && r.stay * PART <= t->n - r.from)
            found = r;
        gone = 0;
        beside++;
        r = (struct rest){ at, r.stay + 1 };
    }
    return found;
}

/* Whether a rule says of a line in [from, to) who wrote the text, or when. */
static bool is_signed(const struct dh_traits *t, uint32_t from, uint32_t to)
{
    bool any = false;
    for (uint32_t at = from; at < to && !any; at++) {
        uint8_t kind = t->page->fragments[t->seq[at]].kind;
        any = kind == DH_BYLINE || kind == DH_STAMP;
    }
    return any;
}

/* The paragraphs that stay in [from, to): the first, behind the last, and their words. */
struct told {
    uint32_t first, behind, words; /* behind == 0: there are none */
};

static struct told read_told(const struct dh_traits *t, uint32_t from, uint32_t to)
{
    struct told r = { 0, 0, 0 };
    for (uint32_t at = from; at < to; at++) {
        if (!stays(t, at) || !t->lines[t->seq[at]].good)
            continue;
        r.first = r.behind ? r.first : at;
        r.behind = at + 1;
        r.words += t->lines[t->seq[at]].own[DH_X_T_WORDS];
    }
    return r;
}

/* Whether the story is before the rest: it is much longer, or not much shorter, and who wrote it
 * stands beside it there, and not beside the first line of the rest. */
static bool is_before(const struct dh_traits *t, uint32_t from)
{
    enum { MUCH = 4, TIMES = 2 };
    struct told story = read_told(t, 0, from), rest = read_told(t, from, t->n);
    if (!story.behind || story.words * TIMES < rest.words)
        return false;
    uint32_t above = story.first > NEAR ? story.first - NEAR : 0, below = story.behind + NEAR;
    return story.words >= rest.words * MUCH ||
           (is_signed(t, above, below < from ? below : from) &&
            !is_signed(t, from - NEAR, from + NEAR < t->n ? from + NEAR : t->n));
}

/* Whether the paragraphs of the rest have words of others: the story's last ones, which a box parts
 * from it. What a site says of itself has hardly any. */
static bool has_words_of_others(struct dh_traits *t, uint32_t from)
{
    enum { COMMON = 3, QUARTER = 4 }; /* words, and one of so many */
    uint32_t content = 0, common = 0;
    for (uint32_t at = from; at < t->n; at++) {
        if (!stays(t, at) || !t->lines[t->seq[at]].good)
            continue;
        const struct dh_line_common *c = dh_traits_common(t, at);
        content += c->content;
        common += c->common;
    }
    return common >= COMMON && common * QUARTER >= content;
}

void dh_islands_strike(struct dh_traits *t, struct dh_page *page)
{
    struct rest r = find_rest(t);
    if (!r.stay || !is_before(t, r.from) || has_words_of_others(t, r.from))
        return;
    for (uint32_t at = r.from; at < t->n; at++)
        if (dh_traits_asked(t, at))
            dh_page_strike(page, t->seq[at], DH_OTHER, DH_STR("model.line"));
}
