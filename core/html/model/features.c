/* SPDX-License-Identifier: MIT */
#include "html/model/features.h"

#include <math.h>
#include <string.h>

enum { LABEL_WORDS = 5, CONTROL_LEVELS = 8 };

#define DH_F_NAME(name) #name,
static const char *const names[] = { DH_FEATURE_LIST(DH_F_NAME) };
#undef DH_F_NAME

const char *dh_feature_name(enum dh_feature f)
{
    return f < DH_FEATURES ? names[f] : NULL;
}

/* Of the two it is divided by one that is looked up: compilers make the choice a jump. */
static float ratio(float a, float b)
{
    const float least[] = { b, 1 };
    return a / least[b < 1];
}

/* 1 or 0, without a branch: most of what is asked of a block nobody can guess. */
static float number(bool is)
{
    static const float numbers[] = { 0, 1 };
    return numbers[is];
}

static float flag(uint32_t bits, uint32_t bit)
{
    return number(bits & bit);
}

static float clip(float x, float low, float high)
{
    return dh_lesser(dh_greater(x, low), high);
}

static float distance(uint32_t from, uint32_t to)
{
    return (float)to - (float)from;
}

static void text_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_block *k = &v->b->blocks[i];
    float chars = (float)(k->chars ? k->chars : 1), bytes = (float)(k->n ? k->n : 1);
    float tokens = (float)k->n_tokens;
    out[DH_F_T_CHARS] = chars;
    out[DH_F_T_WORDS] = k->words;
    out[DH_F_T_LINK] = v->facts[i].link;
    out[DH_F_T_LINKS] = k->n_links;
    out[DH_F_T_COMMAS] = k->commas;
    out[DH_F_T_SENTENCES] = k->sentences;
    out[DH_F_T_END] = flag(k->is, DH_IS_SENTENCE_END);
    out[DH_F_T_QUOTE_END] = flag(k->is, DH_IS_QUOTE_END);
    out[DH_F_T_COLON_END] = flag(k->is, DH_IS_COLON_END);
    out[DH_F_T_ELLIPSIS_END] = flag(k->is, DH_IS_ELLIPSIS_END);
    out[DH_F_T_QUOTE_START] = flag(k->is, DH_IS_QUOTE_START);
    out[DH_F_T_LOWER_START] = flag(k->is, DH_IS_LOWER_START);
    out[DH_F_T_DIGIT_START] = flag(k->is, DH_IS_DIGIT_START);
    out[DH_F_T_BULLET_START] = flag(k->is, DH_IS_BULLET_START);
    out[DH_F_T_UPPER] = ratio((float)k->upper, (float)k->letters);
    out[DH_F_T_ALL_UPPER] = number((k->letters > 3) & (k->upper == k->letters));
    out[DH_F_T_CAPITALS] = ratio((float)k->capitals, tokens);
    out[DH_F_T_DIGITS] = (float)k->digits / chars;
    out[DH_F_T_WORD_LENGTH] = ratio(chars, tokens);
    out[DH_F_T_PUNCT] = (float)k->punct / chars;
    out[DH_F_T_BOLD] = (float)k->bold / bytes;
    out[DH_F_T_ITALIC] = (float)k->italic / bytes;
    out[DH_F_T_WIDE] = (float)k->wide / chars;
    out[DH_F_T_PIPE] = flag(k->is, DH_IS_PIPE);
    out[DH_F_T_QUOTES] = k->quotes;
    out[DH_F_T_LETTERS] = (float)k->letters / chars;
    out[DH_F_T_TIME] = flag(k->is, DH_IS_TIME);
    out[DH_F_T_LEAD_LINK] = (float)k->lead_link / bytes;
    for (unsigned c = 0; c < DH_CUES_OF_MODEL; c++) /* 2: the block starts with it */
        out[DH_F_Q_CREDIT + c] = flag(k->cue_any, 1u << c) + 2 * flag(k->cue_start, 1u << c);
    for (unsigned s = 0; s < DH_NEAR; s++)
        out[DH_F_C_ARTICLE + s] = k->near[s];
    for (uint64_t rest = dh_block_leading(v->b, i) & ((1ull << DH_SIGNS) - 1); rest;
         rest &= rest - 1)
        out[DH_F_C_ARTICLE + __builtin_ctzll(rest)] = 0;
}

/* A small number for tags that matter, so that a tree can split on them; 0: any other. */
static float tag_code(unsigned tag)
{
    static const uint8_t codes[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_P] = 1,           [GUMBO_TAG_DIV] = 2,      [GUMBO_TAG_LI] = 3,
        [GUMBO_TAG_H1] = 4,          [GUMBO_TAG_H2] = 5,       [GUMBO_TAG_H3] = 6,
        [GUMBO_TAG_H4] = 7,          [GUMBO_TAG_H5] = 8,       [GUMBO_TAG_H6] = 9,
        [GUMBO_TAG_TD] = 10,         [GUMBO_TAG_TH] = 11,      [GUMBO_TAG_BLOCKQUOTE] = 12,
        [GUMBO_TAG_FIGCAPTION] = 13, [GUMBO_TAG_DD] = 14,      [GUMBO_TAG_DT] = 15,
        [GUMBO_TAG_PRE] = 16,        [GUMBO_TAG_SECTION] = 17, [GUMBO_TAG_ARTICLE] = 18,
        [GUMBO_TAG_ASIDE] = 19,      [GUMBO_TAG_HEADER] = 20,  [GUMBO_TAG_FOOTER] = 21,
        [GUMBO_TAG_NAV] = 22,        [GUMBO_TAG_FIGURE] = 23,  [GUMBO_TAG_UL] = 24,
        [GUMBO_TAG_OL] = 25,         [GUMBO_TAG_BODY] = 26,    [GUMBO_TAG_ADDRESS] = 27,
        [GUMBO_TAG_CENTER] = 28,     [GUMBO_TAG_MAIN] = 29,    [GUMBO_TAG_FORM] = 30,
        [GUMBO_TAG_UNKNOWN] = 31,
    };
    return codes[tag];
}

/* Levels up to the nearest box with a field or button in it, and how many blocks that box has. */
static void control_features(const struct dh_blocks *b, uint32_t i, float *out)
{
    float *field = &out[DH_F_S_FIELD_UP], *button = &out[DH_F_S_BUTTON_UP];
    field[0] = button[0] = CONTROL_LEVELS;
    field[1] = button[1] = 99;
    int32_t e = (int32_t)b->blocks[i].box;
    for (int up = 0; up < CONTROL_LEVELS && e >= 0; up++, e = b->boxes[e].parent) {
        const struct dh_box *x = &b->boxes[e];
        float n = dh_lesser(distance(x->first, x->end), 99);
        if (x->field && field[0] == CONTROL_LEVELS) {
            field[0] = (float)up;
            field[1] = n;
        }
        if (x->button && button[0] == CONTROL_LEVELS) {
            button[0] = (float)up;
            button[1] = n;
        }
    }
}

static void place_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_block_facts *f = &v->facts[i];
    const struct dh_box *x = &v->b->boxes[k->box];
    out[DH_F_C_ANY_BAD] = f->bad;
    out[DH_F_S_TAG] = tag_code(x->tag);
    out[DH_F_S_DEPTH] = x->depth;
    out[DH_F_S_HIDDEN] = flag(k->is, DH_IS_HIDDEN);
    out[DH_F_S_BR_AFTER] = flag(k->is, DH_IS_BR_AFTER);
    out[DH_F_S_BR_BEFORE] = flag(k->is, DH_IS_BR_BEFORE);
    out[DH_F_S_HAS_CLASS] = x->has_class;
    out[DH_F_S_HEADING] = number(f->heading);
    out[DH_F_S_MEDIA_BEFORE] = flag(k->is, DH_IS_MEDIA_BEFORE);
    out[DH_F_S_MEDIA_AFTER] = flag(k->is, DH_IS_MEDIA_AFTER);
    out[DH_F_S_ANY_CUE] = f->cue;
    out[DH_F_S_INDEX] = (float)i;
    out[DH_F_S_RELATIVE] = (float)i / (float)v->b->n_blocks;
    out[DH_F_S_WORDS_BEFORE] = v->sums[i].words / v->total_words;
    out[DH_F_S_BLOCKS] = (float)v->b->n_blocks;
    out[DH_F_S_PAGE_WORDS] = v->total_words;
    control_features(v->b, i, out);
}

static void level_features(const struct dh_overview *v, uint32_t i, float *out)
{
    enum { N = DH_F_A1_WORDS - DH_F_A0_WORDS };
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (unsigned level = 0; level < DH_LEVELS; level++) {
        const struct dh_box *x = &v->b->boxes[e];
        const struct dh_overview_sums *s = &v->sums[x->first], *t = &v->sums[x->end];
        float *o = out + DH_F_A0_WORDS + level * N;
        float words = t->words - s->words, n = distance(x->first, x->end);
        o[0] = words;
        o[1] = words / v->total_words;
        o[2] = (t->good - s->good) / v->total_good;
        o[3] = ratio(t->good - s->good, words);
        o[4] = ratio(t->link - s->link, words);
        o[5] = n;
        o[6] = (float)(t->n_good - s->n_good);
        o[7] = ratio((float)(t->commas - s->commas), words);
        o[8] = ratio((float)(t->ends - s->ends), n);
        o[9] = ratio((float)(i - x->first), n);
        o[10] = dh_lesser((float)(x->end - 1 - i), 99);
        o[11] = 100 * ratio(t->topic - s->topic, words);
        o[12] = (float)(t->teasers - s->teasers);
        o[13] = (float)(t->stamps - s->stamps);
        if (v->up[e] >= 0)
            e = v->up[e];
    }
}

static void make_features(const struct dh_overview *v, uint32_t i, float *out)
{
    enum { N = DH_F_K1_N - DH_F_K0_N };
    for (unsigned m = 0; m < DH_MAKES; m++) {
        const struct dh_make *k = &v->makes[m][v->facts[i].make[m]];
        float *o = out + DH_F_K0_N + m * N;
        o[0] = (float)k->n;
        o[1] = k->words;
        o[2] = k->good / v->total_good;
        o[3] = k->words / (float)k->n;
        o[4] = ratio(k->link, k->words);
        o[5] = (float)k->ends / (float)k->n;
        o[6] = ratio(k->good, k->words);
    }
}

static void repeat_features(const struct dh_overview *v, uint32_t i, float *out)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (unsigned r = 0; r < DH_REPEATS; r++) {
        const struct dh_box *x = &v->b->boxes[e];
        float *o = out + DH_F_R0_N + 3 * r;
        uint32_t g = v->repeat[e];
        o[0] = dh_lesser((float)v->repeat_n[g], 99);
        o[1] = dh_lesser((float)v->ordinal[e], 99);
        o[2] = ratio(dh_good_in(v, x), v->repeat_good[g]);
        if (x->parent >= 0)
            e = x->parent;
    }
}

static void container_features(const struct dh_overview *v, uint32_t i, float *out)
{
    enum { N = DH_F_B1_IN - DH_F_B0_IN };
    const struct dh_block *k = &v->b->blocks[i];
    for (unsigned c = 0; c < DH_CONTAINERS; c++) {
        const struct dh_container *g = &v->containers[c];
        const struct dh_box *x = &v->b->boxes[g->box];
        float meet = v->meet[c][k->box];
        float *o = out + DH_F_B0_IN + c * N;
        o[0] = number(i - x->first < x->end - x->first);
        o[1] = (float)x->depth - meet;
        o[2] = dh_lesser((float)v->b->boxes[k->box].depth - meet, 15);
        o[3] = clip(distance(x->first, i), -50, 50);
        o[4] = clip(distance(i, x->end) - 1, -50, 50);
        o[5] = g->share;
        o[6] = g->good;
    }
    int32_t parent = v->b->boxes[k->box].parent;
    float s = v->score[parent < 0 ? 0 : parent];
    unsigned rank = 0; /* the best come first */
    for (size_t r = 0; r < DH_LEN(v->rank_score) - 1; r++)
        rank += v->rank_score[r] > s;
    out[DH_F_B_RANK] = (float)rank;
    out[DH_F_B_SCORE] = v->best_score > 0 ? s / v->best_score : 0;
}

/* How block i stands to the good block j before (or behind) it: seven numbers. */
static void position_of(const struct dh_overview *v, uint32_t i, int32_t j, float *o)
{
    const struct dh_blocks *b = v->b;
    const struct dh_block *k = &b->blocks[i];
    if (j < 0) {
        const float none[7] = { 99, 0, 0, 0, 20, 0, 0 };
        memcpy(o, none, sizeof none);
        return;
    }
    const struct dh_block *g = &b->blocks[j];
    const struct dh_box *x = &b->boxes[k->box], *y = &b->boxes[g->box];
    o[0] = dh_lesser(fabsf(distance(i, (uint32_t)j)), 50);
    o[1] = g->words;
    o[2] = number(x->parent == y->parent);
    o[3] = number(k->box == g->box);
    o[4] = clip((float)x->depth - (float)y->depth, -9, 9);
    o[5] = number(v->facts[i].make[1] == v->facts[j].make[1]);
    o[6] = number(x->tag == y->tag);
}

static void position_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_block_facts *f = &v->facts[i];
    out[DH_F_P_BEFORE] = v->sums[i].good / v->total_good;
    out[DH_F_P_AFTER] = (v->total_good - v->sums[i + 1].good) / v->total_good;
    out[DH_F_P_TOTAL] = v->total_good;
    position_of(v, i, f->good_before, out + DH_F_PP_DISTANCE);
    position_of(v, i, f->good_after, out + DH_F_PN_DISTANCE);
}

static void neighbour(const struct dh_overview *v, uint32_t i, int64_t j, float *o)
{
    enum { N = DH_F_XP1_WORDS - DH_F_XP2_WORDS };
    const struct dh_blocks *b = v->b;
    if (j < 0 || j >= b->n_blocks) {
        for (unsigned x = 0; x < N; x++)
            o[x] = -1;
        return;
    }
    const struct dh_block *k = &b->blocks[j], *own = &b->blocks[i];
    const struct dh_block_facts *f = &v->facts[j];
    const struct dh_box *x = &b->boxes[k->box], *mine = &b->boxes[own->box];
    const struct dh_make *m = &v->makes[1][f->make[1]];
    const struct dh_box *around = v->up[k->box] < 0 ? x : &b->boxes[v->up[k->box]];
    o[0] = k->words;
    o[1] = f->link;
    o[2] = flag(k->is, DH_IS_SENTENCE_END);
    o[3] = tag_code(x->tag);
    o[4] = number(f->heading);
    o[5] = f->cue;
    o[6] = f->json;
    o[7] = f->bad;
    o[8] = m->good / v->total_good;
    o[9] = m->words / (float)m->n;
    o[10] = dh_good_in(v, around) / v->total_good;
    o[11] = number((k->letters > 3) & (k->upper == k->letters));
    o[12] = flag(k->cue_any | k->cue_start, 1u << DH_CUE_DATE);
    o[13] = f->title;
    o[14] = number(x->parent == mine->parent);
    o[15] = number(f->make[1] == v->facts[i].make[1]);
    o[16] = clip((float)x->depth - (float)mine->depth, -9, 9);
}

static void window(const struct dh_overview *v, uint32_t i, uint32_t h, float *o)
{
    uint32_t low = i > h ? i - h : 0,
             high = i + h + 1 < v->b->n_blocks ? i + h + 1 : v->b->n_blocks;
    const struct dh_overview_sums *s = &v->sums[low], *t = &v->sums[high];
    o[0] = t->words - s->words;
    o[1] = ratio(t->link - s->link, t->words - s->words);
    o[2] = t->good - s->good;
    o[3] = v->sums[i].good - s->good;
    o[4] = t->good - v->sums[i + 1].good;
    o[5] = (float)(t->cues - s->cues);
}

/* Levels from the title's box and from the block's box up to where they meet. */
static void to_title(const struct dh_overview *v, uint32_t i, int32_t title, float *up, float *down)
{
    const struct dh_blocks *b = v->b;
    int32_t x = (int32_t)b->blocks[title].box, y = (int32_t)b->blocks[i].box;
    int from_title = 0, from_block = 0;
    while (x != y && x >= 0 && y >= 0) {
        if (x > y) { /* boxes are in document order: the later one cannot be around the earlier */
            x = b->boxes[x].parent;
            from_title++;
        } else {
            y = b->boxes[y].parent;
            from_block++;
        }
    }
    *up = dh_lesser((float)from_title, 15);
    *down = dh_lesser((float)from_block, 15);
}

/* Whether the box e begins with a short line other than block i: 1; one with a cue: 2. */
static float label_of(const struct dh_overview *v, int32_t e, uint32_t i)
{
    uint32_t first = v->b->boxes[e].first;
    if (first == i || v->b->blocks[first].words > LABEL_WORDS)
        return 0;
    return v->facts[first].cue || v->b->blocks[first].cue_start ? 2 : 1;
}

static void label_features(const struct dh_overview *v, uint32_t i, float *out)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (unsigned level = 0; level < 3; level++) {
        if (v->up[e] >= 0)
            e = v->up[e];
        out[DH_F_M_LABEL1 + level] = label_of(v, e, i);
    }
}

static void title_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_block_facts *f = &v->facts[i];
    int32_t t = f->last_title;
    out[DH_F_M_TITLE_IN] = f->title_in;
    out[DH_F_M_TITLE_OF] = f->title_of;
    out[DH_F_M_TITLE] = f->title;
    out[DH_F_M_SLUG] = f->slug;
    out[DH_F_M_DESCRIPTION] = f->description;
    out[DH_F_M_AUTHOR] = f->author;
    out[DH_F_M_TOPIC] = 100 * ratio(f->topic, v->b->blocks[i].words);
    out[DH_F_M_SINCE_TITLE] = t < 0 ? (v->n_titles ? -1 : -2) : dh_lesser((float)i - (float)t, 99);
    out[DH_F_M_WORDS_SINCE_TITLE] = t < 0 ? -1 : v->sums[i].words - v->sums[t].words;
    out[DH_F_M_TITLE_UP] = out[DH_F_M_TITLE_DOWN] = 20;
    int32_t first = t; /* before the first title: that one */
    if (first >= 0)
        to_title(v, i, first, &out[DH_F_M_TITLE_UP], &out[DH_F_M_TITLE_DOWN]);
    const struct dh_block_facts *last = &v->facts[v->b->n_blocks - 1];
    out[DH_F_M_TITLES_AFTER] = number(last->last_title > t);
    int32_t h = f->last_heading;
    out[DH_F_M_HEAD_DISTANCE] = h < 0 ? 99 : dh_lesser((float)i - (float)h, 50);
    out[DH_F_M_HEAD_LINK] = h < 0 ? -1 : v->facts[h].link;
    out[DH_F_M_HEAD_TITLE] = h < 0 ? -1 : v->facts[h].title_in;
    out[DH_F_M_HEAD_LEVEL] = h < 0 ? 0 : tag_code(v->facts[h].heading);
    out[DH_F_M_HEAD_WORDS] = h < 0 ? -1 : v->b->blocks[h].words;
    out[DH_F_M_TEASERS_SINCE] = (float)(v->sums[i].teasers - (t < 0 ? 0 : v->sums[t].teasers));
    out[DH_F_M_LAST_TITLE_IN] = t < 0 ? -1 : v->facts[t].title_in;
    out[DH_F_M_H1_BEFORE] = dh_lesser((float)f->h1_before, 20);
    out[DH_F_M_STAMPS_BEFORE] = (float)v->sums[i].stamps;
    out[DH_F_M_TEASED] = f->teased;
    out[DH_F_M_CUES_SINCE] = (float)(v->sums[i].cues - (t < 0 ? 0 : v->sums[t].cues));
    label_features(v, i, out);
}

static bool holds_title(const struct dh_overview *v, const struct dh_box *x)
{
    return x->end > x->first && v->facts[x->end - 1].last_title >= (int32_t)x->first;
}

static void unit_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_blocks *b = v->b;
    uint32_t box = b->blocks[i].box;
    int32_t a = v->article[box], u = v->unit[box];
    out[DH_F_U_ARTICLES] = (float)v->n_articles;
    out[DH_F_U_ARTICLE_ORDINAL] = out[DH_F_U_ARTICLE_SHARE] = -1;
    out[DH_F_U_ARTICLE_BEST] = out[DH_F_U_ARTICLE_TITLE] = -1;
    out[DH_F_U_UNIT_N] = out[DH_F_U_UNIT_ORDINAL] = out[DH_F_U_UNIT_SHARE] = -1;
    out[DH_F_U_UNIT_BEST] = out[DH_F_U_UNIT_TITLE] = out[DH_F_U_UNIT_LEVELS] = -1;
    if (a >= 0) {
        const struct dh_box *x = &b->boxes[a];
        float good = dh_good_in(v, x);
        out[DH_F_U_ARTICLE_ORDINAL] = (float)v->ordinal[a];
        out[DH_F_U_ARTICLE_SHARE] = good / v->total_good;
        out[DH_F_U_ARTICLE_BEST] = ratio(good, v->best_article);
        out[DH_F_U_ARTICLE_TITLE] = holds_title(v, x);
    }
    if (u >= 0) {
        const struct dh_box *x = &b->boxes[u];
        float good = dh_good_in(v, x);
        uint32_t g = v->repeat[u];
        out[DH_F_U_UNIT_N] = (float)v->repeat_n[g];
        out[DH_F_U_UNIT_ORDINAL] = (float)v->ordinal[u];
        out[DH_F_U_UNIT_SHARE] = good / v->total_good;
        out[DH_F_U_UNIT_BEST] = ratio(good, v->repeat_best[g]);
        out[DH_F_U_UNIT_TITLE] = holds_title(v, x);
        out[DH_F_U_UNIT_LEVELS] = v->unit_levels[box];
    }
}

static void copy_features(const struct dh_overview *v, uint32_t i, float *out)
{
    const struct dh_block_facts *f = &v->facts[i];
    bool told = v->json_length > 30 && v->json_first < v->b->n_blocks;
    out[DH_F_D_BEFORE] = dh_lesser(f->copies_before, 9);
    out[DH_F_D_TOTAL] = dh_lesser(f->copies, 20);
    out[DH_F_D_SHARE_BEFORE] = f->seen_before;
    out[DH_F_D_SHARE_AFTER] = f->seen_after;
    out[DH_F_J_BODY] = f->json;
    out[DH_F_J_LENGTH] = (float)v->json_length;
    out[DH_F_J_COVERED] = dh_lesser(v->json_covered, 3);
    out[DH_F_J_SPAN] = !told ? -1 : i >= v->json_first && i <= v->json_last;
    out[DH_F_J_AFTER] = !told ? -30 : clip(distance(v->json_last, i), -20, 20);
    out[DH_F_J_RATIO] = (float)v->json_length / v->total_good;
}

void dh_features_of(const struct dh_overview *v, uint32_t i, float out[DH_FEATURES])
{
    text_features(v, i, out);
    place_features(v, i, out);
    level_features(v, i, out);
    make_features(v, i, out);
    repeat_features(v, i, out);
    container_features(v, i, out);
    position_features(v, i, out);
    neighbour(v, i, (int64_t)i - 2, out + DH_F_XP2_WORDS);
    neighbour(v, i, (int64_t)i - 1, out + DH_F_XP1_WORDS);
    neighbour(v, i, (int64_t)i + 1, out + DH_F_XN1_WORDS);
    neighbour(v, i, (int64_t)i + 2, out + DH_F_XN2_WORDS);
    window(v, i, 3, out + DH_F_W3_WORDS);
    window(v, i, 8, out + DH_F_W8_WORDS);
    title_features(v, i, out);
    unit_features(v, i, out);
    copy_features(v, i, out);
}
