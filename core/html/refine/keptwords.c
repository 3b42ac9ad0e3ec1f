/* SPDX-License-Identifier: MIT */
/* What is kept so far. */
#include "html/refine/refine.h"

uint32_t dh_kept_above(const struct dh_choice *choice, uint32_t i, uint32_t gap)
{
    uint32_t above = i;
    while (above && above + gap > i && !choice[above - 1].keep)
        above--;
    return above && choice[above - 1].keep ? above : 0;
}

float dh_kept_words(const struct dh_overview *v, const struct dh_choice *choice, uint32_t first,
                    uint32_t end)
{
    float words = 0;
    for (uint32_t i = first; i < end; i++)
        words += choice[i].keep ? v->b->blocks[i].words : 0;
    return words;
}
