/* SPDX-License-Identifier: MIT */
/* The walk over the words of a fragment that finds the forms it matches: all at once, as the states
 * alive before each word. Most would be vague ones, which wait for a word that seldom comes: what
 * lies ahead is read first, and those that nothing comes of are left out. Measured over the lines
 * of 2,000 stories that are no prose: 23 states a walk in place of 88. */
#include <string.h>

#include "text/cues/alive.h"
#include "text/cues/dates.h"
#include "text/cues/persons.h"

enum {
    FEW = 4096, /* states of a walk; the built-in tables need 1,028 at the most of all corpora, 62
                   of them before one word */
    TIMES = 8,  /* so many more where they do not do: rows of a user may need any number */
    COPYRIGHT = 0xA9
};

/* What is asked for, and where the answer goes. */
struct search {
    enum dh_where where;
    uint32_t start; /* the word that a form has to begin with */
    bool prose;     /* as of struct dh_alive; else it is found out whether such forms could match */
    struct dh_hit *hits;
    size_t max; /* of hits */
};

/* One walk, up to `last`, which is behind the last word that counts. */
struct walk {
    const struct search *s;
    const struct dh_cues *c;
    const struct dh_tokens *ws;
    const struct dh_marks *m;
    struct dh_alive *a;
    uint32_t last;
    size_t n;                                      /* hits */
    uint32_t name_at, name_end, date_at, date_end; /* what was asked last, and its answer */
};

static bool is_colon(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == ':' || w->cp == 0xFF1A || w->cp == '=' || w->cp == 0xFF1D || w->cp == '|' ||
            w->cp == 0x2013 || w->cp == 0x2014 || w->cp == '-' || w->cp == 0x2026);
}

/* "Foto-foto": a hyphen within a word. */
static bool is_hyphen(const struct dh_tokens *ws, uint32_t i)
{
    return ws->w[i].cp == '-' && i && !(ws->w[i].flags & DH_T_SPACE) && i + 1 < ws->n &&
           !((ws->w[i + 1].flags | ws->w[i - 1].flags) & DH_T_PUNCT) &&
           !(ws->w[i + 1].flags & DH_T_SPACE);
}

/* Past a sign. */
static void pass_sign(struct walk *k, uint32_t i, uint32_t state, uint32_t special)
{
    const struct dh_token *w = &k->ws->w[i];
    dh_wake(k->a, i + 1, state);
    if ((special & 1u << DH_ANY_COLON) && is_colon(w) && !is_hyphen(k->ws, i))
        dh_wake(k->a, i + 1, dh_cues_follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_COLON));
    if ((special & 1u << DH_ANY_COPY) && w->cp == COPYRIGHT)
        dh_wake(k->a, i + 1, dh_cues_follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_COPY));
    if ((special & 1u << DH_ANY_SIGN) && !is_hyphen(k->ws, i))
        dh_wake(k->a, i + 1, dh_cues_follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_SIGN));
}

/* Edges for the roles of a phrase, from its first entry on. */
static void pass_roles(struct walk *k, uint32_t entry, uint32_t state, uint32_t end)
{
    uint32_t to;
    for (uint32_t e = entry; e; e = k->c->entries[e - 1].next)
        if ((to = dh_cues_follow(k->c, state, DH_LABEL_ROLE + k->c->entries[e - 1].role)) != 0)
            dh_wake(k->a, end, to);
}

/* Where a special edge leads that may skip words from i on; 0: nowhere that matters. */
static inline uint32_t follow_far(const struct walk *k, uint32_t i, uint32_t state, uint32_t any)
{
    uint32_t to = dh_cues_follow(k->c, state, DH_LABEL_SPECIAL + any);
    uint32_t special = k->c->states[to].special;
    return (special & DH_VAGUE) && dh_is_lost(k->a, i + 1, special) ? 0 : to;
}

/* Edges that are for more than one word. */
static void pass_special(struct walk *k, uint32_t i, uint32_t state, uint32_t special)
{
    const struct dh_cues *c = k->c;
    const struct dh_token *w = &k->ws->w[i];
    uint32_t to;
    if (special & DH_ROLES) {
        uint32_t entry = k->m->entry[i], end = k->m->end[i];
        pass_roles(k, entry, state, end);
        /* "every morning" is a phrase, and "every" a word, and may be one by its stem */
        if (entry != c->first[w->id].entry || end != i + 1)
            pass_roles(k, c->first[w->id].entry, state, i + 1);
        if (w->stem && (entry != c->first[w->stem].entry || end != i + 1))
            pass_roles(k, c->first[w->stem].entry, state, i + 1);
    }
    if ((special & 1u << DH_ANY_NUMBER) && (w->flags & DH_T_NUMBER))
        dh_wake(k->a, i + 1, dh_cues_follow(c, state, DH_LABEL_SPECIAL + DH_ANY_NUMBER));
    if ((special & 1u << DH_ANY_DATE) && (to = follow_far(k, i, state, DH_ANY_DATE)) != 0) {
        if (k->date_at != i) {
            k->date_at = i;
            k->date_end = dh_date_end(k->m, i);
        }
        if (k->date_end)
            dh_wake(k->a, k->date_end, to);
    }
    if ((special & 1u << DH_ANY_NAME) && (to = follow_far(k, i, state, DH_ANY_NAME)) != 0) {
        if (k->name_at != i) {
            k->name_at = i;
            k->name_end = dh_name_end(k->m, i);
        }
        for (uint32_t end = k->name_end; end > i; end--)
            dh_wake(k->a, end, to);
    }
    if (special & 1u << DH_ANY_WORDS)
        dh_wake(k->a, i + 1, dh_cues_follow(c, state, DH_LABEL_SPECIAL + DH_ANY_WORDS));
}

/* Wakes what follows from one state and word i. */
static inline void advance(struct walk *k, uint32_t i, uint32_t state)
{
    const struct dh_token *w = &k->ws->w[i];
    const struct dh_state *s = &k->c->states[state];
    uint32_t special = s->special, to;
    bool stays = (special & DH_VAGUE) && !(k->a->exits[i] & dh_vague_bit(s));

    if (k->a->prose && state < DH_WHERES)
        special &= ~(1u << DH_ANY_WORDS | 1u << DH_ANY_NAME);
    if (w->flags & DH_T_PUNCT) {
        pass_sign(k, i, state, special);
        return;
    }
    if (stays) {
        special &= ~(uint32_t)DH_ROLES;
    } else {
        if (w->id && (to = dh_cues_follow(k->c, state, w->id)) != 0)
            dh_wake(k->a, i + 1, to);
        if (w->stem && (to = dh_cues_follow(k->c, state, w->stem)) != 0)
            dh_wake(k->a, i + 1, to);
    }
    if (special & ~(DH_LOOP | DH_VAGUE_BITS))
        pass_special(k, i, state, special);
}

/* Notes the rules of a state that is alive before word `to`. */
static void report(struct walk *k, uint32_t state, uint32_t to)
{
    const struct dh_cues *c = k->c;
    for (uint32_t x = c->states[state].accept; x && k->n < k->s->max; x = c->accepts[x - 1].next) {
        const struct dh_rule *r = &c->rules[c->accepts[x - 1].rule];
        if (!r->off || r->where == DH_WHERE_WHOLE)
            k->s->hits[k->n++] = (struct dh_hit){ r, k->s->start, to };
    }
}

/* Whether a form in that state, before word i, could go on or end there. */
static bool may_go_on(const struct dh_marks *m, uint32_t i, uint32_t state)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    const struct dh_state *s = &c->states[state];
    if (s->joins || (s->special & ~(DH_ROLES | DH_VAGUE_BITS)))
        return true;
    while (i < ws->n && (ws->w[i].flags & DH_T_PUNCT))
        i++;
    if (i == ws->n)
        return s->accept || !ws->whole;
    const struct dh_token *w = &ws->w[i];
    return (w->id && dh_cues_follow(c, state, w->id)) ||
           (w->stem && dh_cues_follow(c, state, w->stem)) ||
           ((s->special & DH_ROLES) && m->entry[i]);
}

/* Those of a set of vague states that an edge leads to one that could go on before word `at`. */
static uint64_t exits_by(const struct dh_marks *m, uint64_t set, uint32_t label, uint32_t at)
{
    const struct dh_cues *c = m->cues;
    uint64_t exits = 0;
    for (; set; set &= set - 1) {
        unsigned k = (unsigned)__builtin_ctzll(set);
        bool goes_on =
            k >= DH_VAGUE_LAST || may_go_on(m, at, dh_cues_follow(c, c->vague[k], label));
        exits |= (uint64_t)goes_on << k;
    }
    return exits;
}

static uint64_t exits_by_word(const struct dh_marks *m, uint32_t i, uint32_t label)
{
    const struct dh_cues *c = m->cues;
    const struct dh_first *f = &c->first[label];
    uint64_t set = f->leads & DH_LEADS_VAGUE ? c->exits[f->leads >> DH_LEADS_SHIFT] : 0;
    return exits_by(m, set, label, i + 1);
}

/* The same by the roles of a phrase, from its first entry on, which ends before word `end`. */
static uint64_t exits_by_roles(const struct dh_marks *m, uint32_t entry, uint32_t end)
{
    const struct dh_cues *c = m->cues;
    uint64_t exits = 0;
    for (uint32_t e = entry; e; e = c->entries[e - 1].next) {
        uint32_t role = c->entries[e - 1].role;
        exits |= exits_by(m, c->role_exits[role], DH_LABEL_ROLE + role, end);
    }
    return exits;
}

/* The vague states that word i leaves, by itself or by a role: of the phrase that begins with it,
 * of the word or of its stem. */
static inline uint64_t exits_at(const struct dh_marks *m, uint32_t i)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    const struct dh_token *w = &ws->w[i];
    const struct dh_first *word = &c->first[w->id], *stem = &c->first[w->stem];
    uint64_t exits = w->cp == COPYRIGHT ? c->sign_exits : 0;
    if ((word->leads | stem->leads) & DH_LEADS_VAGUE)
        exits |= exits_by_word(m, i, w->id) | exits_by_word(m, i, w->stem);
    if ((m->roles[i] | word->roles | stem->roles) & c->vague_roles)
        exits |= exits_by_roles(m, m->entry[i], m->end[i]) | exits_by_roles(m, word->entry, i + 1) |
                 exits_by_roles(m, stem->entry, i + 1);
    return exits;
}

/* What lies ahead of each word. */
static void look_ahead(struct dh_alive *a, const struct dh_marks *m, uint32_t start)
{
    const struct dh_tokens *ws = m->words;
    uint64_t later = (uint64_t)1 << DH_VAGUE_END;
    uint32_t labels = 0;
    a->next[ws->n] = 0;
    a->later[ws->n] = later;
    for (uint32_t i = ws->n; i-- > start;) {
        const struct dh_token *w = &ws->w[i];
        if (!(w->flags & DH_T_PUNCT))
            labels = (w->id ? dh_label_bit(w->id) : 0) | (w->stem ? dh_label_bit(w->stem) : 0);
        a->next[i] = labels;
        a->exits[i] = a->prose ? ~(uint64_t)0 : exits_at(m, i);
        later |= a->exits[i];
        a->later[i] = later;
    }
}

/* Whether the forms of a where begin with words or their roles alone; then the leads of a text's
 * words tell whether one may begin. */
static bool begin_with_words(const struct dh_cues *c, enum dh_where where)
{
    const struct dh_state *root = &c->states[where];
    return !root->joins && !(root->special & ~(uint32_t)DH_ROLES) && !root->accept;
}

/* The same of the word at i, which is no sign. */
static bool begins(const struct dh_marks *m, enum dh_where where, uint32_t i)
{
    const struct dh_cues *c = m->cues;
    return (m->leads[i] >> where & 1) || ((c->states[where].special & DH_ROLES) && m->entry[i]);
}

/* Whether a form of where can begin with the words from start on. */
static inline bool may_begin(const struct dh_marks *m, enum dh_where where, uint32_t start)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    if (start < ws->n && begin_with_words(c, where) && !(ws->w[start].flags & DH_T_PUNCT))
        return begins(m, where, start);
    return c->n_where[where] && may_go_on(m, start, (uint32_t)where);
}

/* Whether forms that end before the text does are no match, of which only the beginning is read. */
static bool must_open(const struct dh_tokens *ws, enum dh_where where)
{
    return !ws->whole && where != DH_WHERE_PREFIX && where != DH_WHERE_INSIDE;
}

/* Whether a form that is a whole fragment could go on in that state, before word i. */
static bool may_go_on_whole(const struct dh_marks *m, uint32_t i, uint32_t state)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    if (must_open(ws, DH_WHERE_WHOLE) && !dh_cues_opens(c, state))
        return false;
    return may_go_on(m, i, state);
}

/* Whether a form that begins with word i could go on behind it, from the root or a state that is
 * alive with it. */
static bool goes_on_behind(const struct dh_marks *m, uint32_t i, uint32_t label)
{
    const struct dh_cues *c = m->cues;
    const struct dh_first *first = &c->first[label];
    if (first->whole && may_go_on_whole(m, i + 1, first->whole))
        return true;
    uint32_t join = first->leads & DH_LEADS_BEGIN ? c->states[DH_WHERE_WHOLE].joins : 0;
    for (; join; join = c->joins[join - 1].next) {
        uint32_t to = dh_cues_follow(c, c->joins[join - 1].to, label);
        if (to && may_go_on_whole(m, i + 1, to))
            return true;
    }
    return false;
}

/* The same for one that is the whole fragment and begins with a word, role or sign of its own. */
static bool may_begin_prose(const struct dh_marks *m)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    const uint32_t signs = 1u << DH_ANY_COLON | 1u << DH_ANY_SIGN, number = 1u << DH_ANY_NUMBER;
    const uint32_t date = 1u << DH_ANY_DATE;
    uint32_t i = 0;
    for (; i < ws->n && (ws->w[i].flags & DH_T_PUNCT); i++)
        if ((c->begin_special & signs) ||
            ((c->begin_special & 1u << DH_ANY_COPY) && ws->w[i].cp == COPYRIGHT))
            return true;
    if (i == ws->n)
        return false;
    const struct dh_token *w = &ws->w[i];
    return (w->id && goes_on_behind(m, i, w->id)) || (w->stem && goes_on_behind(m, i, w->stem)) ||
           (m->roles[i] & c->begin_roles) ||
           ((c->begin_special & number) && (w->flags & DH_T_NUMBER)) ||
           ((c->begin_special & date) && dh_date_end(m, i)) ||
           (c->begin_special & (1u << DH_ANY_NAME | 1u << DH_ANY_WORDS));
}

static void walk(struct walk *k)
{
    const enum dh_where where = k->s->where;
    const uint32_t start = k->s->start, last = k->last;
    const struct dh_cues *c = k->c;
    struct dh_alive *a = k->a;
    size_t words = k->ws->n + 1 - start;
    memset(a->first + start, 0, words * sizeof *a->first);
    memset(a->seen + start, 0, words * sizeof *a->seen);
    if (a->places)
        memset(a->places, 0, 2 * (size_t)a->room * sizeof *a->places);
    a->used = 1;
    a->looks = 0;
    a->far = start;
    a->full = false;
    k->n = 0;
    dh_wake(a, start, (uint32_t)where);
    for (uint32_t i = start; i <= last && i <= a->far; i++) {
        for (uint32_t x = a->first[i]; x; x = a->pool[x].next) {
            uint32_t state = a->pool[x].state;
            const struct dh_state *s = &c->states[state];
            for (uint32_t j = s->joins; j; j = c->joins[j - 1].next)
                dh_wake(a, i, c->joins[j - 1].to);
            bool full = i == last && (k->ws->whole || (s->special & DH_LOOP));
            if (s->accept && (full || where == DH_WHERE_PREFIX || where == DH_WHERE_INSIDE))
                report(k, state, i);
            if (i == last)
                continue;
            advance(k, i, state);
            if (s->special & DH_LOOP)
                dh_wake(a, i + 1, state);
        }
    }
}

/* The same with more room, until all states have some. Where memory for it is refused, what was
 * found before is the answer. */
static void walk_wide(struct walk *k)
{
    const struct dh_allocator *mem = k->c->mem;
    struct dh_alive *a = k->a;
    while (a->full && a->room < UINT32_MAX / 2 / TIMES) {
        a->room *= TIMES;
        a->pool = dh_mem_resize(mem, NULL, a->room * sizeof *a->pool);
        a->places = dh_mem_resize(mem, NULL, 2 * (size_t)a->room * sizeof *a->places);
        bool more = a->pool && a->places;
        if (more)
            walk(k);
        dh_mem_free(mem, a->pool);
        dh_mem_free(mem, a->places);
        if (!more)
            break;
    }
}

/* Answers how many hits there are; cost: what it took, NULL where nobody asks. */
static size_t match(const struct dh_marks *m, const struct search *s, struct dh_match_cost *cost)
{
    struct dh_member few[FEW] DH_NOT_CLEARED;
    struct dh_alive a DH_NOT_CLEARED;
    const struct dh_tokens *ws = m->words;
    uint32_t last = ws->n; /* behind the last word: signs at the end do not count */
    while (last > s->start && (ws->w[last - 1].flags & DH_T_PUNCT))
        last--;
    if (last == s->start)
        return 0;
    struct walk k = { s, m->cues, ws, m, &a, last, 0, UINT32_MAX, 0, UINT32_MAX, 0 };
    a.c = m->cues;
    a.pool = few;
    a.room = FEW;
    a.places = NULL;
    a.prose = s->prose;
    a.opens = must_open(ws, s->where);
    look_ahead(&a, m, s->start);
    if (s->where == DH_WHERE_WHOLE && !s->prose &&
        a.later[s->start] == (uint64_t)1 << DH_VAGUE_END) {
        a.prose = true;
        if (!may_begin_prose(m))
            return 0;
    }
    walk(&k);
    if (a.full)
        walk_wide(&k);
    if (cost)
        *cost = (struct dh_match_cost){ a.used, a.looks };
    return k.n;
}

bool dh_cues_may_be_inside(const struct dh_cues *c, const struct dh_tokens *ws)
{
    const struct dh_state *root = &c->states[DH_WHERE_INSIDE];
    uint32_t sign = dh_cues_follow(c, DH_WHERE_INSIDE, DH_LABEL_SPECIAL + DH_ANY_SIGN), i = 0;
    uint32_t other = root->joins | (root->special & ~(1u << DH_ANY_SIGN));
    if (sign)
        other |= c->states[sign].joins | c->states[sign].special;
    while (i < ws->n && (ws->w[i].flags & DH_T_PUNCT))
        i++;
    if (other || i == ws->n)
        return true;
    const uint32_t labels[] = { ws->w[i].id, ws->w[i].stem };
    for (size_t k = 0; k < DH_LEN(labels); k++)
        if (labels[k] && (dh_cues_follow(c, DH_WHERE_INSIDE, labels[k]) ||
                          (sign && dh_cues_follow(c, sign, labels[k]))))
            return true;
    return false;
}

uint32_t dh_cues_next(const struct dh_marks *m, enum dh_where where, uint32_t at)
{
    const struct dh_tokens *ws = m->words;
    if (begin_with_words(m->cues, where) && !(m->cues->states[where].special & DH_ROLES) &&
        !(m->any_leads >> where & 1))
        return ws->n; /* most texts have no such word */
    while (at < ws->n && ((ws->w[at].flags & DH_T_PUNCT) || !may_begin(m, where, at)))
        at++;
    return at;
}

size_t dh_cues_match(const struct dh_marks *m, enum dh_where where, uint32_t start,
                     struct dh_hit *hits, size_t max)
{
    const struct search s = { where, start, false, hits, max };
    return may_begin(m, where, start) ? match(m, &s, NULL) : 0;
}

size_t dh_cues_match_costs(const struct dh_marks *m, struct dh_hit *hits, size_t max,
                           struct dh_match_cost *cost)
{
    const struct search s = { DH_WHERE_WHOLE, 0, false, hits, max };
    return match(m, &s, cost);
}

size_t dh_cues_match_prose(const struct dh_marks *m, struct dh_hit *hits, size_t max)
{
    const struct search s = { DH_WHERE_WHOLE, 0, true, hits, max };
    return may_begin_prose(m) ? match(m, &s, NULL) : 0;
}

bool dh_cues_may_match_prose(const struct dh_marks *m)
{
    return may_begin(m, DH_WHERE_PREFIX, 0) || may_begin_prose(m);
}
