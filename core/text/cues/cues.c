/* SPDX-License-Identifier: MIT */
#include "text/cues/cues.h"

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

/* ---- Marking */

static bool joins(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == '-' || w->cp == '\'' || w->cp == 0x2019 || w->cp == 0x2010 || w->cp == '.' ||
            w->cp == 0x30FB || w->cp == 0x2011);
}

/* The longest phrase of two words or more that begins at word i, behind its first word. */
static void mark_phrase(struct dh_marks *m, uint32_t i, uint32_t state)
{
    const struct dh_cues *c = m->cues;
    const struct dh_tokens *ws = m->words;
    for (uint32_t j = i + 1; state && c->states[state].n_edges; j++) {
        while (j < ws->n && joins(&ws->w[j]))
            j++;
        if (j == ws->n)
            break;
        const struct dh_token *w = &ws->w[j];
        uint32_t to = w->id ? dh_cues_follow(c, state, w->id) : 0;
        state = to || !w->stem ? to : dh_cues_follow(c, state, w->stem);
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
static void mark_stem(struct dh_marks *m, uint32_t i)
{
    const struct dh_first *f = &m->cues->first[m->words->w[i].stem];
    m->leads[i] |= f->leads;
    if (!m->entry[i] && f->entry) {
        m->entry[i] = f->entry;
        m->end[i] = i + 1;
        m->roles[i] = f->roles & STEM_ROLES;
        m->glue[i] = f->glue;
    }
    if (m->end[i] <= i + 1)
        mark_phrase(m, i, f->state);
}

/* Hardly any two words begin a phrase, and which do nobody can foresee: so all are asked. */
void dh_cues_mark(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m)
{
    const bool stems = ws->any_flags & DH_T_STEMMED, joined = ws->any_signs & join_signs();
    uint32_t any = 0, leads = 0;
    m->cues = c;
    m->words = ws;
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
        if (phrase || (joined && joins(next) && f->state))
            mark_phrase(m, i, f->state);
        if (stems && w->stem)
            mark_stem(m, i);
        leads |= m->leads[i];
        any |= m->roles[i] | f->roles;
    }
    m->any_roles = any;
    m->any_leads = leads;
}
