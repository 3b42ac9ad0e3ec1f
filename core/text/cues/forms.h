/* SPDX-License-Identifier: MIT */
/* Rows of rule tables into what matching reads (cues.h): the vocabulary and the trie while they
 * grow. Used by the program that makes the built-in tables' image (core/gen/rulec.c), and at run
 * time for the user's rows. One thread. */
#ifndef DH_FORMS_H
#define DH_FORMS_H

#include "text/cues/cues.h"

/* A row as it stands in its table; example and trap may be empty. */
struct dh_row {
    struct dh_rule rule;
    uint32_t line;
    struct dh_str form, example, trap;
};

/* A word or stem. */
struct dh_form_word {
    uint64_t hash; /* 0: free */
    uint32_t id;
};

/* An edge of the trie. */
struct dh_arc {
    uint64_t key; /* state << 32 | label; 0: free (state 0 has no label 0) */
    uint32_t to;
};

struct dh_forms {
    const struct dh_allocator *mem;
    struct dh_arena strings;
    struct dh_form_word *words; /* by the hash of the folded word: words are known by it alone */
    size_t n_words, room_words;
    uint64_t stem_sizes; /* as in struct dh_vocab */
    struct dh_arc *arcs; /* the trie's edges, by state and label */
    size_t n_arcs, room_arcs;
    struct dh_state *states; /* their edges are set by dh_forms_seal */
    size_t n_states, cap_states;
    struct dh_accept *accepts;
    size_t n_accepts, cap_accepts;
    struct dh_entry *entries;
    size_t n_entries, cap_entries;
    struct dh_join *joins;
    size_t n_joins, cap_joins;
    struct dh_row *rows;
    size_t n_rows, cap_rows;
    struct dh_str classes[128]; /* names of the tables' own classes */
    size_t n_classes;
    size_t n_where[DH_WHERES];
    bool inside[256];
    struct dh_buf lists[DH_LISTS][DH_LANGS + 1]; /* as those of struct dh_wordlists will be */
    struct dh_tokens *scratch;
};

/* An empty one. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_forms_new(struct dh_forms **out, const struct dh_allocator *m);
void dh_forms_free(struct dh_forms *f); /* NULL is fine */

/* The role of that name, a class of the tables' own included; -1: none such. */
int dh_forms_role(const struct dh_forms *f, struct dh_str name);
/* Gives the class of that name, made if need be; -1: too many. */
int dh_forms_class(struct dh_forms *f, struct dh_str name);
/* A phrase may end its words in '*': stems. DH_EDATA: no words in it; DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_forms_add_phrase(struct dh_forms *f, struct dh_str phrase, uint32_t role,
                                            uint64_t langs);
/* A word of a list; lang: a language or DH_LIST_ANY. DH_EDATA: it is too long; DH_ELIMIT: the list
 * is, with 16 MiB. */
DH_MUST_USE enum dh_err dh_forms_add_listed(struct dh_forms *f, struct dh_str word,
                                            enum dh_wordlist list, int lang);
/* Adds a copy of the row; why is set to what is wrong with its form (DH_EDATA). Of two of our rows
 * of a kind and a language that take the same text none may lack a condition of the other, which
 * would hold of nothing then. */
DH_MUST_USE enum dh_err dh_forms_add_row(struct dh_forms *f, const struct dh_row *row,
                                         const char **why);
/* The flat arrays; f may be freed then. Rule i is row i. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_forms_seal(const struct dh_forms *f, struct dh_cues **out);

#endif
