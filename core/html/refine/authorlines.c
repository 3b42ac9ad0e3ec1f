/* SPDX-License-Identifier: MIT */
/* What a page says of its author beside the story: lines with the name, and who it is. */
#include "base/utf8.h"
#include "html/block/wordhash.h"
#include "html/refine/refine.h"
#include "meta/name/personname.h"

enum {
    BIO_TAIL = 120,
    BIO_WORDS = 6,
    BIO_LEAD = 6,
    BIO_NAMES = 24,
    NAME_ALONE = 3, /* words: more may be several names */
    BIOS_MAX = 3
};

/* Whether a word of the text, counted as its tokens are, begins with a small letter. */
static bool is_small(struct dh_str s, uint32_t word)
{
    bool open = false;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        unsigned c = dh_utf8_class(cp);
        bool part = c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK);
        if (part && (!open || c & DH_C_WIDE) && word-- == 0)
            return c & DH_C_LOWER;
        if (cp != 0xAD && cp != 0x200B) /* these stand inside words */
            open = part && !(c & DH_C_WIDE);
    }
    return false;
}

/* How many words stand alike at the beginnings of t and who. */
static uint32_t words_alike(const uint32_t *t, uint32_t n, const uint32_t *who, uint32_t n_who)
{
    uint32_t m = 0;
    while (m < n && m < n_who && t[m] == who[m])
        m++;
    return m;
}

/* Whether block i begins with an author's whole name in a script that parts no words, or in one
 * word: names are said in full there. */
static bool begins_with_name(const struct dh_overview *v, uint32_t i)
{
    enum { WIDE_MIN = 3, WIDE_MAX = 8, BYTES_MIN = 6 };
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t *t = v->b->tokens + k->token, *who = v->b->tokens + v->who;
    struct dh_str text = dh_block_text(v->b, i);
    bool word = v->n_who == 1 && text.n > BYTES_MIN && (unsigned char)text.p[0] >= 0xE0 &&
                dh_str_find_byte(text, ' ') >= BYTES_MIN;
    bool wide = 2 * k->wide >= k->chars && v->n_who >= WIDE_MIN && v->n_who <= WIDE_MAX;
    return (word || wide) && k->n_tokens > v->n_who &&
           words_alike(t, k->n_tokens, who, v->n_who) == v->n_who;
}

/* Whether one of the first words of block i and the next stand so in an author's name, and neither
 * end of what is alike is a word like "van der" in it. A name alone is alike up to its end: "New
 * York" is not the Times. "The" stands before the names of newspapers and agencies. */
static bool names_author(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t *t = v->b->tokens + k->token, *who = v->b->tokens + v->who;
    struct dh_str text = dh_block_text(v->b, i);
    uint32_t n = v->n_who < BIO_NAMES ? v->n_who : BIO_NAMES;
    if (begins_with_name(v, i))
        return true;
    if (2 * k->wide >= k->chars || (k->n_tokens && t[0] == dh_wordhash_of(DH_STR("the"))))
        return false;
    for (uint32_t j = 0; j + 1 < k->n_tokens && j < BIO_LEAD; j++)
        for (uint32_t a = 0; a + 1 < n; a++) {
            uint32_t m = words_alike(t + j, k->n_tokens - j, who + a, n - a);
            if (m >= 2 && (n > NAME_ALONE || a + m == n) && !is_small(text, j) &&
                !is_small(text, j + m - 1))
                return true;
        }
    return false;
}

/* An author's name alone, or those of several: over each post of a live blog, under a column. */
bool dh_is_author_line(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS_MAX = 4, NAMES_MAX = 10 };
    static const float WHOLE = .99f, MOST = .75f; /* "and" is no name */
    const struct dh_block *k = &v->b->blocks[i];
    if (v->facts[i].author <= (k->words <= WORDS_MAX ? WHOLE : MOST) || k->words < 2 ||
        k->words > NAMES_MAX || v->facts[i].heading ||
        k->is & (DH_IS_SENTENCE_END | DH_IS_COLON_END) || !names_author(v, i))
        return false;
    struct dh_str text = dh_block_text(v->b, i);
    return k->words <= WORDS_MAX ? dh_names_person(text) : dh_names_only(text);
}

bool dh_is_interview(const struct dh_overview *v, const struct dh_choice *choice)
{
    unsigned lines = 0, questions = 0;
    for (uint32_t i = 0; i + 1 < v->b->n_blocks; i++)
        if (choice[i].keep && dh_is_author_line(v, i)) {
            lines++;
            questions += dh_utf8_is_question(dh_block_text(v->b, i + 1));
        }
    return 2 * questions > lines;
}

void dh_drop_bios(const struct dh_overview *v, struct dh_choice *choice)
{
    const struct dh_block *blocks = v->b->blocks;
    uint32_t bios = 0, n = v->b->n_blocks;
    float words = 0, tail = 0;
    for (uint32_t i = 0; i < n; i++)
        if (choice[i].keep) {
            words += blocks[i].words;
            bios += names_author(v, i);
        }
    if (bios == 0 || bios > BIOS_MAX || words < DH_BELOW_WORDS)
        return;
    for (uint32_t i = n; i-- > 0 && tail < BIO_TAIL;) {
        if (!choice[i].keep)
            continue;
        tail += blocks[i].words;
        if (tail < BIO_TAIL && blocks[i].words >= BIO_WORDS && names_author(v, i) &&
            !(blocks[i].cue_start & 1u << DH_CUE_CREDITS_LINE))
            choice[i].keep = false;
    }
}
