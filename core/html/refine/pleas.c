/* SPDX-License-Identifier: MIT */
/* Boxes in which the house asks its readers for money, or to join: they read like an editor's
 * column, may be as long as the story, and the model takes them for its end. What tells them is
 * that one paragraph after another speaks of "our readers" and "your support". A story on a paper
 * that asks quotes it, and one on those in need does not speak of readers. */
#include "html/refine/refine.h"

enum {
    PLEAS_MIN = 2,
    LINES_MAX = 24,
    WORDS_MAX = 450,
    TEXT_WORDS = 8, /* a plea: what is shorter may be a label */
    LABEL_WORDS = 12,
    OWN_WORDS = 40 /* of the story, which has to be left */
};
static const float PLEA_PART = .45f; /* of the words of a box */
static const float OWN_PART = .3f;   /* of all that is kept: the story */

/* What somebody is quoted with is told of. */
static bool says(const struct dh_overview *v, uint32_t i, uint32_t cues)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_any & cues && !k->quotes && !(k->is & (DH_IS_QUOTE_START | DH_IS_QUOTE_END));
}

/* Whether the house speaks to its readers in block i, or somebody asks for a gift. */
static bool is_plea(const struct dh_overview *v, uint32_t i)
{
    return says(v, i, 1u << DH_CUE_PLEA | 1u << DH_CUE_GIFT);
}

/* What blocks [first, end) say. */
struct said {
    float words, pleas; /* in all, in lines that plead */
    unsigned n;         /* lines of some length that plead */
    bool house, title;  /* one in which the house speaks; the headline */
};

static struct said read_lines(const struct dh_overview *v, uint32_t first, uint32_t end)
{
    struct said s = { 0 };
    for (uint32_t i = first; i < end; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool asks = is_plea(v, i) || k->cue_any & 1u << DH_CUE_SIGNUP;
        s.words += k->words;
        s.pleas += asks ? k->words : 0;
        s.n += is_plea(v, i) && k->words >= TEXT_WORDS;
        s.house |= says(v, i, 1u << DH_CUE_PLEA);
        s.title |= v->facts[i].title;
    }
    return s;
}

/* The largest box around block i in which most lines plead, and not the headline's; NULL: none. */
static const struct dh_box *box_of_pleas(const struct dh_overview *v, uint32_t i)
{
    const struct dh_box *boxes = v->b->boxes, *found = NULL;
    for (int32_t e = (int32_t)v->b->blocks[i].box; e >= 0; e = boxes[e].parent) {
        const struct dh_box *x = &boxes[e];
        if (x->end - x->first > LINES_MAX || dh_words_in(v, x) > WORDS_MAX)
            break;
        struct said s = read_lines(v, x->first, x->end);
        if (s.title || s.pleas < PLEA_PART * s.words)
            break;
        if (s.n >= PLEAS_MIN && s.house)
            found = x;
    }
    return found;
}

static void drop_boxes(const struct dh_overview *v, struct dh_choice *choice)
{
    float all = dh_kept_words(v, choice, 0, v->b->n_blocks);
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_box *x = choice[i].keep && is_plea(v, i) ? box_of_pleas(v, i) : NULL;
        float own = x ? all - dh_kept_words(v, choice, x->first, x->end) : 0;
        if (own < OWN_WORDS || own < OWN_PART * all) /* no story is told outside */
            continue;
        all = own;
        for (uint32_t j = x->first; j < x->end; j++)
            choice[j] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
    }
}

/* Whether the paragraphs above block `first` tell a story, and none of them asks: one on a paper
 * that does may close with its plea. */
static bool is_below_story(const struct dh_overview *v, const struct dh_choice *choice,
                           uint32_t first)
{
    for (uint32_t i = 0; i < first; i++)
        if (choice[i].keep && is_plea(v, i))
            return false;
    return dh_kept_words(v, choice, 0, first) >= OWN_WORDS;
}

/* The last paragraphs may do without a box: lines that plead, with a label above and a few words
 * below. */
static void drop_last_paragraphs(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t first = v->b->n_blocks;
    unsigned pleas = 0;
    bool house = false;
    for (uint32_t i = first; i-- > 0;) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!choice[i].keep)
            continue;
        if (is_plea(v, i) && k->words >= TEXT_WORDS) {
            pleas++;
            house |= says(v, i, 1u << DH_CUE_PLEA);
            first = i;
        } else if (pleas && k->words <= LABEL_WORDS &&
                   (v->facts[i].heading || dh_block_is_bold_head(k))) {
            first = i;
            break;
        } else if (k->words > (pleas ? 0 : LABEL_WORDS))
            break;
    }
    if (pleas < PLEAS_MIN || !house || !is_below_story(v, choice, first))
        return;
    for (uint32_t i = first; i < v->b->n_blocks; i++)
        if (choice[i].keep) /* a note may stand below */
            choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
}

void dh_drop_pleas(const struct dh_overview *v, struct dh_choice *choice)
{
    drop_boxes(v, choice);
    drop_last_paragraphs(v, choice);
}
