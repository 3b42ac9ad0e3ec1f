/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <stdio.h>
#include <string.h>

void dh_page_init(struct dh_page *p, const struct dh_allocator *m, size_t arena_cap)
{
    *p = (struct dh_page){ .confidence = -1 };
    dh_arena_init(&p->arena, m, arena_cap);
    dh_arena_init(&p->scratch, m, arena_cap / 4 * 3);
}

void dh_page_limit(struct dh_page *p, size_t arena_cap)
{
    p->arena.cap = arena_cap;
    p->scratch.cap = arena_cap / 4 * 3;
}

void dh_page_reset(struct dh_page *p)
{
    struct dh_arena a = p->arena, s = p->scratch;
    dh_arena_reset(&a);
    dh_arena_reset(&s);
    a.refused = s.refused = false;
    *p = (struct dh_page){ .arena = a, .scratch = s, .confidence = -1 };
}

void dh_page_release(struct dh_page *p)
{
    dh_arena_release(&p->arena);
    dh_arena_release(&p->scratch);
    *p = (struct dh_page){ .arena = p->arena, .scratch = p->scratch, .confidence = -1 };
}

enum dh_err dh_page_err(const struct dh_page *p, enum dh_err e)
{
    return e == DH_ELIMIT && (p->arena.refused || p->scratch.refused) ? DH_ENOMEM : e;
}

enum dh_err dh_page_expect(struct dh_page *p, size_t n)
{
    if (n > DH_PAGE_FRAGMENTS || p->n_fragments || n <= p->cap_fragments)
        return DH_OK;
    p->fragments = dh_arena_alloc(&p->arena, n * sizeof *p->fragments);
    p->cap_fragments = p->fragments ? n : 0;
    return p->fragments ? DH_OK : dh_arena_err(&p->arena);
}

enum dh_err dh_page_add_fragment(struct dh_page *p, uint32_t at, uint32_t n, enum dh_role role)
{
    void *array = p->fragments;
    if (p->n_fragments == DH_PAGE_FRAGMENTS)
        return DH_ELIMIT;
    if (!dh_arena_grow(&p->arena, &array, p->n_fragments, &p->cap_fragments, sizeof *p->fragments))
        return dh_arena_err(&p->arena);
    p->fragments = array;
    p->fragments[p->n_fragments] = (struct dh_fragment){
        .at = at,
        .n = n,
        .role = (uint8_t)role,
        .group = (uint32_t)p->n_fragments,
    };
    p->n_fragments++;
    return DH_OK;
}

void dh_page_strike(struct dh_page *p, size_t i, enum dh_kind kind, struct dh_str rule)
{
    struct dh_fragment *f = &p->fragments[i];
    if (f->kind != DH_STORY)
        return;
    f->kind = (uint8_t)kind;
    f->rule = rule;
}

void dh_page_wait(struct dh_page *p, size_t i, enum dh_kind kind, struct dh_str rule)
{
    struct dh_fragment *f = &p->fragments[i];
    if (f->kind != DH_STORY)
        return;
    f->waits = (uint8_t)kind;
    f->rule = rule;
}

static void strike_waiting(struct dh_page *p, size_t i)
{
    struct dh_fragment *f = &p->fragments[i];
    bool beside =
        (i && dh_page_goes(p, i - 1)) || (i + 1 < p->n_fragments && dh_page_goes(p, i + 1));
    if (f->waits && f->kind == DH_STORY && beside)
        f->kind = f->waits;
}

/* Strikes signs alone from i on, by step, up to the first text that stays; those that part
 * passages, and wait for nothing, only behind something that goes. */
static void strike_signs(struct dh_page *p, size_t i, size_t step)
{
    bool went = false;
    for (; i < p->n_fragments; i += step) {
        struct dh_fragment *f = &p->fragments[i];
        if (dh_page_goes(p, i)) {
            went |= !(f->looks & DH_LOOKS_SIGNS);
            continue;
        }
        if (!(f->looks & DH_LOOKS_SIGNS))
            return;
        if (f->waits || went)
            dh_page_strike(p, i, DH_OTHER, f->rule);
    }
}

static bool has_words(const struct dh_page *p)
{
    size_t i = 0;
    while (i < p->n_fragments && p->fragments[i].looks & DH_LOOKS_SIGNS)
        i++;
    return i < p->n_fragments;
}

/* What goes is what stands in one run with something that went: once down and once up finds all. */
void dh_page_strike_waiting(struct dh_page *p)
{
    for (size_t i = 0; i < p->n_fragments; i++)
        strike_waiting(p, i);
    for (size_t i = p->n_fragments; i > 0; i--)
        strike_waiting(p, i - 1);
    if (!has_words(p))
        return;
    strike_signs(p, 0, 1);
    strike_signs(p, p->n_fragments - 1, (size_t)-1);
}

void dh_page_fail(struct dh_page *p, enum dh_err e, const struct dh_detail *d)
{
    const char *what = d && d->msg[0] ? d->msg : dh_strerror(e);
    p->verdict = DH_FAILED;
    /* Out of memory even for the message: the static name will do. */
    if (!dh_arena_copy(&p->arena, dh_str_c(what), &p->error))
        p->error = dh_str_c(dh_strerror(e));
    p->text = DH_STR_NONE;
    p->n_fragments = p->n_edits = p->n_changes = 0;
}

enum dh_err dh_page_set(struct dh_page *p, enum dh_field f, struct dh_str s)
{
    return dh_arena_copy(&p->arena, s, &p->field[f]) ? DH_OK : dh_arena_err(&p->arena);
}
