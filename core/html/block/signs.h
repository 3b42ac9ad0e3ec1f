/* SPDX-License-Identifier: MIT */
/* Signs: what the words of class and id attributes, and cue words in a block's text, hint at. Both
 * are rows of data, of signs.c and phrases.c, and hash tables made of them when the program is
 * built (signtable.h). Signs are evidence for the model and the hand rules, never a verdict alone.
 * Read only: any thread.
 *
 * Words of attributes are taken apart at everything that is no letter and where camelCase turns
 * ("articleBody": article, body); a word that is not in the table is cut into the longest prefixes
 * that are ("storycontent": story, content). Which words help at all was read off CSS class names
 * in wide use (WordPress themes, schema.org property names, the class lists of Readability and
 * Resiliparse). */
#ifndef DH_SIGNS_H
#define DH_SIGNS_H

#include "base/str.h"

/* What an attribute's word hints at; a set of them is a uint64_t with bit 1 << sign. */
enum dh_sign {
    DH_SIGN_ARTICLE,
    DH_SIGN_BODY,
    DH_SIGN_CONTENT,
    DH_SIGN_TEXT,
    DH_SIGN_ENTRY,
    DH_SIGN_MAIN,
    DH_SIGN_PARAGRAPH,
    DH_SIGN_LEAD, /* standfirst, summary */
    DH_SIGN_COMMENT,
    DH_SIGN_SHARE,
    DH_SIGN_RELATED,
    DH_SIGN_PROMO,
    DH_SIGN_CAPTION,
    DH_SIGN_CREDIT,
    DH_SIGN_BYLINE,
    DH_SIGN_DATE,
    DH_SIGN_FOOTER,
    DH_SIGN_HEADER,
    DH_SIGN_NAV,
    DH_SIGN_NEWSLETTER,
    DH_SIGN_MODAL,
    DH_SIGN_SIDEBAR,
    DH_SIGN_TAGS,
    DH_SIGN_GALLERY,
    DH_SIGN_IMAGE,
    DH_SIGN_VIDEO,
    DH_SIGN_EMBED,
    DH_SIGN_QUOTE,
    DH_SIGN_CARD,
    DH_SIGN_TITLE,
    DH_SIGN_HIDDEN,
    DH_SIGN_CONSENT,
    DH_SIGN_SEARCH,
    DH_SIGN_POPULAR,
    DH_SIGN_NOTE,
    DH_SIGN_LIVE,
    DH_SIGN_TOOLS,
    DH_SIGN_FACTS,
    DH_SIGN_WRAPPER,
    DH_SIGN_DATA,        /* weather, stocks, results */
    DH_SIGN_COMMENT_BOX, /* strict: a container of readers' comments and nothing else */
    DH_SIGNS, /* the model is shown those above, and blocks know how near they are; of boxes alone,
                 rules read those from here on */
    DH_SIGN_FACT_BOX = DH_SIGNS, /* strict, beside DH_SIGN_FACTS: no highlights or questions */
};

/* Cues in the text of a block: a set is a uint32_t with bit 1 << cue. */
enum dh_cue {
    DH_CUE_CREDIT,
    DH_CUE_CAPTION,
    DH_CUE_DATE,
    DH_CUE_BYLINE,
    DH_CUE_SHARE,
    DH_CUE_AD,
    DH_CUE_RELATED,
    DH_CUE_SIGNUP,
    DH_CUE_LEGAL,
    DH_CUE_COMMENT,
    DH_CUE_FOLLOW,
    DH_CUE_CREDITS_LINE, /* reporting by, editing by, with material of */
    DH_CUE_VIDEO,
    DH_CUE_TAGS,
    DH_CUE_CONSENT,
    DH_CUE_BIO,       /* about the author */
    DH_CUE_PRINTED,   /* in which print edition, under which headline */
    DH_CUES_OF_MODEL, /* the model is shown those above; rules alone read those from here on */
    DH_CUE_PLEA = DH_CUES_OF_MODEL, /* the house speaks to its readers of what it does */
    DH_CUE_GIFT,                    /* somebody asks for money or company, or tells who does */
    DH_CUE_WALL,                    /* who pays may read on */
    DH_CUE_CONTACT,                 /* whom to ask; at any place, too: whom the press may ask */
    DH_CUE_FILING,                  /* labels of what a study is filed under */
    DH_CUE_BUTTON,                  /* what buttons say that ask for something */
};

/* Signs of one name in a class, id or similar attribute: undecoded, without white space. */
uint64_t dh_signs_of(struct dh_str name);

/* Cues in the tokens of a block, hashes of its words (wordhash.h): those that count at any place,
 * and those that count only where the block begins with them, are added. Cost: one look-up a token
 * where no cue begins with it. */
void dh_signs_cues(const uint32_t *t, uint32_t n, uint32_t *at_start, uint32_t *anywhere);

#endif
