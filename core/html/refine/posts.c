/* SPDX-License-Identifier: MIT */
/* Units of one shape that the text is made of, each with a heading or a question of its own: posts
 * of a live blog, steps, questions with their answers, letters to the editor. */
#include "base/utf8.h"
#include "html/refine/flow.h"

enum { POSTS_MIN = 3, POSTS_GAP = 3, LAST_LINES = 3 };
static const float POSTS_SCORE = -1.5f, POST_LINE_SCORE = -2.5f, MOST_PART = .6f,
                   MOST_LINE_SCORE = -4, POST_LINK = .3f, TEXT_PART = .8f, LEFT_OUT_SCORE = -.9f;
/* Where buttons ask and open the answers, no menu is like it. */
static const float ASKED_SCORE = -3;

/* Units of one shape, one behind the other. */
struct posts {
    int32_t parent; /* -1: none yet */
    uint32_t shape, first, end, n;
    float kept;  /* words of the page */
    float least; /* mean score that leaves open what they are */
};

/* The unit that block i stands in; -1: none of theirs. */
static int32_t unit_of(const struct dh_flow *w, const struct posts *p, uint32_t i)
{
    const struct dh_box *boxes = w->v->b->boxes;
    int32_t e = (int32_t)w->v->b->blocks[i].box;
    while (e >= 0 && boxes[e].parent != p->parent)
        e = boxes[e].parent;
    return e >= 0 && boxes[e].shape == p->shape ? e : -1;
}

/* The last kept block right above the posts; -1: none. */
static int64_t kept_above(const struct dh_flow *w, const struct posts *p)
{
    int64_t last = (int64_t)p->first - 1;
    while (last >= 0 && p->first - last <= POSTS_GAP && !w->choice[last].keep)
        last--;
    return last >= 0 && w->choice[last].keep ? last : -1;
}

/* Whether posts go on in the flow of the kept text above them. Questions are facts to some who name
 * boxes. */
static bool go_on(const struct dh_flow *w, const struct posts *p, int64_t last)
{
    struct dh_flow any = *w;
    any.apart &= ~(1ull << DH_SIGN_FACTS);
    int32_t flow = last < 0 ? -1 : dh_flow_wide_of(w, (uint32_t)last);
    return flow >= 0 &&
           (flow == p->parent || flow == dh_flow_wide(&any, p->parent, p->first, p->end));
}

/* Whether the kept text above is one of them, or little else than they is kept. */
static bool are_the_text(const struct dh_flow *w, const struct posts *p, int64_t last)
{
    return (last >= 0 && unit_of(w, p, (uint32_t)last) >= 0) ||
           dh_kept_words(w->v, w->choice, p->first, p->end) > TEXT_PART * p->kept;
}

/* Whether line i says nothing of the post that it stands in: its time, what a rule struck, and what
 * stands in each of them ("Advertisement"). */
static bool is_frame(const struct dh_flow *w, uint32_t i)
{
    return dh_flow_is_time(w->v, i) || w->choice[i].score <= DH_STRUCK_SCORE ||
           w->v->facts[i].copies >= POSTS_MIN;
}

/* Whether the posts' scores leave open what they are. */
static bool in_doubt(const struct dh_flow *w, const struct posts *p)
{
    const struct dh_overview *v = w->v;
    float words = v->sums[p->end].words - v->sums[p->first].words, score = 0;
    for (uint32_t i = p->first; i < p->end; i++)
        score += is_frame(w, i) ? 0 : w->choice[i].score;
    return v->sums[p->end].link - v->sums[p->first].link <= POST_LINK * words &&
           score > p->least * (float)(p->end - p->first);
}

static bool is_line_above(const struct dh_flow *w, uint32_t i, float score)
{
    return w->v->facts[i].link < POST_LINK && w->choice[i].score > score &&
           w->v->b->blocks[i].n_tokens;
}

static bool is_line(const struct dh_flow *w, uint32_t i)
{
    return is_line_above(w, i, POST_LINE_SCORE);
}

/* What most of the posts' words say holds for those that no cue speaks against, too. */
static void keep_lines(struct dh_flow *w, const struct posts *p)
{
    for (uint32_t i = p->first; i < p->end; i++)
        if (dh_flow_is_time(w->v, i))
            w->choice[i].keep = false;
        else
            w->choice[i].keep |= is_line(w, i);
    float all = w->v->sums[p->end].words - w->v->sums[p->first].words;
    bool most = dh_kept_words(w->v, w->choice, p->first, p->end) > MOST_PART * all;
    for (uint32_t i = p->first; i < p->end && most; i++)
        if (!w->v->facts[i].cue && !dh_flow_is_time(w->v, i))
            w->choice[i].keep |= is_line_above(w, i, MOST_LINE_SCORE);
}

/* Whether no box around block i, up to its unit, says that it stands apart. */
static bool stands_in(const struct dh_flow *w, uint32_t i, int32_t unit)
{
    const struct dh_box *boxes = w->v->b->boxes;
    int32_t e = (int32_t)w->v->b->blocks[i].box;
    while (e != unit && (dh_flow_is_text(w, &boxes[e]) || dh_flow_is_wrapper(w, &boxes[e])))
        e = boxes[e].parent;
    return e == unit;
}

/* Whether the extractor left line i of a post out, and its score leaves open what it is. What it
 * kept and a rule took off stays off. */
static bool is_left_out(const struct dh_flow *w, uint32_t i, float score)
{
    return !w->choice[i].keep && w->choice[i].score < LEFT_OUT_SCORE &&
           is_line_above(w, i, score) && !w->v->facts[i].title &&
           !(w->v->b->blocks[i].cue_any & 1u << DH_CUE_DATE);
}

/* Whether line i stands below the text of a post: the name below a letter. */
static bool ends_text(const struct dh_flow *w, const struct posts *p, uint32_t i)
{
    int32_t unit = w->v->facts[i].heading ? -1 : unit_of(w, p, i);
    const struct dh_box *x = &w->v->b->boxes[unit < 0 ? 0 : unit];
    return unit >= 0 && i > x->first && i + LAST_LINES >= x->end && stands_in(w, i, unit) &&
           dh_kept_words(w->v, w->choice, x->first, i) > 0;
}

/* Whether line i is a few words that are no sentence and that no cue speaks against. */
static bool is_name(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->words <= DH_FLOW_LABEL_WORDS && k->n_tokens && !v->facts[i].cue &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END));
}

/* Lines below the text of posts; where most names there stay, so do those in doubt. */
static void keep_last_lines(struct dh_flow *w, const struct posts *p)
{
    unsigned names = 0, kept = 0;
    for (uint32_t i = p->first + 1; i < p->end; i++)
        if (ends_text(w, p, i)) {
            w->choice[i].keep |= is_left_out(w, i, POST_LINE_SCORE);
            bool name = is_name(w->v, i) && !is_frame(w, i);
            names += name;
            kept += name && w->choice[i].keep;
        }
    for (uint32_t i = p->first + 1; i < p->end && 2 * kept > names; i++)
        if (is_left_out(w, i, MOST_LINE_SCORE) && is_name(w->v, i) && !is_frame(w, i) &&
            ends_text(w, p, i))
            w->choice[i].keep = true;
}

/* Whether block i is the heading of a post whose text is kept. */
static bool heads_text(const struct dh_flow *w, const struct posts *p, uint32_t i)
{
    int32_t unit = w->v->facts[i].heading ? unit_of(w, p, i) : -1;
    const struct dh_box *x = &w->v->b->boxes[unit < 0 ? 0 : unit];
    return unit >= 0 && i <= x->first + 1 && dh_kept_words(w->v, w->choice, i + 1, x->end) > 0;
}

/* Headings of such posts, where most stay; those of a live blog's all do. */
static void keep_heads(struct dh_flow *w, const struct posts *p, bool timed)
{
    unsigned heads = 0, kept = 0;
    for (uint32_t i = p->first; i < p->end; i++)
        if (heads_text(w, p, i)) {
            heads++;
            kept += w->choice[i].keep;
        }
    for (uint32_t i = p->first; i < p->end && (2 * kept > heads || timed); i++)
        if (is_left_out(w, i, timed ? MOST_LINE_SCORE : POST_LINE_SCORE) && heads_text(w, p, i))
            w->choice[i].keep = true;
}

/* Whether each of the posts has a time and kept text: those of a live blog. */
static bool all_timed(const struct dh_flow *w, const struct posts *p)
{
    for (uint32_t i = p->first; i < p->end;) {
        int32_t unit = unit_of(w, p, i);
        const struct dh_box *x = &w->v->b->boxes[unit < 0 ? 0 : unit];
        bool timed = unit < 0; /* what stands between two of them */
        for (uint32_t j = x->first; !timed && j < x->end; j++)
            timed = w->v->b->blocks[j].is & DH_IS_TIME;
        if (!timed || (unit >= 0 && dh_kept_words(w->v, w->choice, x->first, x->end) == 0))
            return false;
        i = unit < 0 ? i + 1 : x->end;
    }
    return true;
}

/* Short lines of posts that go on in the flow of kept text, or are the text, are text too. */
static void keep_posts(struct dh_flow *w, const struct posts *p)
{
    int64_t last = kept_above(w, p);
    bool timed;
    if (p->n < POSTS_MIN || !in_doubt(w, p))
        return;
    if (go_on(w, p, last))
        keep_lines(w, p);
    else if ((timed = all_timed(w, p)) || are_the_text(w, p, last)) {
        keep_heads(w, p, timed);
        keep_last_lines(w, p);
    }
}

static bool is_head(const struct dh_overview *v, uint32_t i)
{
    return v->facts[i].heading || v->b->boxes[v->b->blocks[i].box].tag == GUMBO_TAG_SUMMARY;
}

static bool is_question(const struct dh_overview *v, uint32_t i)
{
    return dh_utf8_is_question(dh_block_text(v->b, i));
}

static bool in_button(const struct dh_overview *v, uint32_t i)
{
    return v->b->boxes[v->b->blocks[i].box].tag == GUMBO_TAG_BUTTON;
}

/* How many boxes the page has of the shape of box e. */
static uint32_t like(const struct dh_flow *w, int32_t e)
{
    return w->v->repeat_n[w->v->repeat[e]];
}

/* The box that line i is the first or second line of, with text behind it; -1: none. Of several,
 * one in the other, the outermost that stands as often as the inner ones. */
static int32_t post_of(const struct dh_flow *w, uint32_t i)
{
    const struct dh_box *boxes = w->v->b->boxes;
    int32_t unit = (int32_t)w->v->b->blocks[i].box, up;
    do
        unit = boxes[unit].parent;
    while (unit >= 0 && boxes[unit].end <= i + 1);
    if (unit < 0 || i > boxes[unit].first + 1 || boxes[unit].end <= i + 1)
        return -1;
    while ((up = boxes[unit].parent) >= 0 && i <= boxes[up].first + 1 &&
           like(w, up) == like(w, unit))
        unit = up;
    return boxes[unit].parent >= 0 && dh_flow_is_wrapper(w, &boxes[unit]) ? unit : -1;
}

/* Posts that begin with lines for which `opens` holds. */
static void find_posts(struct dh_flow *w, bool (*opens)(const struct dh_overview *, uint32_t))
{
    const struct dh_overview *v = w->v;
    float kept = dh_kept_words(v, w->choice, 0, v->b->n_blocks);
    struct posts p = { .parent = -1 };
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        int32_t unit = opens(v, i) ? post_of(w, i) : -1;
        if (unit < 0)
            continue;
        const struct dh_box *x = &v->b->boxes[unit];
        if (x->parent != p.parent || x->shape != p.shape || x->first > p.end + 1) {
            keep_posts(w, &p);
            p = (struct posts){ .parent = x->parent,
                                .shape = x->shape,
                                .first = x->first,
                                .kept = kept,
                                .least = in_button(v, i) ? ASKED_SCORE : POSTS_SCORE };
        }
        p.n += x->end > p.end;
        p.end = x->end;
    }
    keep_posts(w, &p);
}

/* The year that line i is, and nothing else; 0: it is none. */
static unsigned year_of(const struct dh_overview *v, uint32_t i)
{
    enum { DIGITS = 4, FIRST = 1000, LAST = 2099 };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    unsigned year = 0;
    if (k->n != DIGITS || k->digits != DIGITS || k->link)
        return 0;
    for (size_t at = 0; at < text.n; at++)
        year = 10 * year + (unsigned)(text.p[at] - '0');
    return year >= FIRST && year <= LAST ? year : 0;
}

/* A chronicle: years that rise or fall, each right above kept text, are its headings. */
static void keep_years(struct dh_flow *w)
{
    unsigned n = 0, rising = 0, last = 0;
    for (uint32_t i = 0; i + 1 < w->v->b->n_blocks; i++) {
        unsigned year = w->choice[i + 1].keep ? year_of(w->v, i) : 0;
        if (!year)
            continue;
        n++;
        rising += year > last;
        if (year == last)
            return;
        last = year;
    }
    if (n < POSTS_MIN || (rising != n && rising != 1))
        return;
    for (uint32_t i = 0; i + 1 < w->v->b->n_blocks; i++)
        w->choice[i].keep |= w->choice[i + 1].keep && year_of(w->v, i);
}

void dh_flow_posts(struct dh_flow *w)
{
    find_posts(w, is_head);
    find_posts(w, is_question);
    keep_years(w);
}
