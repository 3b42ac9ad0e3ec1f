/* SPDX-License-Identifier: MIT */
/* The page as a whole, ahead of the feature vectors: sums, groups and containers. */
#include "base/url.h"
#include "html/block/tagtreat.h"
#include "html/model/overviewinside.h"

#include <string.h>

enum { MAKES_BY_SHAPE = 3, TEASED_WORDS = 60, TEASED_BLOCKS = 3 };

static bool make_arrays(struct dh_overview *v)
{
    struct dh_arena *a = v->arena;
    size_t n = v->b->n_blocks, m = v->b->n_boxes;
    bool ok = (v->facts = dh_arena_zeroed(a, n + 1, sizeof *v->facts)) &&
              (v->sums = dh_arena_zeroed(a, n + 1, sizeof *v->sums)) &&
              (v->up = dh_arena_zeroed(a, m, sizeof *v->up)) &&
              (v->repeat = dh_arena_zeroed(a, m, sizeof *v->repeat)) &&
              (v->ordinal = dh_arena_zeroed(a, m, sizeof *v->ordinal)) &&
              (v->repeat_n = dh_arena_zeroed(a, m, sizeof *v->repeat_n)) &&
              (v->repeat_good = dh_arena_zeroed(a, m, sizeof *v->repeat_good)) &&
              (v->repeat_best = dh_arena_zeroed(a, m, sizeof *v->repeat_best)) &&
              (v->score = dh_arena_zeroed(a, m, sizeof *v->score)) &&
              (v->article = dh_arena_zeroed(a, m, sizeof *v->article)) &&
              (v->unit = dh_arena_zeroed(a, m, sizeof *v->unit)) &&
              (v->unit_levels = dh_arena_zeroed(a, m, sizeof *v->unit_levels));
    for (size_t i = 0; ok && i < DH_MAKES; i++) /* groups of blocks, or boxes */
        ok = (v->makes[i] = dh_arena_zeroed(a, i < MAKES_BY_SHAPE ? n : m, sizeof *v->makes[i]));
    for (size_t i = 0; ok && i < DH_CONTAINERS; i++)
        ok = (v->meet[i] = dh_arena_zeroed(a, m, sizeof *v->meet[i]));
    return ok;
}

static bool hash_grams(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    if (b->n_tokens > DH_GRAMS_MAX)
        return true;
    uint64_t *grams = dh_arena_alloc(v->arena, (b->n_tokens + 1u) * sizeof *grams);
    for (uint32_t i = 0; grams && i < b->n_blocks; i++)
        for (uint32_t x = b->blocks[i].token;
             x + DH_GRAM <= b->blocks[i].token + b->blocks[i].n_tokens; x++)
            grams[x] = dh_gram(b->tokens + x);
    v->grams = grams;
    return grams != NULL;
}

/* ---- Each block by itself */

static const uint8_t bad_slots[] = {
    DH_SIGN_COMMENT,    DH_SIGN_NAV,     DH_SIGN_FOOTER, DH_SIGN_SIDEBAR,
    DH_SIGN_RELATED,    DH_SIGN_CONSENT, DH_SIGN_MODAL,  DH_SIGN_PROMO,
    DH_SIGN_NEWSLETTER, DH_NEAR_NAV,     DH_NEAR_FOOTER, DH_NEAR_ASIDE,
};

static const uint32_t any_cue = 1u << DH_CUE_SHARE | 1u << DH_CUE_AD | 1u << DH_CUE_RELATED |
                                1u << DH_CUE_SIGNUP | 1u << DH_CUE_LEGAL | 1u << DH_CUE_COMMENT |
                                1u << DH_CUE_FOLLOW | 1u << DH_CUE_CONSENT;

static uint8_t nearest_bad(const struct dh_block *k)
{
    uint8_t levels = DH_FAR;
    for (size_t j = 0; j < DH_LEN(bad_slots); j++)
        if (k->near[bad_slots[j]] < levels)
            levels = k->near[bad_slots[j]];
    return levels;
}

/* The tag of the heading that block i is: its box is one, or is all there is in one
 * ("<h2><div>..."). 0: it is none. */
static uint8_t heading_of(const struct dh_overview *v, uint32_t i)
{
    enum { LEVELS = 2 };
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_box *x = &v->b->boxes[k->box];
    if (!dh_near_within(k, DH_NEAR_HEADING, LEVELS))
        return 0;
    for (unsigned up = k->near[DH_NEAR_HEADING]; up > 0; up--)
        x = &v->b->boxes[x->parent];
    return k->near[DH_NEAR_HEADING] == 0 || x->end - x->first == 1 ? (uint8_t)x->tag : 0;
}

static void judge_alone(struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_block_facts *f = &v->facts[i];
    f->link = (float)k->link / (float)(k->n ? k->n : 1);
    f->bad = nearest_bad(k);
    f->is_good = k->words >= 12 && f->link < .34f && !(k->is & DH_IS_HIDDEN);
    f->good = !f->is_good                                      ? 0
              : k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) ? k->words
                                                               : k->words / 2;
    f->cue = ((k->cue_start | k->cue_any) & any_cue) != 0;
    f->heading = heading_of(v, i);
    f->teaser =
        dh_is_link(f) && k->words >= 4 && (f->heading || dh_near_within(k, DH_SIGN_TITLE, 2));
}

static bool is_stamp(const struct dh_block *k)
{
    return k->words < 20 && (k->is & DH_IS_TIME || dh_near_within(k, DH_SIGN_BYLINE, 1) ||
                             dh_near_within(k, DH_SIGN_DATE, 1));
}

static void add_sums(struct dh_overview *v)
{
    struct dh_overview_sums s = { 0 };
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        const struct dh_block_facts *f = &v->facts[i];
        v->sums[i] = s;
        s.words += k->words;
        s.good += f->good;
        s.link += f->link * k->words;
        s.topic += f->topic;
        s.commas += k->commas;
        s.n_good += f->is_good;
        s.ends += (k->is & DH_IS_SENTENCE_END) != 0;
        s.cues += f->cue;
        s.teasers += f->teaser;
        s.stamps += is_stamp(k);
    }
    v->sums[v->b->n_blocks] = s;
    v->total_words = dh_greater(1, s.words);
    v->total_good = dh_greater(1, s.good);
}

static void find_neighbours(struct dh_overview *v)
{
    int32_t good = -1, title = -1, heading = -1, h1 = 0;
    uint32_t n = v->b->n_blocks;
    for (uint32_t i = 0; i < n; i++) {
        struct dh_block_facts *f = &v->facts[i];
        f->good_before = good;
        good = f->is_good ? (int32_t)i : good;
        if (f->title || f->heading == GUMBO_TAG_H1) {
            title = (int32_t)i;
            v->n_titles++;
        }
        h1 += f->heading == GUMBO_TAG_H1;
        f->h1_before = h1;
        heading = f->heading ? (int32_t)i : heading;
        f->last_title = title;
        f->last_heading = heading;
    }
    good = -1;
    for (uint32_t i = n; i-- > 0;) {
        v->facts[i].good_after = good;
        good = v->facts[i].is_good ? (int32_t)i : good;
    }
}

/* ---- Blocks of the same make */

/* Hashes of the shapes of so many boxes from this one outwards. */
static const unsigned levels_of[MAKES_BY_SHAPE] = { 1, 2, 4 };

static void shape_paths(const struct dh_blocks *b, int32_t box, uint64_t paths[MAKES_BY_SHAPE])
{
    uint64_t h = 0;
    for (unsigned m = 0, level = 0; m < MAKES_BY_SHAPE; m++) {
        for (; box >= 0 && level < levels_of[m]; level++, box = b->boxes[box].parent)
            h = dh_hash_mix(h ^ b->boxes[box].shape);
        paths[m] = h;
    }
}

static void add_to_make(struct dh_overview *v, unsigned m, uint32_t group, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_block_facts *f = &v->facts[i];
    struct dh_make *to = &v->makes[m][group];
    f->make[m] = group;
    to->n++;
    to->words += k->words;
    to->good += f->good;
    to->link += f->link * k->words;
    to->ends += (k->is & DH_IS_SENTENCE_END) != 0;
}

static bool group_makes(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    struct dh_slots by_path[MAKES_BY_SHAPE];
    uint32_t groups[MAKES_BY_SHAPE] = { 0 };
    uint64_t paths[MAKES_BY_SHAPE];
    for (unsigned m = 0; m < MAKES_BY_SHAPE; m++)
        if (!dh_slots_make(&by_path[m], v->arena, b->n_blocks))
            return false;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        uint32_t box = b->blocks[i].box;
        int32_t parent = b->boxes[box].parent;
        shape_paths(b, (int32_t)box, paths);
        for (unsigned m = 0; m < MAKES_BY_SHAPE; m++) {
            bool fresh;
            uint32_t *at = dh_slots_at(&by_path[m], paths[m], &fresh);
            if (fresh)
                *at = groups[m]++;
            add_to_make(v, m, *at, i);
        }
        add_to_make(v, MAKES_BY_SHAPE, parent < 0 ? 0 : (uint32_t)parent, i);
        add_to_make(v, MAKES_BY_SHAPE + 1, box, i);
    }
    return true;
}

/* ---- Boxes */

static bool group_boxes(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    struct dh_slots s;
    uint32_t groups = 0;
    if (!dh_slots_make(&s, v->arena, b->n_boxes))
        return false;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        bool fresh;
        uint32_t *at = dh_slots_at(&s, x->shape, &fresh);
        if (fresh)
            *at = groups++;
        v->repeat[i] = *at;
        v->ordinal[i] = v->repeat_n[*at]++;
        v->repeat_good[*at] += dh_good_in(v, x);
        v->repeat_best[*at] = dh_greater(v->repeat_best[*at], dh_good_in(v, x));
        const struct dh_box *around = x->parent < 0 ? x : &b->boxes[x->parent];
        bool same = (around->first == x->first) & (around->end == x->end) & (x->parent >= 0);
        int32_t next[] = { x->parent, v->up[around - b->boxes] };
        v->up[i] = next[same];
    }
    return true;
}

/* Short texts right below a headline that leads elsewhere, in the box that is around that. */
static void find_teased(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        struct dh_block_facts *f = &v->facts[i];
        int32_t h = f->last_heading;
        if (h < 0 || h == (int32_t)i || i - (uint32_t)h > TEASED_BLOCKS ||
            b->blocks[i].words >= TEASED_WORDS || !dh_is_link(&v->facts[h]) || v->facts[h].title)
            continue;
        int32_t around = v->up[b->blocks[h].box];
        f->teased = around < 0 || i < b->boxes[around].end;
    }
}

/* Innermost article elements, and innermost boxes whose shape comes several times with an article's
 * worth of text in it. */
static void find_units(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        uint32_t g = v->repeat[i];
        v->article[i] = x->parent < 0 ? -1 : v->article[x->parent];
        v->unit[i] = x->parent < 0 ? -1 : v->unit[x->parent];
        v->unit_levels[i] =
            x->parent < 0 || v->unit_levels[x->parent] > 98 ? 99 : v->unit_levels[x->parent] + 1;
        if (x->tag == GUMBO_TAG_ARTICLE) {
            v->article[i] = (int32_t)i;
            v->n_articles++;
            v->best_article = dh_greater(v->best_article, dh_good_in(v, x));
        }
        if ((v->repeat_n[g] >= 2) & x->has_class & (x->end - x->first >= 2) &
            (v->repeat_best[g] >= .12f * v->total_good)) {
            v->unit[i] = (int32_t)i;
            v->unit_levels[i] = 0;
        }
    }
}

/* Readability's score: paragraphs give to their parent, half to its parent, a quarter to the next,
 * times the share of text outside links. */
static void score_boxes(struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        const struct dh_block *k = &b->blocks[i];
        if (k->chars < 25 || v->facts[i].link >= .5f)
            continue;
        float points = 1 + (float)k->commas + dh_lesser((float)k->chars / 100, 3);
        const struct dh_box *x = &b->boxes[k->box];
        bool leaf = x->tag == GUMBO_TAG_P || x->tag == GUMBO_TAG_PRE || x->tag == GUMBO_TAG_TD ||
                    x->tag == GUMBO_TAG_BLOCKQUOTE || x->tag == GUMBO_TAG_LI ||
                    dh_tag_is_heading(x->tag);
        int32_t e = leaf && x->parent >= 0 ? x->parent : (int32_t)k->box;
        for (int j = 0; j < 3 && e >= 0; j++, e = b->boxes[e].parent, points /= 2)
            v->score[e] += points;
    }
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        float words = dh_words_in(v, x);
        float s = v->score[i] * (1 - dh_links_in(v, x) / dh_greater(1, words));
        v->score[i] = s;
        size_t j = DH_LEN(v->rank_score) - 1;
        if (s <= v->rank_score[j])
            continue;
        for (; j > 0 && v->rank_score[j - 1] < s; j--)
            v->rank_score[j] = v->rank_score[j - 1];
        v->rank_score[j] = s;
        if (s > v->best_score) {
            v->best_score = s;
            v->containers[0].box = (int32_t)i;
        }
    }
}

/* Of each box the number of the first box behind all that it holds. */
static uint32_t *ends_of_boxes(const struct dh_overview *v)
{
    const struct dh_blocks *b = v->b;
    uint32_t *ends = dh_arena_alloc(v->arena, b->n_boxes * sizeof *ends);
    for (uint32_t i = 0; ends && i < b->n_boxes; i++)
        ends[i] = i + 1;
    for (uint32_t i = b->n_boxes; ends && i-- > 0;) {
        uint32_t parent = b->boxes[i].parent < 0 ? i : (uint32_t)b->boxes[i].parent;
        ends[parent] = ends[parent] < ends[i] ? ends[i] : ends[parent];
    }
    return ends;
}

/* The deepest box that holds `part` of all the weights, none of which is negative: what a box does
 * not hold, no box in it does; sums[n_blocks + 1]. */
static int32_t deepest(const struct dh_overview *v, const uint32_t *ends, const float *sums,
                       float part)
{
    const struct dh_blocks *b = v->b;
    float want = part * sums[b->n_blocks] - 1e-3f;
    int32_t best = 0;
    for (uint32_t i = 1; i < b->n_boxes;) {
        const struct dh_box *x = &b->boxes[i];
        if (sums[x->end] - sums[x->first] < want) {
            i = ends[i];
            continue;
        }
        if (x->depth >= b->boxes[best].depth)
            best = (int32_t)i;
        i++;
    }
    return best;
}

static void set_container(struct dh_overview *v, const uint32_t *ends, size_t c, int32_t box)
{
    const struct dh_blocks *b = v->b;
    struct dh_container *k = &v->containers[c];
    const struct dh_box *x = &b->boxes[box];
    uint8_t *meet = v->meet[c];
    k->box = box;
    k->share = dh_words_in(v, x) / v->total_words;
    k->good = dh_good_in(v, x) / v->total_good;
    memset(meet, 0, b->n_boxes);
    memset(meet + box, x->depth, ends[box] - (uint32_t)box);
    for (int32_t in = box, e; (e = b->boxes[in].parent) >= 0; in = e) { /* all of e outside in */
        memset(meet + e, b->boxes[e].depth, (size_t)(in - e));
        memset(meet + ends[in], b->boxes[e].depth, ends[e] - ends[in]);
    }
}

/* A box around half of the page's text is no promo box, whatever its name says: "has-sidebar" on
 * body tells what else is there, "paywall" who may read. Such names are forgotten. The boxes with
 * so much text are those on the way to container c, the deepest of them. */
static void forget_wide_boxes(struct dh_overview *v, struct dh_blocks *b, size_t c)
{
    static const uint8_t slots[] = {
        DH_SIGN_LEAD,    DH_SIGN_SHARE,      DH_SIGN_RELATED, DH_SIGN_PROMO,   DH_SIGN_CAPTION,
        DH_SIGN_CREDIT,  DH_SIGN_BYLINE,     DH_SIGN_DATE,    DH_SIGN_FOOTER,  DH_SIGN_HEADER,
        DH_SIGN_NAV,     DH_SIGN_NEWSLETTER, DH_SIGN_MODAL,   DH_SIGN_SIDEBAR, DH_SIGN_TAGS,
        DH_SIGN_GALLERY, DH_SIGN_IMAGE,      DH_SIGN_VIDEO,   DH_SIGN_EMBED,   DH_SIGN_QUOTE,
        DH_SIGN_CARD,    DH_SIGN_TITLE,      DH_SIGN_HIDDEN,  DH_SIGN_SEARCH,  DH_SIGN_POPULAR,
        DH_SIGN_NOTE,    DH_SIGN_TOOLS,      DH_SIGN_FACTS,   DH_SIGN_DATA,    DH_NEAR_ASIDE,
        DH_NEAR_NAV,     DH_NEAR_FOOTER,     DH_NEAR_HEADER,  DH_NEAR_FIGURE,  DH_NEAR_LIST,
        DH_NEAR_ITEM,    DH_NEAR_TABLE,      DH_NEAR_FORM,    DH_NEAR_DETAILS,
    };
    uint8_t forgotten[DH_NEAR_ROOM] = { 0 };
    for (size_t j = 0; j < DH_LEN(slots); j++)
        forgotten[slots[j]] = UINT8_MAX;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        struct dh_block *k = &b->blocks[i];
        /* levels to the first of them */
        uint8_t below = (uint8_t)(b->boxes[k->box].depth - v->meet[c][k->box]);
        for (size_t j = 0; j < DH_NEAR_ROOM; j++) { /* all at once: no branch */
            uint8_t now = k->near[j] >= below ? DH_FAR : k->near[j];
            k->near[j] = (uint8_t)((now & forgotten[j]) | (k->near[j] & ~forgotten[j]));
        }
        v->facts[i].bad = nearest_bad(k);
    }
}

static bool find_containers(struct dh_overview *v, struct dh_blocks *b)
{
    uint32_t n = b->n_blocks;
    float *plain = dh_arena_zeroed(v->arena, n + 1, sizeof *plain);
    float *clean = dh_arena_zeroed(v->arena, n + 1, sizeof *clean);
    const uint32_t *ends = ends_of_boxes(v);
    if (!plain || !clean || !ends)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        plain[i + 1] = plain[i] + v->facts[i].good;
        clean[i + 1] = clean[i] + (v->facts[i].teased ? 0 : v->facts[i].good);
    }
    set_container(v, ends, 0, v->containers[0].box);
    set_container(v, ends, 1, deepest(v, ends, plain, .5f));
    set_container(v, ends, 2, deepest(v, ends, plain, .8f));
    set_container(v, ends, 3, deepest(v, ends, clean, .5f));
    forget_wide_boxes(v, b, 3);
    for (uint32_t i = 0; i < n; i++)
        clean[i + 1] =
            clean[i] + (v->facts[i].bad < DH_FAR || v->facts[i].teased ? 0 : v->facts[i].good);
    if (clean[n] <
        .3f * plain[n]) /* the whole page stands in boxes with such names: they tell nothing */
        clean = plain;
    set_container(v, ends, 3, deepest(v, ends, clean, .5f));
    set_container(v, ends, 4, deepest(v, ends, clean, .75f));
    return true;
}

enum dh_err dh_overview_read(struct dh_overview *v, struct dh_blocks *b, const struct dh_meta *meta,
                             struct dh_str url, struct dh_str author, struct dh_arena *arena)
{
    *v = (struct dh_overview){ .b = b, .meta = meta, .host = dh_url_host(url), .arena = arena };
    uint32_t n_tokens = b->n_tokens;
    if (b->n_boxes == 0)
        return DH_OK;
    bool ok = make_arrays(v);
    if (ok)
        for (uint32_t i = 0; i < b->n_blocks; i++)
            judge_alone(v, i);
    ok = ok && hash_grams(v) && dh_overview_agree(v, b, url, author) &&
         dh_overview_copies(v, n_tokens);
    if (ok) {
        add_sums(v);
        find_neighbours(v);
    }
    ok = ok && group_makes(v) && group_boxes(v);
    if (ok) {
        find_teased(v);
        find_units(v);
        score_boxes(v);
    }
    if (ok && find_containers(v, b))
        return DH_OK;
    return dh_arena_err(arena);
}
