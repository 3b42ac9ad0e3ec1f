/* SPDX-License-Identifier: MIT */
/* The line model: a forest (base/forest.h) over the traits of a fragment (traits.h) that decides
 * where rows, grammars and context end. Its score is the log odds that the fragment is chrome.
 * Training: tests/eval/trainlines.py, which writes linemodel_table.c and says there on what. The
 * forests are read only: any thread; a text is one thread's. */
#ifndef DH_LINEMODEL_H
#define DH_LINEMODEL_H

#include "base/grove.h"
#include "text/around/headline.h"
#include "text/model/second.h"

/* The first trees ask nothing of a line that is found by comparing it with the text (traits.h). Of
 * lines that they score below HOPELESS, nine of ten that are a story's, one in 43 came up to -1.5
 * in the end, on texts of sites the trees had not seen; they are not compared. */
#define DH_LINEMODEL_FIRST    40
#define DH_LINEMODEL_HOPELESS -2.0f
#define DH_LINEMODEL_SURELY   -0.66f

/* The table the program was built with. */
extern const struct dh_forest dh_linemodel_builtin;
/* It laid out: linelaid.c. */
extern const struct dh_laid dh_linemodel_laid;

/* The score above which the fragment at a place of the sequence goes. */
float dh_linemodel_limit(const struct dh_traits *t, uint32_t place);
/* What the second look is to say at least of line k, which goes then. */
float dh_linemodel_second_limit(const struct dh_second *s, uint32_t k);

/* Both forests. */
struct dh_linemodel {
    const struct dh_grove *lines;  /* over DH_TRAITS numbers */
    const struct dh_grove *second; /* over DH_SECONDS */
};
/* Strikes, with kind other and rule "model.line", what of the sequence scores above its limit, but
 * for the headline, what is safe (safe.h), what a row keeps, and a paragraph between two lines that
 * stay (giveback.h); and what then stays alone at the end (islands.h). Where the text holds more
 * than a story the second look (second.h) decides; where no rule struck anything, in a language
 * that rules know, nothing goes. page: that of t. *struck: whether any went. DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_linemodel_strike(const struct dh_linemodel *m, struct dh_traits *t,
                                            struct dh_page *page, struct dh_headline *headline,
                                            bool *struck);

#endif
