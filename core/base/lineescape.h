/* SPDX-License-Identifier: MIT */
/* Text whose line ends are written as the two characters \n, as corpora hold it that were escaped
 * once too often: the lines of such a text, and its way back. Any thread. */
#ifndef DH_LINEESCAPE_H
#define DH_LINEESCAPE_H

#include "base/mem.h"
#include "base/str.h"

/* The label (static, for a record's charset) by which s is such a text, UTF-8, whose lines were
 * appended to out; NULL: it is none, and out may hold anything, or has an error.
 *
 * It is one where it has no line end of its own but behind its end, and two or more \n that end
 * something: two in a row, or one before what begins a sentence; and one of all stands where a
 * sentence ends ("Hello\nWorld\nAll" is code). A \n behind a backslash or an opening bracket,
 * behind a blank that ends no sentence, or between quotes, is something that the text speaks of,
 * and so is one amid small letters where no two are in a row ("C:\new\notes"): then it is none.
 * Only what comes back byte for byte by dh_lineescape_add is taken. Linear. */
const char *dh_lineescape_lines(struct dh_str s, struct dh_buf *out);

/* Appends the text as it was under that label. false: no such label. */
bool dh_lineescape_add(struct dh_str label, struct dh_str lines, struct dh_buf *out);

#endif
