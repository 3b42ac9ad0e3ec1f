/* SPDX-License-Identifier: MIT */
/* The languages that tables and texts are told apart by: numbers for their codes (ISO 639-1), bits
 * of a set. No state, any thread. */
#ifndef DH_LANGS_H
#define DH_LANGS_H

#include "base/str.h"

enum { DH_LANGS = 46 };
#define DH_LANG_ANY UINT64_MAX /* the set of all */
/* Number of a language code ("de"), -1: not known. "any" is not a language. */
int dh_lang_number(struct dh_str code);
const char *dh_lang_name(int number); /* NULL past the last */
bool dh_lang_is(int number, const char *code);
/* Whether its words are found as parts of a line: it puts no blanks between them, or endings behind
 * them. */
bool dh_lang_runs_on(int number);
/* Whether few words do not tell the two apart (Swedish and Danish). */
bool dh_lang_kin(int a, int b);

#endif
