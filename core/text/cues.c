/* SPDX-License-Identifier: MIT */
#include "text/cues.h"

#include <string.h>

#include "base/hash.h"
#include "text/dates.h"
#include "text/persons.h"

enum { ALIVE_MAX = 64, COPYRIGHT = 0xA9 };

bool dh_cues_listed(struct dh_str list, struct dh_str name)
{
    struct dh_str one;
    while (dh_str_split(&list, ',', &one)) {
        one = dh_str_trim(one);
        if (one.n && one.p[one.n - 1] == '.')
            one.n--; /* "ad." is all of "ad", too */
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
    if (label < DH_LABEL_ROLE && state == DH_WHERE_WHOLE)
        return c->first[label].whole;
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

/* The longest phrase of two words or more that begins at word i, behind its first word. */
static void mark_phrase(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m,
                        uint32_t i, uint32_t state)
{
    for (uint32_t j = i + 1; state && c->states[state].n_edges; j++) {
        while (j < ws->n && joins(&ws->w[j]))
            j++;
        if (j == ws->n)
            break;
        const struct dh_token *w = &ws->w[j];
        uint32_t to = w->id ? follow(c, state, w->id) : 0;
        state = to || !w->stem ? to : follow(c, state, w->stem);
        if (state && c->states[state].accept) {
            const struct dh_entry *e = &c->entries[c->states[state].accept - 1];
            m->end[i] = j + 1;
            m->entry[i] = c->states[state].accept;
            m->roles[i] = e->roles;
            m->glue[i] = e->glue;
        }
    }
}

/* Whether a longer phrase may go on with that word: without a branch. */
static inline bool leads_to(const struct dh_first *f, uint32_t id)
{
    return f->next >> dh_label_number(id) & (id != 0);
}

/* The same for sure, but for a few. */
static inline bool may_be_pair(const struct dh_cues *c, uint32_t state, uint32_t id)
{
    uint32_t bit = dh_pair_bit(state, id);
    return c->pairs[bit / 64] >> bit % 64 & 1;
}

/* The signs that joins() is about. */
static uint64_t join_signs(void)
{
    return dh_sign_bit('-') | dh_sign_bit('\'') | dh_sign_bit(0x2019) | dh_sign_bit(0x2010) |
           dh_sign_bit('.') | dh_sign_bit(0x30FB) | dh_sign_bit(0x2011);
}

/* What a word's stem tells by itself. With an ending it is part of a sentence, not what credits and
 * stamps are made of: "the agency's", "in the picture". */
enum {
    STEM_ROLES =
        (int)DH_KIND_ROLES | 1 << DH_R_VERB | 1 << DH_R_NOUN | 1 << DH_R_GLUE | 1 << DH_R_SAY
};

/* Word i stands for itself first, and for its stem where that says more. */
static void mark_stem(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m,
                      uint32_t i)
{
    const struct dh_first *f = &c->first[ws->w[i].stem];
    m->leads[i] |= f->leads;
    if (!m->entry[i] && f->entry) {
        m->entry[i] = f->entry;
        m->end[i] = i + 1;
        m->roles[i] = f->roles & STEM_ROLES;
        m->glue[i] = f->glue;
    }
    if (m->end[i] <= i + 1)
        mark_phrase(c, ws, m, i, f->state);
}

/* Hardly any two words begin a phrase, and which do nobody can foresee: so all are asked. */
void dh_cues_mark(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m)
{
    const bool stems = ws->any_flags & DH_T_STEMMED, joined = ws->any_signs & join_signs();
    uint32_t any = 0, leads = 0;
    for (uint32_t i = 0, n = ws->n; i < n; i++) {
        const struct dh_token *w = &ws->w[i], *next = w + 1;
        const struct dh_first *f = &c->first[w->id];
        m->leads[i] = f->leads;
        m->entry[i] = f->entry;
        m->end[i] = f->entry ? i + 1 : 0;
        m->roles[i] = f->roles;
        m->glue[i] = f->glue;
        bool phrase = leads_to(f, next->id);
        if (stems)
            phrase |= leads_to(f, next->stem);
        if (phrase)
            phrase = may_be_pair(c, f->state, next->id) || may_be_pair(c, f->state, next->stem);
        if (phrase || (joined && f->state && joins(next)))
            mark_phrase(c, ws, m, i, f->state);
        if (stems && w->stem)
            mark_stem(c, ws, m, i);
        leads |= m->leads[i];
        any |= m->roles[i] | f->roles;
    }
    m->any_roles = any;
    m->any_leads = leads;
}

/* The states alive before each word. */
struct alive {
    const struct dh_state *states; /* of the cues: what is woken is soon looked at */
    uint32_t state[DH_TOKENS_MAX + 1][ALIVE_MAX];
    uint64_t seen[DH_TOKENS_MAX + 1]; /* a bit of each of them: most are not asked for twice */
    uint8_t n[DH_TOKENS_MAX + 1];
    uint32_t next[DH_TOKENS_MAX + 1]; /* what the next word could follow: set of dh_label_bit */
    uint32_t far;                     /* the furthest word that a state is alive before */
    uint32_t vague_end;               /* behind the last word that could leave a vague state */
    bool prose;                       /* forms that begin with <any> or a name are left out */
};

/* One walk. */
struct walk {
    const struct dh_cues *c;
    const struct dh_tokens *ws;
    const struct dh_marks *m;
    struct alive *a;
    uint32_t name_at, name_end, date_at, date_end; /* what was asked last, and its answer */
};

/* Whether a form in that state, before word `at`, could go on: most that a word or two led to
 * cannot, nor does a vague one matter behind the last word that could leave it. */
static inline bool is_dead(const struct alive *a, uint32_t at, uint32_t state)
{
    const struct dh_state *s = &a->states[state];
    if ((s->special & DH_VAGUE) && at >= a->vague_end)
        return !s->accept;
    return !((s->labels & a->next[at]) | (s->special & ~(uint32_t)DH_VAGUE) | s->joins | s->accept);
}

static inline void wake(struct alive *a, uint32_t at, uint32_t state)
{
    if (is_dead(a, at, state))
        return;
    uint64_t bit = (uint64_t)1 << (state * 0x9E3779B1u >> 26);
    a->far = at > a->far ? at : a->far;
    uint8_t n = a->n[at];
    for (uint8_t i = 0; (a->seen[at] & bit) && i < n; i++)
        if (a->state[at][i] == state)
            return;
    if (n < ALIVE_MAX) {
        a->state[at][n] = state;
        a->n[at] = n + 1;
        a->seen[at] |= bit;
        __builtin_prefetch(&a->states[state]);
    }
}

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
    wake(k->a, i + 1, state);
    if ((special & 1u << DH_ANY_COLON) && is_colon(w) && !is_hyphen(k->ws, i))
        wake(k->a, i + 1, follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_COLON));
    if ((special & 1u << DH_ANY_COPY) && w->cp == COPYRIGHT)
        wake(k->a, i + 1, follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_COPY));
    if (special & 1u << DH_ANY_SIGN)
        wake(k->a, i + 1, follow(k->c, state, DH_LABEL_SPECIAL + DH_ANY_SIGN));
}

/* Edges for the roles of a phrase, from its first entry on. */
static void pass_roles(struct walk *k, uint32_t entry, uint32_t state, uint32_t end)
{
    uint32_t to;
    for (uint32_t e = entry; e; e = k->c->entries[e - 1].next)
        if ((to = follow(k->c, state, DH_LABEL_ROLE + k->c->entries[e - 1].role)) != 0)
            wake(k->a, end, to);
}

/* Edges that are for more than one word. */
static void pass_special(struct walk *k, uint32_t i, uint32_t state, uint32_t special)
{
    const struct dh_cues *c = k->c;
    const struct dh_token *w = &k->ws->w[i];
    uint32_t to;
    if (special & DH_ROLES) {
        pass_roles(k, k->m->entry[i], state, k->m->end[i]);
        /* "every morning" is a phrase, and "every" a word, and may be one by its stem */
        if (k->m->entry[i] != c->first[w->id].entry)
            pass_roles(k, c->first[w->id].entry, state, i + 1);
        if (w->stem && k->m->entry[i] != c->first[w->stem].entry)
            pass_roles(k, c->first[w->stem].entry, state, i + 1);
    }
    if ((special & 1u << DH_ANY_NUMBER) && (w->flags & DH_T_NUMBER))
        wake(k->a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_NUMBER));
    if (special & 1u << DH_ANY_DATE) {
        if (k->date_at != i) {
            k->date_at = i;
            k->date_end = dh_date_end(c, k->ws, k->m, i);
        }
        if (k->date_end)
            wake(k->a, k->date_end, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_DATE));
    }
    if (special & 1u << DH_ANY_NAME) {
        if (k->name_at != i) {
            k->name_at = i;
            k->name_end = dh_name_end(c, k->ws, k->m, i);
        }
        to = k->name_end > i ? follow(c, state, DH_LABEL_SPECIAL + DH_ANY_NAME) : 0;
        for (uint32_t end = k->name_end; end > i; end--)
            wake(k->a, end, to);
    }
    if (special & 1u << DH_ANY_WORDS)
        wake(k->a, i + 1, follow(c, state, DH_LABEL_SPECIAL + DH_ANY_WORDS));
}

/* Whether word i could lead from a vague state to one that is not, by itself or by a role: of the
 * phrase that begins with it, of the word or of its stem. */
static inline bool leaves_by_word(const struct dh_marks *m, uint32_t i)
{
    return m->leads[i] & DH_LEADS_VAGUE;
}

static inline bool leaves_by_role(const struct dh_cues *c, const struct dh_tokens *ws,
                                  const struct dh_marks *m, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    return ((m->roles[i] | c->first[w->id].roles) & c->vague_roles) ||
           (w->stem && (m->entry[i] || c->first[w->stem].entry));
}

/* Wakes what follows from one state and word i. */
static inline void advance(struct walk *k, uint32_t i, uint32_t state)
{
    const struct dh_token *w = &k->ws->w[i];
    const struct dh_state *s = &k->c->states[state];
    uint32_t special = s->special, to;

    if ((special & DH_VAGUE) && !leaves_by_role(k->c, k->ws, k->m, i))
        special &= ~(uint32_t)DH_ROLES;
    if (k->a->prose && state < DH_WHERES)
        special &= ~(1u << DH_ANY_WORDS | 1u << DH_ANY_NAME);
    if (w->flags & DH_T_PUNCT) {
        pass_sign(k, i, state, special);
        return;
    }
    if (!(special & DH_VAGUE) || leaves_by_word(k->m, i)) {
        if (w->id && (to = follow(k->c, state, w->id)) != 0)
            wake(k->a, i + 1, to);
        if (w->stem && (to = follow(k->c, state, w->stem)) != 0)
            wake(k->a, i + 1, to);
    }
    if (special & ~(uint32_t)(DH_LOOP | DH_VAGUE))
        pass_special(k, i, state, special);
}

static size_t report(const struct dh_cues *c, uint32_t state, uint32_t from, uint32_t to,
                     struct dh_hit *hits, size_t n, size_t max)
{
    for (uint32_t x = c->states[state].accept; x && n < max; x = c->accepts[x - 1].next) {
        const struct dh_rule *r = &c->rules[c->accepts[x - 1].rule];
        if (!r->off || r->where == DH_WHERE_WHOLE)
            hits[n++] = (struct dh_hit){ r, from, to };
    }
    return n;
}

/* Whether a form in that state, before word i, could go on or end there. */
static bool may_go_on(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                      uint32_t i, uint32_t state)
{
    const struct dh_state *s = &c->states[state];
    if (s->joins || (s->special & ~(uint32_t)(DH_ROLES | DH_VAGUE)))
        return true;
    while (i < ws->n && (ws->w[i].flags & DH_T_PUNCT))
        i++;
    if (i == ws->n)
        return s->accept || !ws->whole;
    const struct dh_token *w = &ws->w[i];
    return (w->id && follow(c, state, w->id)) || (w->stem && follow(c, state, w->stem)) ||
           ((s->special & DH_ROLES) && m->entry[i]);
}

/* Whether word i leads a form from a vague state to one that could go on. */
static bool leaves_vague(const struct dh_cues *c, const struct dh_tokens *ws,
                         const struct dh_marks *m, uint32_t i)
{
    const uint32_t labels[] = { ws->w[i].id, ws->w[i].stem };
    for (size_t k = 0; k < DH_LEN(labels); k++) {
        if (!(c->first[labels[k]].leads & DH_LEADS_VAGUE))
            continue;
        for (size_t v = 0; v < c->n_vague; v++) {
            uint32_t to = follow(c, c->vague[v], labels[k]);
            if (to && may_go_on(c, ws, m, i + 1, to))
                return true;
        }
    }
    return false;
}

/* Whether a form that begins with <any> or a name could match. */
static bool may_be_vague(const struct dh_cues *c, const struct dh_tokens *ws,
                         const struct dh_marks *m)
{
    bool sign = c->vague_sign && (ws->any_signs & dh_sign_bit(COPYRIGHT));
    if (m->any_roles & c->vague_roles)
        return true;
    for (uint32_t i = 0; (sign || (m->any_leads & DH_LEADS_VAGUE)) && i < ws->n; i++)
        if (((m->leads[i] & DH_LEADS_VAGUE) && leaves_vague(c, ws, m, i)) ||
            (sign && ws->w[i].cp == COPYRIGHT))
            return true;
    return false;
}

static void set_next(struct alive *a, const struct dh_tokens *ws, uint32_t start)
{
    uint32_t labels = 0;
    a->next[ws->n] = 0;
    for (uint32_t i = ws->n; i-- > start;) {
        const struct dh_token *w = &ws->w[i];
        if (!(w->flags & DH_T_PUNCT))
            labels = (w->id ? dh_label_bit(w->id) : 0) | (w->stem ? dh_label_bit(w->stem) : 0);
        a->next[i] = labels;
    }
}

static uint32_t find_vague_end(const struct dh_cues *c, const struct dh_tokens *ws,
                               const struct dh_marks *m, uint32_t start)
{
    uint32_t end = ws->n;
    while (end > start && !leaves_by_word(m, end - 1) && !leaves_by_role(c, ws, m, end - 1) &&
           ws->w[end - 1].cp != COPYRIGHT)
        end--;
    return end;
}

static size_t match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                    enum dh_where where, uint32_t start, bool prose, struct dh_hit *hits,
                    size_t max)
{
    struct alive a DH_NOT_CLEARED;
    struct walk k = { c, ws, m, &a, UINT32_MAX, 0, UINT32_MAX, 0 };
    size_t n = 0;
    uint32_t last = ws->n; /* behind the last word: signs at the end do not count */
    while (last > start && (ws->w[last - 1].flags & DH_T_PUNCT))
        last--;
    if (last == start)
        return 0;
    a.states = c->states;
    set_next(&a, ws, start);
    a.vague_end = find_vague_end(c, ws, m, start);
    a.far = start;
    memset(a.n + start, 0, (ws->n + 1 - start) * sizeof *a.n);
    memset(a.seen + start, 0, (ws->n + 1 - start) * sizeof *a.seen);
    a.prose = prose;
    wake(&a, start, (uint32_t)where);
    for (uint32_t i = start; i <= last && i <= a.far; i++) {
        for (uint8_t x = 0; x < a.n[i]; x++) {
            uint32_t state = a.state[i][x];
            const struct dh_state *s = &c->states[state];
            for (uint32_t j = s->joins; j; j = c->joins[j - 1].next)
                wake(&a, i, c->joins[j - 1].to);
            bool full = i == last && (ws->whole || (s->special & DH_LOOP));
            if (s->accept && (full || where == DH_WHERE_PREFIX || where == DH_WHERE_INSIDE))
                n = report(c, state, start, i, hits, n, max);
            if (i == last)
                continue;
            advance(&k, i, state);
            if (s->special & DH_LOOP)
                wake(&a, i + 1, state);
        }
    }
    return n;
}

/* Whether the forms of a where begin with words or their roles alone; then the leads of a text's
 * words tell whether one may begin. */
static bool begin_with_words(const struct dh_cues *c, enum dh_where where)
{
    const struct dh_state *root = &c->states[where];
    return !root->joins && !(root->special & ~(uint32_t)DH_ROLES) && !root->accept;
}

/* The same of the word at i, which is no sign. */
static bool begins(const struct dh_cues *c, const struct dh_marks *m, enum dh_where where,
                   uint32_t i)
{
    return (m->leads[i] >> where & 1) || ((c->states[where].special & DH_ROLES) && m->entry[i]);
}

/* Whether a form of where can begin with the words from start on. */
static inline bool may_begin(const struct dh_cues *c, const struct dh_tokens *ws,
                             const struct dh_marks *m, enum dh_where where, uint32_t start)
{
    if (start < ws->n && begin_with_words(c, where) && !(ws->w[start].flags & DH_T_PUNCT))
        return begins(c, m, where, start);
    return c->n_where[where] && may_go_on(c, ws, m, start, (uint32_t)where);
}

/* Whether a form that begins with word i could go on behind it, from the root or a state that is
 * alive with it. */
static bool goes_on_behind(const struct dh_cues *c, const struct dh_tokens *ws,
                           const struct dh_marks *m, uint32_t i, uint32_t label)
{
    const struct dh_first *first = &c->first[label];
    if (first->whole && may_go_on(c, ws, m, i + 1, first->whole))
        return true;
    uint32_t join = first->leads & DH_LEADS_BEGIN ? c->states[DH_WHERE_WHOLE].joins : 0;
    for (; join; join = c->joins[join - 1].next) {
        uint32_t to = follow(c, c->joins[join - 1].to, label);
        if (to && may_go_on(c, ws, m, i + 1, to))
            return true;
    }
    return false;
}

/* The same for one that is the whole fragment and begins with a word, role or sign of its own. */
static bool may_begin_prose(const struct dh_cues *c, const struct dh_tokens *ws,
                            const struct dh_marks *m)
{
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
    return (w->id && goes_on_behind(c, ws, m, i, w->id)) ||
           (w->stem && goes_on_behind(c, ws, m, i, w->stem)) || (m->roles[i] & c->begin_roles) ||
           ((c->begin_special & number) && (w->flags & DH_T_NUMBER)) ||
           ((c->begin_special & date) && dh_date_end(c, ws, m, i)) ||
           (c->begin_special & (1u << DH_ANY_NAME | 1u << DH_ANY_WORDS));
}

uint32_t dh_cues_next(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                      enum dh_where where, uint32_t at)
{
    if (begin_with_words(c, where) && !(c->states[where].special & DH_ROLES) &&
        !(m->any_leads >> where & 1))
        return ws->n; /* most texts have no such word */
    while (at < ws->n && ((ws->w[at].flags & DH_T_PUNCT) || !may_begin(c, ws, m, where, at)))
        at++;
    return at;
}

size_t dh_cues_match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                     enum dh_where where, uint32_t start, struct dh_hit *hits, size_t max)
{
    if (!may_begin(c, ws, m, where, start))
        return 0;
    if (where == DH_WHERE_WHOLE && !may_be_vague(c, ws, m))
        return dh_cues_match_prose(c, ws, m, hits, max);
    return match(c, ws, m, where, start, false, hits, max);
}

size_t dh_cues_match_prose(const struct dh_cues *c, const struct dh_tokens *ws,
                           const struct dh_marks *m, struct dh_hit *hits, size_t max)
{
    return may_begin_prose(c, ws, m) ? match(c, ws, m, DH_WHERE_WHOLE, 0, true, hits, max) : 0;
}

bool dh_cues_may_match_prose(const struct dh_cues *c, const struct dh_tokens *ws,
                             const struct dh_marks *m)
{
    return may_begin(c, ws, m, DH_WHERE_PREFIX, 0) || may_begin_prose(c, ws, m);
}
