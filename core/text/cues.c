/* SPDX-License-Identifier: MIT */
#include "text/cues.h"

#include <string.h>

#include "base/hash.h"
#include "text/dates.h"
#include "text/persons.h"

enum { ALIVE_MAX = 64 };

/* ---- Names */

static const char *const lang_names[] = {
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "fi", "pl", "cs", "sk", "hu", "ro",
    "tr", "ru", "uk", "el", "ar", "he", "fa", "hi", "id", "vi", "zh", "ja", "ko", "lt", "is", "zu",
    "bg", "hr", "sr", "sl", "et", "lv", "ca", "th", "bn", "ms", "sw", "af", "ur", "xx"
};
_Static_assert(DH_LEN(lang_names) == DH_LANGS, "DH_LANGS counts lang_names");

const char *dh_lang_name(int n)
{
    return n >= 0 && (size_t)n < DH_LEN(lang_names) ? lang_names[n] : NULL;
}

int dh_lang_number(struct dh_str code)
{
    for (size_t i = 0; i < DH_LEN(lang_names); i++)
        if (dh_str_eq(code, dh_str_c(lang_names[i])))
            return (int)i;
    return -1;
}

bool dh_cues_listed(struct dh_str list, struct dh_str name)
{
    struct dh_str one;
    while (dh_str_split(&list, ',', &one)) {
        one = dh_str_trim(one);
        if (one.n && dh_str_starts(name, one) && (name.n == one.n || name.p[one.n] == '.'))
            return true;
    }
    return false;
}

bool dh_cues_without(struct dh_cues *c, struct dh_str list)
{
    bool any = false;
    for (size_t i = 0; i < c->n_rules; i++) {
        c->rules[i].off |= dh_cues_listed(list, c->rules[i].name);
        any |= c->rules[i].off;
    }
    return any;
}

void dh_cues_free(struct dh_cues *c)
{
    if (!c)
        return;
    dh_arena_release(&c->memory);
    dh_mem_free(c->mem, c);
}

static inline uint32_t follow(const struct dh_cues *c, uint32_t state, uint32_t label)
{
    if (label < DH_LABEL_ROLE && state == DH_ROOT_LEX)
        return c->first_lex[label];
    if (label < DH_LABEL_ROLE && state == DH_WHERE_WHOLE)
        return c->first_whole[label];
    const struct dh_state *s = &c->states[state];
    if (!(s->labels & dh_label_bit(label)))
        return 0;
    const struct dh_edge *e = &c->edges[s->edges];
    uint32_t n = s->n_edges;
    while (n > 1) {
        uint32_t half = n / 2;
        e += e[half].label <= label ? half : 0;
        n -= half;
    }
    return e->label == label ? e->to : 0;
}

/* ---- Matching */

static bool joins(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == '-' || w->cp == '\'' || w->cp == 0x2019 || w->cp == 0x2010 || w->cp == '.' ||
            w->cp == 0x30FB || w->cp == 0x2011);
}

static uint32_t step(const struct dh_cues *c, uint32_t state, const struct dh_token *w)
{
    uint32_t to = w->id ? follow(c, state, w->id) : 0;
    return to || !w->stem ? to : follow(c, state, w->stem);
}

void dh_cues_mark(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m)
{
    for (uint32_t i = 0; i < ws->n; i++) {
        m->end[i] = m->entry[i] = 0;
        uint32_t state = step(c, DH_ROOT_LEX, &ws->w[i]);
        for (uint32_t j = i + 1; state; j++) {
            if (c->states[state].accept) {
                m->end[i] = j;
                m->entry[i] = c->states[state].accept;
            }
            if (c->states[state].n_edges == 0)
                break;
            while (j < ws->n && joins(&ws->w[j]))
                j++;
            state = j < ws->n ? step(c, state, &ws->w[j]) : 0;
        }
    }
}

uint64_t dh_marks_role(const struct dh_cues *c, const struct dh_marks *m, uint32_t i, uint32_t role)
{
    for (uint32_t e = m->entry[i]; e; e = c->entries[e - 1].next)
        if (c->entries[e - 1].role == role)
            return c->entries[e - 1].langs;
    return 0;
}

/* The states alive before each word. */
struct alive {
    uint32_t state[DH_TOKENS_MAX + 1][ALIVE_MAX];
    uint8_t n[DH_TOKENS_MAX + 1];
    uint32_t far; /* the furthest word that a state is alive before */
    bool prose;   /* forms that begin with <any> or a name are left out */
};

static void wake(struct alive *a, uint32_t at, uint32_t state)
{
    for (uint8_t i = 0; i < a->n[at]; i++)
        if (a->state[at][i] == state)
            return;
    if (a->n[at] < ALIVE_MAX)
        a->state[at][a->n[at]++] = state;
    if (at > a->far)
        a->far = at;
}

static bool is_colon(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == ':' || w->cp == 0xFF1A || w->cp == '=' || w->cp == 0xFF1D || w->cp == '|' ||
            w->cp == 0x2013 || w->cp == 0x2014 || w->cp == '-' || w->cp == 0x2026);
}

/* Wakes what follows from one state and word i. */
static void advance(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                    struct alive *a, uint32_t i, uint32_t state)
{
    const struct dh_token *w = &ws->w[i];
    uint32_t special = c->states[state].special, to;

    if (a->prose && state < DH_WHERES)
        special &= ~(1u << DH_ANY_WORDS | 1u << DH_ANY_NAME);
    if (w->flags & DH_T_PUNCT) {
        wake(a, i + 1, state);
        if ((special & 1u << DH_ANY_COLON) && is_colon(w))
            wake(a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_COLON));
        if ((special & 1u << DH_ANY_COPY) && w->cp == 0xA9)
            wake(a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_COPY));
        if ((special & 1u << DH_ANY_SIGN))
            wake(a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_SIGN));
        return;
    }
    if (w->id && (to = follow(c, state, w->id)) != 0)
        wake(a, i + 1, to);
    if (w->stem && (to = follow(c, state, w->stem)) != 0)
        wake(a, i + 1, to);
    for (uint32_t e = special & DH_ROLES ? m->entry[i] : 0; e; e = c->entries[e - 1].next)
        if ((to = follow(c, state, DH_LABEL_ROLE + c->entries[e - 1].role)) != 0)
            wake(a, m->end[i], to);
    if ((special & 1u << DH_ANY_NUMBER) && (w->flags & DH_T_NUMBER))
        wake(a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_NUMBER));
    if (special & 1u << DH_ANY_DATE) {
        uint32_t end = dh_date_end(c, ws, m, i);
        if (end)
            wake(a, end, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_DATE));
    }
    if (special & 1u << DH_ANY_NAME)
        for (uint32_t end = dh_name_end(c, ws, m, i); end > i; end--)
            wake(a, end, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_NAME));
    if (special & 1u << DH_ANY_WORDS)
        wake(a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_WORDS));
}

static size_t report(const struct dh_cues *c, uint32_t state, uint32_t from, uint32_t to,
                     struct dh_hit *hits, size_t n, size_t max)
{
    for (uint32_t x = c->states[state].accept; x && n < max; x = c->accepts[x - 1].next) {
        const struct dh_rule *r = &c->rules[c->accepts[x - 1].rule];
        if (!r->off)
            hits[n++] = (struct dh_hit){ r, from, to };
    }
    return n;
}

static size_t match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                    enum dh_where where, uint32_t start, bool prose, struct dh_hit *hits,
                    size_t max)
{
    struct alive a DH_NOT_CLEARED;
    size_t n = 0;
    uint32_t last = ws->n; /* behind the last word: signs at the end do not count */
    while (last > start && (ws->w[last - 1].flags & DH_T_PUNCT))
        last--;
    if (last == start || c->n_where[where] == 0)
        return 0;
    memset(a.n, 0, (ws->n + 1) * sizeof a.n[0]);
    a.far = start;
    a.prose = prose;
    wake(&a, start, (uint32_t)where);
    for (uint32_t i = start; i <= last && i <= a.far; i++) {
        for (uint8_t k = 0; k < a.n[i]; k++) {
            uint32_t state = a.state[i][k];
            for (uint32_t j = c->states[state].joins; j; j = c->joins[j - 1].next)
                wake(&a, i, c->joins[j - 1].to);
            bool full = i == last && (ws->whole || (c->states[state].special & DH_LOOP));
            if (c->states[state].accept &&
                (full || where == DH_WHERE_PREFIX || where == DH_WHERE_INSIDE))
                n = report(c, state, start, i, hits, n, max);
            if (i == last)
                continue;
            advance(c, ws, m, &a, i, state);
            if (c->states[state].special & DH_LOOP)
                wake(&a, i + 1, state);
        }
    }
    return n;
}

size_t dh_cues_match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                     enum dh_where where, uint32_t start, struct dh_hit *hits, size_t max)
{
    return match(c, ws, m, where, start, false, hits, max);
}

size_t dh_cues_match_prose(const struct dh_cues *c, const struct dh_tokens *ws,
                           const struct dh_marks *m, struct dh_hit *hits, size_t max)
{
    return match(c, ws, m, DH_WHERE_WHOLE, 0, true, hits, max);
}
