/* SPDX-License-Identifier: MIT */
/* Numbers that count what stands below or beside them and say nothing else: "2" over the second
 * step of a recipe, "2/6" below the second picture of six. */
#include "html/refine/refine.h"

enum { RUN_MIN = 3, DIGITS_MAX = 3, CHARS_MAX = 8 };

/* What a line counts, of how many; of: 0 where it does not say. */
struct count {
    unsigned at, of;
};

/* The digits that s begins with, DIGITS_MAX at most, are taken off it. false: there are none, or
 * more. */
static bool take_number(struct dh_str *s, unsigned *n)
{
    size_t digits = 0;
    *n = 0;
    for (; digits < s->n && digits <= DIGITS_MAX && dh_is_digit((unsigned char)s->p[digits]);
         digits++)
        *n = *n * 10 + (unsigned)(s->p[digits] - '0');
    *s = dh_str_sub(*s, digits, s->n);
    return digits > 0 && digits <= DIGITS_MAX;
}

/* "2", "2/6", "2 / 6"; "2." may be the author's, who refers to it. */
static bool is_count(struct dh_str s, struct count *c)
{
    *c = (struct count){ 0, 0 };
    if (s.n > CHARS_MAX || !take_number(&s, &c->at))
        return false;
    s = dh_str_trim(s);
    if (s.n == 0)
        return true;
    if (s.p[0] != '/')
        return false;
    s = dh_str_trim(dh_str_sub(s, 1, s.n));
    return take_number(&s, &c->of) && s.n == 0 && c->at <= c->of;
}

/* A run of them: one after the other, in boxes of one shape. */
struct run {
    struct count last;
    uint32_t shape, n, first, end;
};

static void drop_run(const struct dh_overview *v, struct dh_choice *choice, const struct run *r)
{
    const struct dh_blocks *b = v->b;
    struct count c;
    for (uint32_t i = r->first; i < r->end && r->n >= RUN_MIN; i++)
        if (b->boxes[b->blocks[i].box].shape == r->shape && is_count(dh_block_text(b, i), &c))
            choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
}

/* Cells of a table have numbers of their own, and a list of three heads its parts with such in the
 * place of headings. */
static bool may_count(const struct dh_overview *v, uint32_t i)
{
    return !dh_near_within(&v->b->blocks[i], DH_NEAR_TABLE, 3) && !v->facts[i].heading;
}

void dh_drop_counters(const struct dh_overview *v, struct dh_choice *choice)
{
    const struct dh_blocks *b = v->b;
    struct run r = { .n = 0 };
    struct count c;
    for (uint32_t i = 0; i < b->n_blocks; i++) {
        if (b->blocks[i].n > CHARS_MAX || !is_count(dh_block_text(b, i), &c) || !may_count(v, i))
            continue;
        uint32_t shape = b->boxes[b->blocks[i].box].shape;
        if (r.n == 0 || c.at != r.last.at + 1 || c.of != r.last.of || shape != r.shape) {
            drop_run(v, choice, &r);
            r = (struct run){ .shape = shape, .first = i };
        }
        r.n++;
        r.last = c;
        r.end = i + 1;
    }
    drop_run(v, choice, &r);
}
