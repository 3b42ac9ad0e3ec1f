/* SPDX-License-Identifier: MIT */
/* Rules that hold whatever the extractor says, in their order: what it kept and is no text goes;
 * what it left out comes back in flow.c. */
#include <math.h>

#include "html/refine/refine.h"

enum { COPY_WORDS = 25, COPY_RUN_WORDS = 60, COPY_WORDS_IN_RUN = 5, TEXT_WORDS = 12 };
static const float FORM_SCORE = 2;

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
    const struct dh_html_options *o;
};

/* Blocks for which drop() holds go, when that leaves a body: at least `part` of the kept words.
 * Long lines that score above `sure` stay. */
static void drop_unless_sure(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                             float part, float sure)
{
    const struct dh_blocks *b = w->v->b;
    float words = 0, all = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            all += b->blocks[i].words;
            words += drop(w->v, i) ? 0 : b->blocks[i].words;
        }
    if (words < DH_BODY_WORDS_MIN || words < part * all)
        return;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep && drop(w->v, i))
            w->choice[i].keep = b->blocks[i].words >= TEXT_WORDS && w->choice[i].score > sure;
}

static void drop_unless_all(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                            float part)
{
    drop_unless_sure(w, drop, part, INFINITY);
}

/* The same, and nothing brings them back. */
static void strike_unless_all(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                              float part)
{
    drop_unless_all(w, drop, part);
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++)
        if (!w->choice[i].keep && w->choice[i].score != DH_STRUCK_SCORE && drop(w->v, i))
            w->choice[i].score =
                DH_STRUCK_SCORE; /* half of all are links of menus, which have it */
}

static bool in_comments(const struct dh_overview *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_COMMENT_BOX] < DH_FAR;
}

/* Whether one of the boxes right around block i is an element of the page's own that leads away. */
static bool in_named_element(const struct dh_overview *v, uint32_t i)
{
    enum { LEVELS = 4 };
    const struct dh_box *boxes = v->b->boxes;
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; e >= 0 && up < LEVELS; e = boxes[e].parent, up++)
        if (boxes[e].leads_away)
            return true;
    return false;
}

/* Pages hide menus, copies and lures; some hide the body until a script shows it. Quotations set in
 * large letters are hidden from those who have heard the text, and nobody else. */
static bool is_hidden(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool pull_quote = dh_near_within(k, DH_SIGN_QUOTE, 1) && !v->b->boxes[k->box].unseen;
    return (k->is & DH_IS_HIDDEN && !pull_quote) || v->b->boxes[k->box].closed;
}

/* The end of the run of blocks from i on that copy earlier ones in their order; i: no copy. */
static uint32_t copied_until(const struct dh_overview *v, uint32_t i)
{
    uint32_t first = (uint32_t)v->facts[i].first_copy, end = i;
    while (first != i && end < v->b->n_blocks &&
           (uint32_t)v->facts[end].first_copy == first + (end - i))
        end++;
    return end;
}

/* Words under or beside a picture: a gallery says the same under each. */
static bool is_by_picture(const struct dh_block *k)
{
    return k->words >= COPY_WORDS_IN_RUN &&
           (dh_near_within(k, DH_NEAR_FIGURE, 3) || dh_near_within(k, DH_SIGN_CAPTION, 1));
}

/* Of a body that stands twice, the first copy stays. A copy is a long block, or one of several in
 * the same order that have much to say; short lines may recur: labels, scores, refrains, what two
 * things on a list have in common. */
static void drop_copies(struct work *w)
{
    const struct dh_overview *v = w->v;
    const struct dh_block *blocks = v->b->blocks;
    uint32_t i = 0;
    while (i < v->b->n_blocks) {
        uint32_t end = copied_until(v, i);
        float words = 0;
        for (uint32_t j = i; j < end; j++)
            words += blocks[j].words;
        float least = words >= COPY_RUN_WORDS ? COPY_WORDS_IN_RUN : COPY_WORDS;
        for (uint32_t j = i; j < end; j++)
            if (w->choice[j].keep && (blocks[j].words >= least || is_by_picture(&blocks[j])) &&
                w->choice[v->facts[j].first_copy].keep)
                w->choice[j].keep = false;
        i = end > i ? end : i + 1;
    }
}

/* Posts of other services set into the text. */
static bool is_embed(const struct dh_overview *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_EMBED] <= 3;
}

/* Where a question in a button is kept, so is the hidden answer right behind. */
static void keep_answers(struct work *w)
{
    static const float ANSWER_SCORE = -4, LINK_MAX = .3f;
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0, at = 0; i < b->n_blocks; i++) {
        if (b->boxes[b->blocks[i].box].tag == GUMBO_TAG_BUTTON)
            at = w->choice[i].keep ? i + 1 : 0;
        else if (at && b->blocks[i].is & DH_IS_HIDDEN)
            w->choice[i].keep |=
                w->choice[i].score > ANSWER_SCORE && w->v->facts[i].link < LINK_MAX;
        else
            at = 0;
    }
}

/* A question in a button stays with the answer that it opens. */
static void keep_questions(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    keep_answers(w);
    for (uint32_t i = b->n_blocks; i-- > 1;)
        if (w->choice[i].keep && b->boxes[b->blocks[i - 1].box].tag == GUMBO_TAG_BUTTON)
            w->choice[i - 1].keep = true;
}

/* What holds whatever the extractor says. */
void dh_body_refine(const struct dh_overview *v, struct dh_choice *choice,
                    const struct dh_html_options *o)
{
    struct work work = { v, choice, o }, *w = &work;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        choice[i].extracted = choice[i].keep;
    drop_unless_all(w, in_comments, 0);
    strike_unless_all(w, dh_is_of_program, 0);
    drop_unless_all(w, dh_is_repeated_notice, 0);
    dh_prefer_story_to_consent(v, choice);
    drop_unless_all(w, dh_in_consent_box, .4f);
    drop_unless_sure(w, dh_in_form, .5f, FORM_SCORE);
    strike_unless_all(w, dh_is_byline_or_post_head, 0);
    drop_unless_all(w, dh_is_post_stamp, 0);
    drop_unless_all(w, is_hidden, .5f);
    dh_keep_unfolded(v, choice);
    strike_unless_all(w, in_named_element, .5f);
    strike_unless_all(w, dh_is_of_picture, .5f);
    dh_drop_other_articles(v, choice);
    dh_drop_stream(v, choice);
    dh_drop_headlines(v, choice);
    dh_drop_kicker(v, choice);
    dh_drop_head(v, choice);
    dh_drop_link_lists(v, choice);
    dh_drop_teaser_boxes(v, choice);
    dh_drop_counters(v, choice);
    dh_drop_signposts(v, choice);
    dh_drop_machine_summary(v, choice);
    dh_drop_insets(v, choice);
    dh_drop_pleas(v, choice);
    dh_drop_press_lines(v, choice);
    if (!w->o->keep_embeds)
        strike_unless_all(w, is_embed, 0);
    if (!w->o->keep_standfirst)
        dh_drop_standfirst(v, choice);
    else
        dh_keep_standfirst(v, choice);
    dh_keep_brief(v, choice);
    dh_keep_flow(v, choice);
    dh_drop_sign_up_lines(v, choice);
    dh_keep_claim(v, choice);
    keep_questions(w);
    if (!dh_is_interview(v, choice))
        drop_unless_all(w, dh_is_author_line, 0);
    drop_copies(w);
    dh_drop_above_headline(v, choice);
    dh_drop_own_address(v, choice);
    dh_drop_bios(v, choice);
    dh_drop_last_lines(v, choice);
}
