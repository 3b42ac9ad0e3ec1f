/* SPDX-License-Identifier: MIT */
/* rulec: compiles the rule tables when the program is built, by the program's own code, and prints
 * the flat arrays as core/text/cues/cueimage.c includes them. Exit 1: an error in a table. */
#include <inttypes.h>
#include <stdio.h>

#include "text/cues/tables.h"

static void print_sets(const char *name, const uint64_t *sets, size_t n)
{
    printf("static const uint64_t %s[] = {", name);
    for (size_t i = 0; i < n; i++)
        printf("%" PRIu64 "u,", sets[i]);
    printf("};\n");
}

static void print_words(const struct dh_cues *c)
{
    printf("static const uint64_t stem_sizes = %" PRIu64 "u;\n", c->vocab.stem_sizes);
    printf("static const struct dh_vocab_slot words[] = {");
    for (size_t i = 0; i <= c->vocab.mask; i++)
        printf("{%u,%u},", c->vocab.slots[i].tag, c->vocab.slots[i].id);
    printf("};\n");
    print_sets("seen", c->vocab.seen, DH_VOCAB_SEEN);
}

static void print_trie(const struct dh_cues *c)
{
    printf("static const struct dh_state states[] = {");
    for (size_t i = 0; i < c->n_states; i++) {
        const struct dh_state *s = &c->states[i];
        printf("{%u,%u,%u,%u,%u,%u},", s->accept, s->special, s->joins, s->edges, s->n_edges,
               s->labels);
    }
    printf("};\nstatic const struct dh_edge edges[] = {");
    for (size_t i = 0; i < c->n_edges; i++)
        printf("{%u,%u},", c->edges[i].label, c->edges[i].to);
    printf("};\nstatic const struct dh_accept accepts[] = {");
    for (size_t i = 0; i < c->n_accepts; i++)
        printf("{%u,%u},", c->accepts[i].rule, c->accepts[i].next);
    printf("};\nstatic const struct dh_entry entries[] = {");
    for (size_t i = 0; i < c->n_entries; i++)
        printf("{%" PRIu64 "u,%u,%u,%u,%" PRIu64 "u},", c->entries[i].langs, c->entries[i].role,
               c->entries[i].next, c->entries[i].roles, c->entries[i].glue);
    printf("};\nstatic const struct dh_join joins[] = {");
    for (size_t i = 0; i < c->n_joins; i++)
        printf("{%u,%u},", c->joins[i].to, c->joins[i].next);
    printf("};\n");
}

static void print_roots(const struct dh_cues *c, size_t n_words)
{
    printf("static const struct dh_first first[] = {");
    for (size_t i = 0; i <= n_words; i++) {
        const struct dh_first *x = &c->first[i];
        printf("{%" PRIu64 "u,%u,%u,%u,%u,%u,%u},", x->glue, x->entry, x->state, x->roles, x->whole,
               x->leads, x->next);
    }
    printf("};\n");
    print_sets("pairs", c->pairs, DH_PAIRS);
    printf("static const unsigned char inside[] = {");
    for (unsigned i = 0; i < 256; i++)
        if (c->inside[i])
            printf("%u,", i);
    printf("};\nstatic const uint32_t vague[] = {");
    for (size_t i = 0; i < c->n_vague; i++)
        printf("%u,", c->vague[i]);
    printf("};\nstatic const uint32_t vague_roles = %u;\n", c->vague_roles);
    print_sets("exits", c->exits, c->n_exits);
    print_sets("opens", c->opens, c->n_states / 64 + 1);
    print_sets("role_exits", c->role_exits, DH_LEN(c->role_exits));
    print_sets("reach", c->reach, DH_LEN(c->reach));
    print_sets("sign_exits", &c->sign_exits, 1);
    printf("static const uint32_t begin_roles = %u, begin_special = %u;\n", c->begin_roles,
           c->begin_special);
}

static void print_bytes(struct dh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        printf("%d,", (int)s.p[i]);
}

static void print_lists(const struct dh_wordlists *w)
{
    size_t at = 0;
    printf("static const struct image_list lists[] = {");
    for (unsigned i = 0; i < DH_LISTS * (DH_LANGS + 1); i++) {
        struct dh_str s = w->of[i / (DH_LANGS + 1)][i % (DH_LANGS + 1)];
        if (s.n)
            printf("{%zu,%zu,%u,%u},", at, s.n, i / (DH_LANGS + 1), i % (DH_LANGS + 1));
        at += s.n;
    }
    printf("};\nstatic const char listed[] = {");
    for (unsigned i = 0; i < DH_LISTS * (DH_LANGS + 1); i++)
        print_bytes(w->of[i / (DH_LANGS + 1)][i % (DH_LANGS + 1)]);
    printf("};\n");
}

static void print_rules(const struct dh_cues *c)
{
    size_t at = 0;
    printf("static const struct image_rule rules[] = {");
    for (size_t i = 0; i < c->n_rules; i++) {
        const struct dh_rule *r = &c->rules[i];
        printf("{%zu,%zu,%u,%u,%u,%d},", at, r->name.n, (unsigned)r->conditions, (unsigned)r->kind,
               (unsigned)r->where, (int)r->lang);
        at += r->name.n;
    }
    printf("};\nstatic const char names[] = {");
    for (size_t i = 0; i < c->n_rules; i++)
        print_bytes(c->rules[i].name);
    printf("};\n");
}

int main(void)
{
    struct dh_forms *f = NULL;
    struct dh_cues *c = NULL;
    struct dh_detail d = { .msg = "out of memory" };
    int status = 1;

    if (dh_forms_new(&f, dh_mem_default()) == DH_OK &&
        dh_tables_read(f, dh_tables_builtin(), false, &d) == DH_OK &&
        dh_forms_seal(f, &c) == DH_OK) {
        print_words(c);
        print_trie(c);
        print_roots(c, f->n_words);
        print_lists(&c->lists);
        print_rules(c);
        status = fflush(stdout) || ferror(stdout);
    } else {
        fprintf(stderr, "rulec: %s\n", d.msg);
    }
    dh_cues_free(c);
    dh_forms_free(f);
    return status;
}
