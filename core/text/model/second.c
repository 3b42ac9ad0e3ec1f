/* SPDX-License-Identifier: MIT */
#include "text/model/second.h"

#include <string.h>

#include "text/model/figures.h"

#define NAME(name) #name,
const char *dh_second_name(enum dh_second_trait y)
{
    static const char *const names[] = { DH_SECOND_SCORES(NAME) DH_SECOND_TRAITS(NAME) };
    return (size_t)y < DH_LEN(names) ? names[y] : NULL;
}
#undef NAME

/* Between lines of a story, which score about -5, and those of a tail. */
static const float amid = -5, even = -2.5f, lowest = -6, highest = 4, highest_weight = 3, none = 9;

static float clip(float v, float low, float high)
{
    return v < low ? low : v > high ? high : v;
}

/* What a line weighs as one of a story: above zero, those of a tail below. */
static float weight(const struct dh_second_line *l)
{
    return even - clip(l->score, lowest, highest_weight);
}

static void find_stretch(struct dh_second *s)
{
    float run = 0;
    uint32_t from = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        if (run <= 0) {
            run = 0;
            from = k;
        }
        run += weight(&s->lines[k]);
        if (run > s->story) {
            s->story = run;
            s->from = from;
            s->to = k + 1;
        }
    }
}

static float least(float a, float b)
{
    return a < b ? a : b;
}

static float most(float a, float b)
{
    return a > b ? a : b;
}

/* What lies before each line, and behind it. */
static void sum_up(struct dh_second *s)
{
    float low = none, run = 0, story = 0, sum = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        struct dh_second_line *l = &s->lines[k];
        l->sum = sum;
        l->least_before = low;
        l->story_before = story;
        sum += clip(l->score, lowest, highest);
        s->high += l->score > 0;
        if (l->score > 0 && s->odd < DH_SECOND_ROW)
            s->odd += !dh_figures_line(s->t, l->place);
        low = least(low, l->score);
        run = most(0, run + weight(l));
        story = most(story, run);
    }
    s->lines[s->n].sum = sum;
    low = none;
    run = story = 0;
    for (uint32_t k = s->n; k-- > 0;) {
        struct dh_second_line *l = &s->lines[k];
        l->least_behind = low;
        l->story_behind = story;
        low = least(low, l->score);
        run = most(0, run + weight(l));
        story = most(story, run);
    }
}

/* ---- Lines that are scored together: a forest is faster at many */

struct batch {
    uint32_t n, line[DH_GROVE_MANY];
};

static float *row_of(const struct dh_second *s, uint32_t k)
{
    return s->rows + (size_t)k * DH_GROVE_ROW;
}

/* The row for one more line; there is room. */
static float *add_line(const struct dh_second *s, struct batch *b, uint32_t line)
{
    b->line[b->n] = line;
    return row_of(s, b->n++);
}

static void pick_traits(const float x[DH_TRAITS], float *out)
{
#define TRAIT(name) *out++ = x[DH_X_##name];
    DH_SECOND_TRAITS(TRAIT)
#undef TRAIT
}

/* Most lines are never asked about again; of those that are the traits are at hand. */
static void keep_traits(const struct dh_second *s, struct dh_second_line *l, const float *x)
{
    float *kept = dh_arena_alloc(s->t->arena, (DH_SECONDS - DH_Y_T_WORDS) * sizeof *kept);
    if (kept)
        pick_traits(x, kept);
    l->traits = kept;
}

/* Lines that the first trees leave in doubt are compared with the others. */
static void score_batch(struct dh_second *s, struct dh_traits *t, const struct dh_grove *lines,
                        struct batch *b)
{
    float scores[DH_GROVE_MANY];
    uint32_t left[DH_GROVE_MANY], n = dh_grove_scores_first(lines, s->rows, b->n, scores, left);
    for (uint32_t k = 0; k < n; k++)
        dh_traits_compared(t, s->lines[b->line[left[k]]].place, row_of(s, left[k]));
    dh_grove_scores_rest(lines, s->rows, scores, left, n);
    for (uint32_t k = 0; k < b->n; k++)
        s->lines[b->line[k]].score = scores[k];
    for (uint32_t k = 0; k < n; k++)
        if (scores[left[k]] >= DH_SECOND_HOPELESS)
            keep_traits(s, &s->lines[b->line[left[k]]], row_of(s, left[k]));
    b->n = 0;
}

enum dh_err dh_second_read(struct dh_second *s, struct dh_traits *t, const struct dh_grove *lines)
{
    struct batch b = { 0 };
    *s = (struct dh_second){ .t = t };
    s->lines = dh_arena_alloc(t->arena, (t->n + 1) * sizeof *s->lines);
    uint32_t rows = t->n < DH_GROVE_MANY ? t->n : DH_GROVE_MANY;
    s->rows = dh_arena_alloc(t->arena, sizeof *s->rows * rows * DH_GROVE_ROW);
    if (!s->lines || !s->rows)
        return DH_ELIMIT;
    for (uint32_t at = 0; at < t->n; at++) {
        if (!dh_traits_asked(t, at))
            continue;
        s->lines[s->n] = (struct dh_second_line){ .place = at, .score = amid };
        if (!dh_traits_amid(t, at)) {
            dh_traits_at_hand(t, at, add_line(s, &b, s->n));
            if (b.n == DH_GROVE_MANY)
                score_batch(s, t, lines, &b);
        }
        s->n++;
    }
    score_batch(s, t, lines, &b);
    find_stretch(s);
    sum_up(s);
    return DH_OK;
}

void dh_second_ask(const struct dh_second *s, const struct dh_grove *second,
                   struct dh_second_asked *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        dh_second_of(s, a->line[i], row_of(s, i));
    dh_grove_above_all(second, s->rows, a->n, a->limit, a->above);
}

/* ---- The traits of one */

/* The mean of lines [from, to), which may reach out of the text. */
static float mean(const struct dh_second *s, int64_t from, int64_t to)
{
    from = from > 0 ? from : 0;
    to = to < s->n ? to : s->n;
    return from < to ? (s->lines[to].sum - s->lines[from].sum) / (float)(to - from) : 0;
}

static float score_at(const struct dh_second *s, int64_t k)
{
    return k >= 0 && k < s->n ? s->lines[k].score : 0;
}

void dh_second_of(const struct dh_second *s, uint32_t line, float y[DH_SECONDS])
{
    const struct dh_second_line *l = &s->lines[line];
    int64_t k = line, end = s->to;
    float *out = y;

    *out++ = l->score;
    for (int by = 1; by <= 3; by++)
        *out++ = score_at(s, k - by);
    for (int by = 1; by <= 3; by++)
        *out++ = score_at(s, k + by);
    *out++ = mean(s, k - 4, k);
    *out++ = mean(s, k - 12, k);
    *out++ = mean(s, k + 1, k + 5);
    *out++ = mean(s, k + 1, k + 13);
    *out++ = mean(s, k + 1, s->n);
    *out++ = mean(s, 0, k);
    *out++ = l->least_behind;
    *out++ = l->least_before;
    *out++ = l->story_behind;
    *out++ = l->story_before;
    *out++ = (float)(k - end);
    *out++ = (float)(k - s->from);
    *out++ = s->story;
    *out++ = k < end ? mean(s, k, end + 1) : mean(s, end, k + 1);
    *out++ = (float)(s->n - k);
    *out++ = (float)k;
    if (l->traits) {
        memcpy(out, l->traits, (DH_SECONDS - DH_Y_T_WORDS) * sizeof *out);
        return;
    }
    float x[DH_TRAITS] DH_NOT_CLEARED;
    dh_traits_of(s->t, l->place, x);
    pick_traits(x, out);
}
