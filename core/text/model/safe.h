/* SPDX-License-Identifier: MIT */
/* What of a text stays whatever the trees of the line model say: headlines, signatures, posts of a
 * live blog, sentences of a text of few paragraphs; whole texts of these: briefs.h. And what
 * several such questions ask of a line. Functions of the text and of what was struck in it so far;
 * `at` is a place of the sequence. Any thread. */
#ifndef DH_SAFE_H
#define DH_SAFE_H

#include "text/model/traits.h"

/* A result of sports: two names and two figures. */
bool dh_safe_result(const struct dh_traits *t, uint32_t at);

/* "02.02 Uhr: The ferry sails again": begins with a time, and one of the next so many lines is a
 * paragraph that stays, as below the headline of a post in a live blog. */
bool dh_safe_post(const struct dh_traits *t, uint32_t at, uint32_t far);

/* Whether the line stays, and needs no score. */
bool dh_safe_line(const struct dh_traits *t, uint32_t at);

/* Whether the model struck the line, and no rule. */
bool dh_safe_by_model(const struct dh_traits *t, uint32_t at);

/* An ad, a picture, or a link that says where it leads, struck by a rule: put into a story between
 * its lines. */
bool dh_safe_insert(const struct dh_traits *t, uint32_t at);

/* In the last quarter of a text that has a paragraph further up: where a site tells of itself. */
bool dh_safe_foot(const struct dh_traits *t, uint32_t at);

/* "The lift", "News in brief": a headline of few words. Names and menus are written with capitals,
 * and so are headlines that need not be told from those. */
bool dh_safe_short_title(const struct dh_traits *t, uint32_t at, bool capitals);

/* The first line of all, with who wrote the text below it, or when, or buttons to share it: its
 * headline, of however few words. */
bool dh_safe_top(const struct dh_traits *t, uint32_t at);
/* Few of its words are such as sites have in menus. */
bool dh_safe_own(const struct dh_traits *t, uint32_t at);

/* Of the line's own traits. A sentence, or what announces a list behind whole sentences: it is
 * missed more than a line without a stop. */
bool dh_safe_sentence(const uint16_t *own);
/* A line of some words that may be a headline: no date, time or trail of links. */
bool dh_safe_title(const uint16_t *own);
/* No figures in it, as bylines have, nor words that ran together. */
bool dh_safe_plain(const uint16_t *own);

#endif
