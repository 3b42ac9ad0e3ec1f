/* SPDX-License-Identifier: MIT */
/* Lines that tell who wrote and when: bylines, dates, the heads of posts. */
#include "html/refine/refine.h"
#include "meta/date/date.h"
#include "meta/name/personname.h"

enum {
    BYLINE_WORDS = 20,
    STAMP_WORDS = 10,
    STAMP_CHARS = 40,
    ROLE_WORDS = 6,
    POST_STAMP_WORDS = 6,
    POST_HEAD_WORDS = 14,
    DATE_DIGITS = 8
};
static const float STAMP_PART = .15f; /* of characters: digits */
/* Of a line's words: the author's name, in one with as many digits, and in another. */
static const float STAMP_AUTHOR = .2f, LINE_AUTHOR = .3f;

/* The author's name and a date in one line without a stop, but that of "a.m." behind the figures.
 */
static bool is_byline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool stamp = (float)k->digits > STAMP_PART * (float)k->chars;
    return !v->facts[i].heading && v->facts[i].author >= (stamp ? STAMP_AUTHOR : LINE_AUTHOR) &&
           k->digits && k->words < BYLINE_WORDS && (stamp || !(k->is & DH_IS_SENTENCE_END));
}

/* When a post of a live blog was written, and by whom. */
bool dh_is_post_stamp(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_TIME && k->is & DH_IS_DIGIT_START && !(k->is & DH_IS_SENTENCE_END) &&
           k->words <= POST_STAMP_WORDS && !v->facts[i].heading &&
           (dh_near_within(k, DH_SIGN_DATE, 1) || dh_block_leading(v->b, i) >> DH_SIGN_DATE & 1);
}

/* A date, with a name or a time, and no sentence. Scripts without spaces have many words in few
 * characters. */
static bool is_stamp_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool date = k->cue_any & 1u << DH_CUE_DATE || k->is & DH_IS_TIME || k->digits >= DATE_DIGITS;
    if ((k->words > STAMP_WORDS && k->chars > STAMP_CHARS) ||
        (float)k->digits <= STAMP_PART * (float)k->chars ||
        k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END))
        return false;
    char unused[DH_DATE_MAX];
    return date || dh_date_parse(dh_block_text(v->b, i), DH_STR_NONE, unused);
}

/* What forums put above each post: the thread's name ("Re: Harbour lamps"), and who wrote when. */
static bool is_post_head(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool answers = dh_str_starts(dh_block_text(v->b, i), DH_STR("Re: ")) &&
                   v->facts[i].copies >= 2 && !(k->is & DH_IS_SENTENCE_END);
    bool stamp = (float)k->digits > STAMP_PART * (float)k->chars && k->words <= POST_HEAD_WORDS &&
                 !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) && !v->facts[i].heading;
    return answers || (dh_near_within(k, DH_SIGN_BYLINE, 0) && stamp);
}

bool dh_is_byline_or_post_head(const struct dh_overview *v, uint32_t i)
{
    return is_byline(v, i) || is_post_head(v, i);
}

/* Names, and no more, right above a line with the date: "Ann Lee and Bo Ray". */
static bool is_name_above_stamp(const struct dh_overview *v, uint32_t i)
{
    enum { NAMES_WORDS = 6 };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    return i + 1 < v->b->n_blocks && k->words <= NAMES_WORDS && !v->facts[i].heading &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) && dh_names_only(text) &&
           !dh_names_no_person(text) && is_stamp_line(v, i + 1);
}

/* "By Ann Lee", and no more. */
static bool is_lone_byline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_start & 1u << DH_CUE_BYLINE && k->words <= ROLE_WORDS &&
           v->facts[i].author >= .3f && !(k->is & DH_IS_SENTENCE_END);
}

/* A few words below a byline, and no sentence: what the writer is, or for whom. */
static bool is_role_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return i && is_lone_byline(v, i - 1) && k->words <= ROLE_WORDS && !v->facts[i].heading &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END | DH_IS_COLON_END));
}

/* When the story was written, by whom, or what it is filed under. */
bool dh_is_head_line(const struct dh_overview *v, uint32_t i)
{
    return is_stamp_line(v, i) || is_lone_byline(v, i) || is_role_line(v, i) ||
           is_name_above_stamp(v, i) || dh_is_filing_line(v, i);
}
