/* SPDX-License-Identifier: MIT */
/* Words of bylines, in many languages: tables of data, of which a row is a line of bylinewords.c
 * and is tried by t_byline.c. byline.c reads names by them. Read only: any thread. */
#ifndef DH_BYLINEWORDS_H
#define DH_BYLINEWORDS_H

#include "base/str.h"

/* What somebody is, behind the name, signs and blanks before it included: " 기자". */
extern const struct dh_str dh_byline_roles[];
extern const size_t dh_byline_n_roles;
/* What parts two names, whatever these are: " and ". */
extern const struct dh_str dh_byline_parts[];
extern const size_t dh_byline_n_parts;
/* "And" of other languages, which has other meanings in some: parts two names of two words or
 * more. */
extern const struct dh_str dh_byline_weak_parts[];
extern const size_t dh_byline_n_weak_parts;
/* Surnames, in lower case, that stand behind the "and" of one person's name, and are no first
 * names. */
extern const char *const dh_byline_surnames[];
extern const size_t dh_byline_n_surnames;
/* What a text was written with the help of stands behind one of these: " avec " and an agency. */
extern const struct dh_str dh_byline_helpers[];
extern const size_t dh_byline_n_helpers;
/* Whole names, in lower case, that are none: "admin". */
extern const char *const dh_byline_no_names[];
extern const size_t dh_byline_n_no_names;
/* Who edited a text or made its pictures, in scripts without blanks: a name may follow. */
extern const struct dh_str dh_byline_others[];
extern const size_t dh_byline_n_others;

#endif
