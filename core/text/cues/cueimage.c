/* SPDX-License-Identifier: MIT */
/* The built-in tables as core/gen/rulec.c compiles them when the program is built: arrays without a
 * pointer in them, so that starting costs nothing but the list of rules. */
#include "text/cues/cues.h"

#include <string.h>

/* A rule with its name as a place in names[]. */
struct image_rule {
    uint32_t name;
    uint16_t name_n, conditions;
    uint8_t kind, where;
    int8_t lang;
};

/* A list of a language; its words stand in listed[]. */
struct image_list {
    uint32_t at, n;
    uint8_t list, lang;
};

#include "text/cues/cueimage.inc"

enum dh_err dh_cues_builtin(struct dh_cues **out, const struct dh_allocator *m)
{
    struct dh_cues *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    dh_arena_init(&c->memory, m, (size_t)1 << 24);
    c->vocab = (struct dh_vocab){ .slots = words,
                                  .seen = seen,
                                  .mask = DH_LEN(words) - 1,
                                  .stem_sizes = stem_sizes,
                                  .about = (const char *)first,
                                  .about_size = sizeof *first };
    c->states = states;
    c->n_states = DH_LEN(states);
    c->edges = edges;
    c->n_edges = DH_LEN(edges);
    c->accepts = accepts;
    c->n_accepts = DH_LEN(accepts);
    c->entries = entries;
    c->n_entries = DH_LEN(entries);
    c->joins = joins;
    c->n_joins = DH_LEN(joins);
    c->first = first;
    c->pairs = pairs;
    c->vague = vague;
    c->n_vague = DH_LEN(vague);
    c->vague_roles = vague_roles;
    c->exits = exits;
    c->n_exits = DH_LEN(exits);
    c->opens = opens;
    memcpy(c->role_exits, role_exits, sizeof c->role_exits);
    memcpy(c->reach, reach, sizeof c->reach);
    c->sign_exits = sign_exits[0];
    c->begin_roles = begin_roles;
    c->begin_special = begin_special;
    c->n_rules = DH_LEN(rules);
    c->rules = dh_arena_zeroed(&c->memory, DH_LEN(rules), sizeof *c->rules);
    if (!c->rules) {
        dh_cues_free(c);
        return DH_ENOMEM;
    }
    for (size_t i = 0; i < DH_LEN(rules); i++) {
        const struct image_rule *r = &rules[i];
        c->rules[i] = (struct dh_rule){ .name = { names + r->name, r->name_n },
                                        .kind = r->kind,
                                        .where = r->where,
                                        .conditions = r->conditions,
                                        .lang = r->lang };
        c->n_where[r->where]++;
    }
    for (size_t i = 0; i < DH_LEN(lists); i++)
        c->lists.of[lists[i].list][lists[i].lang] =
            (struct dh_str){ listed + lists[i].at, lists[i].n };
    for (size_t i = 0; i < DH_LEN(inside); i++)
        c->inside[inside[i]] = true;
    *out = c;
    return DH_OK;
}
