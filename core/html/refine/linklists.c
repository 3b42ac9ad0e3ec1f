/* SPDX-License-Identifier: MIT */
/* What the extractor kept of lists that lead elsewhere: links alone, and titles of other stories
 * with their beginnings. */
#include <math.h>

#include "base/utf8.h"
#include "html/refine/refine.h"

enum {
    TEASED_WORDS = 12, /* a teaser goes on with so many */
    LINK_WORDS = 25,
    LINKS_MIN = 3,
    MANY_LINKS = 8,
    BAR_WORDS = 4,
    ANNOUNCED_WORDS = 4,
    TEASER_TITLE = 20, /* bytes */
    TEASERS_MIN = 4,
    DOUBTED_MIN = 2 /* where the model takes most of them for no text */
};
static const float LINKS_SCORE = 1, MANY_LINKS_SCORE = 2, DOUBTED_SCORE = 0;

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
};

bool dh_is_link_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return dh_is_link(&v->facts[i]) && k->words < LINK_WORDS * fmaxf(1, k->n_links);
}

/* Links in one line with bars between, as below pages without a footer: "Previous | Index | Next".
 */
static bool is_link_bar(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str s = dh_block_text(v->b, i);
    uint32_t bars = 0;
    for (size_t at = 0; at < s.n; at++)
        bars += s.p[at] == '|';
    return k->n_links >= LINKS_MIN && bars + 1 >= k->n_links &&
           k->words <= BAR_WORDS * k->n_links && dh_is_link_line(v, i);
}

/* A line of a list of links; what refers to something by its address is none where it may be body.
 */
static bool is_listed_link(const struct work *w, uint32_t i)
{
    return dh_is_link_line(w->v, i) &&
           !(w->choice[i].score > DH_ADDRESS_SCORE && dh_shows_address(w->v, i));
}

/* "Three things stand out:": whether the story announces lines [i, end), and goes on below. */
static bool is_announced(const struct work *w, uint32_t i, uint32_t end)
{
    const struct dh_blocks *b = w->v->b;
    if (i == 0 || end >= b->n_blocks || !w->choice[i - 1].keep || !w->choice[end].keep)
        return false;
    const struct dh_block *line = &b->blocks[i - 1];
    return (line->is & DH_IS_COLON_END) && line->words >= ANNOUNCED_WORDS &&
           !w->v->facts[i - 1].cue && !dh_is_link(&w->v->facts[i - 1]) &&
           w->v->facts[end].is_good &&
           b->boxes[line->box].parent == b->boxes[b->blocks[end].box].parent;
}

/* Lists of links, whatever their boxes are called: of 3,400 such lines on labelled pages forty were
 * body. Those that the model is sure of stay: "[1] https://...", what a text is quoted from. */
static void drop_link_lists(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0, end; i < b->n_blocks; i = end + 1) {
        float score = 0;
        uint32_t links = 0;
        for (end = i; end < b->n_blocks && is_listed_link(w, end); end++) {
            score += w->choice[end].score;
            links += b->blocks[end].n_links;
        }
        bool bar = end - i == 1 && is_link_bar(w->v, i);
        bool list = end - i >= LINKS_MIN || links >= MANY_LINKS || bar;
        float least = links < MANY_LINKS ? LINKS_SCORE : MANY_LINKS_SCORE;
        if (!list || (!bar && score > least * (float)(end - i)) || is_announced(w, i, end))
            continue;
        for (uint32_t j = i; j < end; j++)
            w->choice[j] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    }
}

/* Whether what stands behind the link that block i begins with goes on with its sentence, or says
 * what the link names: "The Brook kettle costs ...", "Lock Museum: ...", "Captain Holm: \"...\"",
 * "Brook kettle £29". Titles have done. */
static bool goes_on(const struct dh_overview *v, uint32_t i)
{
    static const uint32_t signs[] = { ',',    ':',    ';',    '(',  '"',  '$',    0x2013,
                                      0x2014, 0x201C, 0x201E, 0xAB, 0xA3, 0x20AC, 0xA5 };
    struct dh_str text = dh_block_text(v->b, i);
    struct dh_str rest = dh_str_trim(dh_str_sub(text, v->b->blocks[i].lead_link, text.n));
    uint32_t cp = 0;
    if (rest.n)
        dh_utf8_get(rest, 0, &cp);
    for (size_t k = 0; k < DH_LEN(signs); k++)
        if (cp == signs[k])
            return true;
    return dh_utf8_class(cp) & DH_C_LOWER;
}

/* A line that begins with a link as long as a title and goes on with text. */
static bool is_teaser_item(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->words >= TEASED_WORDS && k->lead_link >= TEASER_TITLE && k->lead_link < k->n &&
           v->b->boxes[k->box].parent >= 0 && !goes_on(v, i);
}

/* The end of the run of such lines from block i on, each in a box of its own and all boxes alike;
 * i: it is none. */
static uint32_t teasers_until(const struct work *w, uint32_t i)
{
    const struct dh_overview *v = w->v;
    const struct dh_blocks *b = v->b;
    const struct dh_box *x = &b->boxes[b->blocks[i].box];
    uint32_t end = i;
    float score = 0;
    for (; end < b->n_blocks && is_teaser_item(v, end); end++) {
        const struct dh_box *y = &b->boxes[b->blocks[end].box];
        if (y->parent != x->parent || y->shape != x->shape || (end > i && y == x))
            break;
        score += w->choice[end].score;
    }
    uint32_t n = end - i;
    bool doubted = n >= DOUBTED_MIN && score < DOUBTED_SCORE * (float)n;
    return n >= TEASERS_MIN || doubted ? end : i;
}

/* Four of them or more are the beginnings of other stories; no body of the labelled pages holds
 * such a list. A page that has little else is a survey of the news. */
static void drop_teaser_lists(struct work *w)
{
    uint32_t n = w->v->b->n_blocks;
    float words = 0;
    bool any = false;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = teasers_until(w, i);
        any |= end > i;
        words += end == i && w->choice[i].keep ? w->v->b->blocks[i].words : 0;
        i = end > i ? end : i + 1;
    }
    for (uint32_t i = 0, end; any && i < n && words >= DH_BELOW_WORDS; i = end > i ? end : i + 1) {
        end = teasers_until(w, i);
        for (uint32_t j = i; j < end; j++)
            w->choice[j] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    }
}

void dh_drop_link_lists(const struct dh_overview *v, struct dh_choice *choice)
{
    struct work w = { v, choice };
    drop_link_lists(&w);
    drop_teaser_lists(&w);
}
