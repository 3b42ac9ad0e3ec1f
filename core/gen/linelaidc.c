/* SPDX-License-Identifier: MIT */
/* linelaidc: lays the line model and the second look out when the program is built, by its
 * own code, and prints the arrays as core/text/model/linelaid.c includes them. Exit 1: no memory,
 * or no forest. */
#include "gen/laidprint.h"
#include "text/model/linemodel.h"
#include "text/model/second.h"

int main(void)
{
    return !dh_laid_print("lines", &dh_linemodel_builtin, DH_TRAITS) ||
           !dh_laid_print("second", &dh_second_builtin, DH_SECONDS);
}
