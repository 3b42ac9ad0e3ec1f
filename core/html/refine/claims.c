/* SPDX-License-Identifier: MIT */
/* The box of a fact check, which looks like a card of something else: what was claimed and what it
 * was found to be, as the page's metadata has it, and a label above each ("Claim", "Rating"). */
#include "html/refine/refine.h"

enum { LABEL_WORDS = 3, CLAIM_MIN = 20, APART = 8, STORY_WORDS = 40 };

/* Whether block i says s, but for white space and a full stop or quotation marks around. */
static bool says(const struct dh_overview *v, uint32_t i, struct dh_str s)
{
    enum { AROUND = 8, SHORT = 12, AROUND_SHORT = 2 }; /* bytes */
    struct dh_str text = dh_block_text(v->b, i);
    size_t n = s.n;
    while (n && (s.p[n - 1] == '.' || s.p[n - 1] == ' '))
        n--;
    s = dh_str_sub(s, 0, n);
    size_t most = n + (n < SHORT ? AROUND_SHORT : AROUND);
    return n && text.n >= n && text.n <= most && dh_str_find(text, s) < text.n;
}

/* Whether right above block i stands a label. */
static bool is_labelled(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *above = &v->b->blocks[i ? i - 1 : 0];
    return i && above->words <= LABEL_WORDS && above->link == 0 && !v->facts[i - 1].title;
}

/* Keeps block i and the label above it. */
static void keep(const struct dh_overview *v, struct dh_choice *choice, uint32_t i)
{
    choice[i].keep = true;
    if (is_labelled(v, i) && choice[i - 1].score > DH_STRUCK_SCORE)
        choice[i - 1].keep = true;
}

void dh_keep_claim(const struct dh_overview *v, struct dh_choice *choice)
{
    uint32_t n = v->b->n_blocks, claim = 0;
    struct dh_str said = v->meta->claim, found = v->meta->verdict;
    if (said.n < CLAIM_MIN || dh_kept_words(v, choice, 0, n) < STORY_WORDS)
        return;
    while (claim < n && !says(v, claim, said))
        claim++;
    if (claim == n || v->facts[claim].heading)
        return;
    keep(v, choice, claim);
    for (uint32_t i = claim > APART ? claim - APART : 0; i < n && i <= claim + APART; i++)
        if (is_labelled(v, i) && says(v, i, found) && choice[i].score > DH_STRUCK_SCORE)
            keep(v, choice, i);
}
