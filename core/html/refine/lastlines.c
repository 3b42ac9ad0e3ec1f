/* SPDX-License-Identifier: MIT */
/* Lines at the end of the text that head nothing, or lead away. */
#include "html/refine/refine.h"

enum { HEAD_WORDS = 12, ANNOUNCE_WORDS = 6, PARAGRAPH_WORDS = 12 };

/* "Seen already?": a few words all of bold that ask. */
static bool is_bold_question(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    return dh_block_is_bold(k) && k->words <= ANNOUNCE_WORDS && text.n && text.p[text.n - 1] == '?';
}

/* A heading, or a line all of bold in the place of one. */
static bool is_label(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool head = v->facts[i].heading || dh_block_is_bold_head(k) || is_bold_question(v, i);
    return k->words <= HEAD_WORDS && head && !(k->cue_start & 1u << DH_CUE_CREDITS_LINE);
}

/* A line all of bold, no heading, below one that is not. */
static bool is_bold_below_text(const struct dh_overview *v, const struct dh_choice *choice,
                               uint32_t i)
{
    const struct dh_block *blocks = v->b->blocks;
    uint32_t above = i;
    while (above-- > 0 && !choice[above].keep)
        ;
    return dh_block_is_bold(&blocks[i]) && !v->facts[i].heading && above < i &&
           !dh_block_is_bold(&blocks[above]);
}

/* Labels at the end of the text whose links went ("Have you seen?", "Our blogs") head nothing, nor
 * do such in bold, whatever followed. That a story had sources it says by naming them. */
static void drop_last_labels(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t n = v->b->n_blocks, next = n; /* the next block with words */
    for (uint32_t i = n; i-- > 0;) {
        if (choice[i].keep) {
            if (next == n || !is_label(v, i) ||
                !(dh_is_link_line(v, next) || is_bold_below_text(v, choice, i)))
                return;
            choice[i].keep = false;
        } else if (v->b->blocks[i].n_tokens)
            next = i;
    }
}

/* A few words that announce what stands below: "Other stories:". */
static bool announces(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_COLON_END && k->words <= ANNOUNCE_WORDS && k->link == 0 &&
           !(k->cue_start & 1u << DH_CUE_CREDITS_LINE);
}

/* At the end of the text such a line and links below it lead to other stories, few as they are. So
 * does a single link below a paragraph. */
static void drop_last_links(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t n = v->b->n_blocks, links = 0, i = n;
    for (; i-- > 0;) {
        if (!choice[i].keep)
            continue;
        if (!dh_is_link_line(v, i) || dh_shows_address(v, i))
            break;
        links++;
    }
    if (i >= n || !links)
        return;
    const struct dh_block *above = &v->b->blocks[i];
    if (links == 1 && 2 * above->link < above->n && above->words >= PARAGRAPH_WORDS)
        i++;
    else if (!announces(v, i))
        return;
    for (; i < n; i++)
        choice[i].keep = false;
}

/* Whether a label of categories or tags stands in s: "Category : ", "Tags: ". Stems without their
 * first letters, which may be large or small, but for "tags", which ends other words. */
static bool names_category(struct dh_str s)
{
    static const char *const stems[] = { "ategor", "ategór", "atégor",   " tags",
                                         " Tags",  "chlagw", "ubrik",    "ubriqu",
                                         "úbrica", "атегор", "убрик",    "ατηγορ",
                                         "分类",   "分類",   "カテゴリ", "카테고리" };
    for (size_t i = 0; i < DH_LEN(stems); i++) {
        size_t at = dh_str_find(s, dh_str_c(stems[i]));
        struct dh_str rest = dh_str_sub(s, at + 1, s.n);
        size_t colon = dh_str_find_byte(rest, ':'), blank = dh_str_find_byte(rest, ' ');
        if (at < s.n && colon < rest.n && colon <= blank + 1)
            return true;
    }
    return false;
}

bool dh_is_filing_line(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS = 40, DIGITS_MIN = 4, DIGITS = 8 };
    const struct dh_block *k = &v->b->blocks[i];
    bool dated = k->digits >= DIGITS || (k->digits >= DIGITS_MIN && k->cue_any & 1u << DH_CUE_DATE);
    return dated && k->words <= WORDS && !(k->is & DH_IS_SENTENCE_END) &&
           names_category(dh_block_text(v->b, i));
}

/* A date and what a post is filed under may end its text. */
static void drop_filing_line(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t i = v->b->n_blocks;
    while (i-- > 0)
        if (choice[i].keep) {
            choice[i].keep = !dh_is_filing_line(v, i);
            return;
        }
}

void dh_drop_last_lines(const struct dh_overview *v, struct dh_choice *choice)
{
    drop_filing_line(v, choice);
    drop_last_links(v, choice);
    drop_last_labels(v, choice);
}
