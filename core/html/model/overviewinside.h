/* SPDX-License-Identifier: MIT */
/* What dh_overview_read (overview.h) is made of besides overview.c: agreement with the metadata
 * (agree.c) and copies (copies.c). For html/ alone. One thread a page. */
#ifndef DH_OVERVIEWINSIDE_H
#define DH_OVERVIEWINSIDE_H

#include "html/model/overview.h"
#include "html/model/slots.h"

/* A page with more words has no table of its grams, and is not searched for copies inside blocks.
 */
enum { DH_GRAMS_MAX = 1 << 20 };

/* The gram that begins with token i of a block. */
static inline uint64_t dh_overview_gram(const struct dh_overview *v, uint32_t i)
{
    return v->grams ? v->grams[i] : dh_gram(v->b->tokens + i);
}

/* What blocks share with the page's headlines, description, author and articleBody. false: the
 * arena or the tokens are full. */
bool dh_overview_agree(struct dh_overview *v, struct dh_blocks *b, struct dh_str url,
                       struct dh_str author);
/* Blocks that stand there twice, as a whole or in part; the page's own tokens are the first
 * n_tokens. false: the arena is full. */
bool dh_overview_copies(struct dh_overview *v, uint32_t n_tokens);

#endif
