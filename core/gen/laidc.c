/* SPDX-License-Identifier: MIT */
/* laidc: lays the block model out when the program is built, by the program's own code, and prints
 * the arrays as core/html/model/modellaid.c includes them. Exit 1: no memory, or no forest. */
#include "gen/laidprint.h"
#include "html/model/features.h"
#include "html/model/model.h"

int main(void)
{
    return !dh_laid_print("blocks", &dh_model_builtin, DH_FEATURES);
}
