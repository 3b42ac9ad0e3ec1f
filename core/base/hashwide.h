/* SPDX-License-Identifier: MIT */
/* dh_hash128 where the machine takes 32 bytes in one step. For hash.c alone; any thread. */
#ifndef DH_HASHWIDE_H
#define DH_HASHWIDE_H

#include "base/hash.h"

/* Whether this machine hashes long texts the wide way. */
bool dh_hash_is_wide(void);
/* The same answer; not to be asked elsewhere. s is not empty. */
struct dh_hash128 dh_hash128_wide(struct dh_str s);

#endif
