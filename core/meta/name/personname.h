/* SPDX-License-Identifier: MIT */
/* Whether words may be somebody's name, told by their letters and a few tables; byline.c,
 * nearby.c and nearbyauthor.c ask. Wrong now and then ("New Harbour"): so asked only where a name
 * is to be expected. Any thread. */
#ifndef DH_PERSONNAME_H
#define DH_PERSONNAME_H

#include "base/str.h"

enum { DH_NAME_MAX = 100 /* bytes of a name, or of several in a byline */ };

/* The first DH_NAME_MAX bytes of s in lower case, as many as they were: what would change its
 * length stays. */
struct dh_str dh_names_lower(struct dh_str s, char buf[DH_NAME_MAX]);

/* Whether s is two to twelve words that begin with capitals, particles aside; of scripts that have
 * none, two to five; of those that part no words, one to five. */
bool dh_names_only(struct dh_str s);
/* The same where nothing introduces the name: two to four words, none of which is known from
 * places, houses or sections ("New York", "Local News"). */
bool dh_names_person(struct dh_str s);

/* Whether one of the words of s is such a one. */
bool dh_names_no_person(struct dh_str s);

/* The words with capitals that s begins with, particles between them: *n of them. *behind: the word
 * that ends them; empty: the end of s. */
struct dh_str dh_names_leading(struct dh_str s, unsigned *n, struct dh_str *behind);
/* Whether a word that follows a name goes on to tell of its bearer ("is", "writes"). */
bool dh_names_tells_of(struct dh_str word);
/* Whether it is a month or a number. */
bool dh_names_starts_date(struct dh_str word);

#endif
