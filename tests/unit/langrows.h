/* SPDX-License-Identifier: MIT */
/* Rows of forms.tsv and storylines.tsv: language, what is said of the text, text, between tabs; and
 * what a test keeps for each language. */
#ifndef DH_TEST_LANGROWS_H
#define DH_TEST_LANGROWS_H

#include "base/str.h"

enum { LANGS_MAX = 64 };

struct lang_row {
    struct dh_str lang, what, text;
};

/* false: the line is empty or a comment, as rows behind "#gap" are. */
static inline bool lang_row_read(struct dh_str line, struct lang_row *r)
{
    return line.n && line.p[0] != '#' && dh_str_split(&line, '\t', &r->lang) &&
           dh_str_split(&line, '\t', &r->what) && dh_str_split(&line, '\t', &r->text);
}

/* The number of a language, below LANGS_MAX; it is added when it is new. */
static inline size_t lang_number(struct dh_str langs[LANGS_MAX], struct dh_str lang)
{
    size_t i = 0;
    while (i + 1 < LANGS_MAX && langs[i].n && !dh_str_eq(langs[i], lang))
        i++;
    assert_true(langs[i].n == 0 || dh_str_eq(langs[i], lang));
    langs[i] = lang;
    return i;
}

#endif
