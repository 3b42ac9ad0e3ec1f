/* SPDX-License-Identifier: MIT */
/* Finds the rows of a table whose names have the length and first letter of one that is asked for,
 * whatever their case: mostly none or one, and the caller compares them. Made anew for each page,
 * which takes less than one search through the table. Read only once it is made: any thread. */
#ifndef DH_NAMEINDEX_H
#define DH_NAMEINDEX_H

#include <stdint.h>

#include "base/str.h"

enum { DH_NAME_CHAINS = 64, DH_NAME_ROWS = 255 };

/* Numbers of rows plus one; 0: no more. Zeroed it is empty. */
struct dh_name_index {
    uint8_t first[DH_NAME_CHAINS], next[DH_NAME_ROWS];
};

/* The chain of a name that is not empty. */
static inline size_t dh_name_chain(struct dh_str name)
{
    return (name.n * 7 + (name.p[0] & 31u)) % DH_NAME_CHAINS;
}
/* Adds a row; its name is not empty. What was added last comes first. */
static inline void dh_name_add(struct dh_name_index *x, size_t row, struct dh_str name)
{
    uint8_t *chain = &x->first[dh_name_chain(name)];
    x->next[row] = *chain;
    *chain = (uint8_t)(row + 1);
}
/* The rows that may be meant, one after the other, each plus one: start with at = 0; 0: no more.
 * The name is not empty. */
static inline unsigned dh_name_next(const struct dh_name_index *x, struct dh_str name, unsigned at)
{
    return at ? x->next[at - 1] : x->first[dh_name_chain(name)];
}

#endif
