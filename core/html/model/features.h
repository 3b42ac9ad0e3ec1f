/* SPDX-License-Identifier: MIT */
/* Features: about 440 numbers a block, what the learned model (model.h) and partly the hand rules
 * (rules.c) decide on.
 *
 * Everything is worked out from blocks and boxes by prefix sums and hash tables: time and memory
 * are linear in the page. Groups of features, by prefix: T_ the text itself; Q_ cues in it; C_
 * levels up to the nearest box with a sign or tag (DH_FAR: none); S_ the block's own place, and
 * fields and buttons beside it; A0_ .. A5_ sums over the innermost box and the boxes around it
 * (boxes that cover the same blocks count once); K0_ .. K4_ sums over all blocks of the same make:
 * K0 shape of its box, K1 with the parent's, K2 with four levels of them, K3 all blocks under the
 * same grandparent box, K4 in the same box; R0_ .. R5_ boxes of the same shape: how many, the
 * how-manieth, its share; B0_ .. B4_ place relative to five guesses at the article's container; P_
 * position between "good" blocks; X.._ the neighbours; M_ agreement with the metadata; U_ repeated
 * article shapes; D_ copies; J_ JSON-LD articleBody. Related work: Kohlschütter et al.,
 * "Boilerplate Detection using Shallow Text Features" (WSDM 2010); Vogels et al., "Web2Text" (ECIR
 * 2018); Arc90's Readability for the score in B0. One thread a page. */
#ifndef DH_FEATURES_H
#define DH_FEATURES_H

#include "html/model/overview.h"

/* clang-format off */
#define DH_F_TEXT(X) \
    X(T_CHARS) X(T_WORDS) X(T_LINK) X(T_LINKS) X(T_COMMAS) X(T_SENTENCES) X(T_END) \
    X(T_QUOTE_END) X(T_COLON_END) X(T_ELLIPSIS_END) X(T_QUOTE_START) X(T_LOWER_START) \
    X(T_DIGIT_START) X(T_BULLET_START) X(T_UPPER) X(T_ALL_UPPER) X(T_CAPITALS) X(T_DIGITS) \
    X(T_WORD_LENGTH) X(T_PUNCT) X(T_BOLD) X(T_ITALIC) X(T_WIDE) X(T_PIPE) X(T_QUOTES) \
    X(T_LETTERS) X(T_TIME) X(T_LEAD_LINK)

#define DH_F_CUES(X) \
    X(Q_CREDIT) X(Q_CAPTION) X(Q_DATE) X(Q_BYLINE) X(Q_SHARE) X(Q_AD) X(Q_RELATED) \
    X(Q_SIGNUP) X(Q_LEGAL) X(Q_COMMENT) X(Q_FOLLOW) X(Q_CREDITS_LINE) X(Q_VIDEO) X(Q_TAGS) \
    X(Q_CONSENT) X(Q_BIO) X(Q_PRINTED)

/* In the order of enum dh_sign, then of enum dh_near_tag. */
#define DH_F_NEAR(X) \
    X(C_ARTICLE) X(C_BODY) X(C_CONTENT) X(C_TEXT) X(C_ENTRY) X(C_MAIN) X(C_PARAGRAPH) \
    X(C_LEAD) X(C_COMMENT) X(C_SHARE) X(C_RELATED) X(C_PROMO) X(C_CAPTION) X(C_CREDIT) \
    X(C_BYLINE) X(C_DATE) X(C_FOOTER) X(C_HEADER) X(C_NAV) X(C_NEWSLETTER) X(C_MODAL) \
    X(C_SIDEBAR) X(C_TAGS) X(C_GALLERY) X(C_IMAGE) X(C_VIDEO) X(C_EMBED) X(C_QUOTE) \
    X(C_CARD) X(C_TITLE) X(C_HIDDEN) X(C_CONSENT) X(C_SEARCH) X(C_POPULAR) X(C_NOTE) \
    X(C_LIVE) X(C_TOOLS) X(C_FACTS) X(C_WRAPPER) X(C_DATA) X(C_COMMENT_BOX) X(C_TAG_ARTICLE) \
    X(C_TAG_MAIN) X(C_TAG_ASIDE) X(C_TAG_NAV) X(C_TAG_FOOTER) X(C_TAG_HEADER) \
    X(C_TAG_FIGURE) X(C_TAG_FIGCAPTION) X(C_TAG_BLOCKQUOTE) X(C_TAG_LIST) X(C_TAG_ITEM) \
    X(C_TAG_TABLE) X(C_TAG_FORM) X(C_TAG_SECTION) X(C_TAG_HEADING) X(C_TAG_P) \
    X(C_TAG_DETAILS) X(C_TAG_DIALOG) X(C_TAG_PRE) X(C_TAG_ADDRESS)

#define DH_F_PLACE(X) \
    X(C_ANY_BAD) X(S_TAG) X(S_DEPTH) X(S_HIDDEN) X(S_BR_AFTER) X(S_BR_BEFORE) X(S_HAS_CLASS) \
    X(S_HEADING) X(S_MEDIA_BEFORE) X(S_MEDIA_AFTER) X(S_ANY_CUE) X(S_INDEX) X(S_RELATIVE) \
    X(S_WORDS_BEFORE) X(S_BLOCKS) X(S_PAGE_WORDS) \
    X(S_FIELD_UP) X(S_FIELD_BLOCKS) X(S_BUTTON_UP) X(S_BUTTON_BLOCKS)

#define DH_F_LEVEL(X, a) \
    X(a##_WORDS) X(a##_SHARE) X(a##_GOOD) X(a##_GOOD_PART) X(a##_LINK) X(a##_N) \
    X(a##_N_GOOD) X(a##_COMMAS) X(a##_END) X(a##_PLACE) X(a##_FROM_END) X(a##_TOPIC) \
    X(a##_TEASERS) X(a##_STAMPS)

#define DH_F_MAKE(X, k) \
    X(k##_N) X(k##_WORDS) X(k##_GOOD) X(k##_MEAN) X(k##_LINK) X(k##_END) X(k##_GOOD_PART)

#define DH_F_REPEAT(X, r) \
    X(r##_N) X(r##_ORDINAL) X(r##_SHARE)

#define DH_F_CONTAINER(X, b) \
    X(b##_IN) X(b##_UP) X(b##_DOWN) X(b##_FROM_START) X(b##_FROM_END) X(b##_SHARE) \
    X(b##_GOOD)

#define DH_F_POSITION(X) \
    X(B_RANK) X(B_SCORE) X(P_BEFORE) X(P_AFTER) X(P_TOTAL) X(PP_DISTANCE) X(PP_WORDS) \
    X(PP_SAME_PARENT) X(PP_SAME_BOX) X(PP_DEPTH) X(PP_SAME_SHAPE) X(PP_SAME_TAG) \
    X(PN_DISTANCE) X(PN_WORDS) X(PN_SAME_PARENT) X(PN_SAME_BOX) X(PN_DEPTH) X(PN_SAME_SHAPE) \
    X(PN_SAME_TAG)

#define DH_F_NEIGHBOUR(X, x) \
    X(x##_WORDS) X(x##_LINK) X(x##_END) X(x##_TAG) X(x##_HEADING) X(x##_CUE) X(x##_J) \
    X(x##_BAD) X(x##_SHAPE_GOOD) X(x##_SHAPE_MEAN) X(x##_LEVEL) X(x##_ALL_UPPER) X(x##_DATE) \
    X(x##_TITLE) X(x##_SAME_PARENT) X(x##_SAME_SHAPE) X(x##_DEPTH)

#define DH_F_WINDOW(X, w) \
    X(w##_WORDS) X(w##_LINK) X(w##_GOOD) X(w##_GOOD_BEFORE) X(w##_GOOD_AFTER) X(w##_CUES)

#define DH_F_META(X) \
    X(M_TITLE_IN) X(M_TITLE_OF) X(M_TITLE) X(M_SINCE_TITLE) X(M_TITLE_UP) X(M_TITLE_DOWN) \
    X(M_TITLES_AFTER) X(M_SLUG) X(M_DESCRIPTION) X(M_AUTHOR) X(M_TOPIC) X(M_HEAD_DISTANCE) \
    X(M_HEAD_LINK) X(M_HEAD_TITLE) X(M_HEAD_LEVEL) X(M_HEAD_WORDS) X(M_TEASERS_SINCE) \
    X(M_STAMPS_BEFORE) X(M_LAST_TITLE_IN) X(M_H1_BEFORE) X(M_WORDS_SINCE_TITLE) X(M_TEASED) \
    X(M_CUES_SINCE) X(M_LABEL1) X(M_LABEL2) X(M_LABEL3) \
    X(U_ARTICLES) X(U_ARTICLE_ORDINAL) X(U_ARTICLE_SHARE) X(U_ARTICLE_BEST) \
    X(U_ARTICLE_TITLE) X(U_UNIT_N) X(U_UNIT_ORDINAL) X(U_UNIT_SHARE) X(U_UNIT_BEST) \
    X(U_UNIT_TITLE) X(U_UNIT_LEVELS) X(D_BEFORE) X(D_TOTAL) X(D_SHARE_BEFORE) \
    X(D_SHARE_AFTER) X(J_BODY) X(J_LENGTH) X(J_COVERED) X(J_SPAN) X(J_AFTER) X(J_RATIO)

#define DH_FEATURE_LIST(X)                                                                         \
    DH_F_TEXT(X)                                                                                   \
    DH_F_CUES(X)                                                                                   \
    DH_F_NEAR(X)                                                                                   \
    DH_F_PLACE(X)                                                                                  \
    DH_F_LEVEL(X, A0)                                                                              \
    DH_F_LEVEL(X, A1)                                                                              \
    DH_F_LEVEL(X, A2)                                                                              \
    DH_F_LEVEL(X, A3)                                                                              \
    DH_F_LEVEL(X, A4)                                                                              \
    DH_F_LEVEL(X, A5)                                                                              \
    DH_F_MAKE(X, K0)                                                                               \
    DH_F_MAKE(X, K1)                                                                               \
    DH_F_MAKE(X, K2)                                                                               \
    DH_F_MAKE(X, K3)                                                                               \
    DH_F_MAKE(X, K4)                                                                               \
    DH_F_REPEAT(X, R0)                                                                             \
    DH_F_REPEAT(X, R1)                                                                             \
    DH_F_REPEAT(X, R2)                                                                             \
    DH_F_REPEAT(X, R3)                                                                             \
    DH_F_REPEAT(X, R4)                                                                             \
    DH_F_REPEAT(X, R5)                                                                             \
    DH_F_CONTAINER(X, B0)                                                                          \
    DH_F_CONTAINER(X, B1)                                                                          \
    DH_F_CONTAINER(X, B2)                                                                          \
    DH_F_CONTAINER(X, B3)                                                                          \
    DH_F_CONTAINER(X, B4)                                                                          \
    DH_F_POSITION(X)                                                                               \
    DH_F_NEIGHBOUR(X, XP2)                                                                         \
    DH_F_NEIGHBOUR(X, XP1)                                                                         \
    DH_F_NEIGHBOUR(X, XN1)                                                                         \
    DH_F_NEIGHBOUR(X, XN2)                                                                         \
    DH_F_WINDOW(X, W3)                                                                             \
    DH_F_WINDOW(X, W8)                                                                             \
    DH_F_META(X)

/* clang-format on */
#define DH_F_ENUM(name) DH_F_##name,
enum dh_feature { DH_FEATURE_LIST(DH_F_ENUM) DH_FEATURES };
#undef DH_F_ENUM

enum { DH_LEVELS = 6, DH_REPEATS = 6 };

const char *dh_feature_name(enum dh_feature f); /* "T_CHARS"; NULL past the last */

/* The features of block i. */
void dh_features_of(const struct dh_overview *v, uint32_t i, float out[DH_FEATURES]);

#endif
