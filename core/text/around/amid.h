/* SPDX-License-Identifier: MIT */
/* Lines that stand amid the story: what is in doubt by its words is the story's where the lines
 * beside it are, such as a crosshead between two paragraphs. Ads and pictures may stand between. i
 * is a fragment of z->page. Constant time, but for dates and words that the line below speaks of:
 * linear. Any thread. */
#ifndef DH_AMID_H
#define DH_AMID_H

#include "text/around/storyzones.h"

/* Whether the lines before and behind it pass `part`, or are sentences of another kind in words of
 * a site. */
bool dh_amid_two(const struct dh_zones *z, size_t i,
                 bool part(const struct dh_page *, const struct dh_sight *, size_t));
/* Amid the story: it began before and goes on behind, and what stands on either side stays. A link
 * is a crosshead between sentences, too; what names a place or a person asks for paragraphs. */
bool dh_amid(const struct dh_zones *z, size_t i);
/* Whether its place says that what is in doubt belongs to the story. */
bool dh_amid_settled(const struct dh_zones *z, size_t i);
/* Says of no other line that it is chrome, between two sentences: it ends as a sentence, is a label
 * of pictures and a word as headings are ("More pictures"), or has words of no table and no more
 * than a crosshead. */
bool dh_amid_mute(const struct dh_zones *z, size_t i);
/* Up to so many words and no sign, between two sentences of a scraped text: the shape of a
 * crosshead.
 */
bool dh_amid_brief(const struct dh_zones *z, size_t i, unsigned words);
/* The same as dh_amid_button, of a line whose words say that it is chrome. */
bool dh_amid_is_button(const struct dh_zones *z, size_t i);
/* Of that shape, of one word that buttons have; ads and pictures stand there by themselves. */
static inline bool dh_amid_button(const struct dh_zones *z, size_t i)
{
    return z->sights[i].kind != DH_STORY && dh_amid_is_button(z, i);
}
/* A word of buttons that heads a passage: which speaks of that, or among crossheads, where it is
 * the only one ("Design", "Sound", "Share", "Verdict"). */
bool dh_amid_heads(const struct dh_zones *z, size_t i);
/* Between two sentences, with another paragraph above them: who wrote a text stands below its first
 * one at the deepest. */
bool dh_amid_deep(const struct dh_zones *z, size_t i);
/* A line that looks like who wrote the text, deep in the story: a crosshead, if it is the only one.
 */
static inline bool dh_amid_name(const struct dh_zones *z, size_t i)
{
    return z->sights[i].doubt == DH_DOUBT_NAME && z->sights[i].kind == DH_BYLINE &&
           dh_amid_deep(z, i);
}
/* The date of a story stands below its standfirst, too: among its first fragments, and no other
 * beside it. Where there are more they are days of a chronicle or posts. */
bool dh_amid_dated(const struct dh_zones *z, size_t i);
/* The fragment before an attribution stays and is no longer than a post: it is quoted, and stays
 * with its author. */
bool dh_amid_follows_post(const struct dh_page *p, size_t i);
/* A line that is a time, such as stand above posts and in tables. */
static inline bool dh_amid_is_time(const struct dh_zones *z, size_t i)
{
    return i < z->page->n_fragments && z->sights[i].doubt && z->sights[i].kind == DH_STAMP &&
           z->page->fragments[i].kind == DH_STORY;
}
/* Above a sentence, or a line and a sentence: a post of a live blog, with its headline or without.
 */
bool dh_amid_above_post(const struct dh_zones *z, size_t i);
/* A time above a post of a live blog, or above its headline. */
static inline bool dh_amid_post(const struct dh_zones *z, size_t i)
{
    return dh_amid_is_time(z, i) && dh_amid_above_post(z, i);
}

#endif
