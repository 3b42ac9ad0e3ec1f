/* SPDX-License-Identifier: MIT */
/* What names of classes say an element holds ("entry-author", "itemPostDate"): a table of words.
 * Read only once it is set up: any thread. */
#ifndef DH_CLASSWORDS_H
#define DH_CLASSWORDS_H

#include <stdint.h>

#include "meta/shown/nameindex.h"

enum dh_class_says {
    DH_SAYS_AUTHOR = 1,
    DH_SAYS_PUBLISHED = 2,
    DH_SAYS_ANOTHER = 4, /* something else: a comment, a teaser, today's date */
    DH_SAYS_SECTION = 8,
    DH_SAYS_ALONE = 16,    /* said by a class of no other word: "by", not "sortBy" */
    DH_SAYS_HEADLINE = 32, /* the story's; so do the two below together: "entry-title" */
    DH_SAYS_TITLE = 64,
    DH_SAYS_STORY = 128
};

enum { DH_CLASS_WORD_MAX = 16 };

/* The words that are known. */
struct dh_class_words {
    struct dh_name_index index;
};
void dh_class_words_init(struct dh_class_words *w); /* which is zeroed */

/* What the words in a class, id or itemprop say together: a set of dh_class_says. They are parted
 * by anything but letters, and where a capital follows a small letter. */
unsigned dh_class_says(const struct dh_class_words *w, struct dh_str names);

#endif
