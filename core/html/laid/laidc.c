/* SPDX-License-Identifier: MIT */
/* laidc: lays the block model out when the program is built, by the program's own code, and prints
 * the arrays as core/html/modellaid.c includes them. Exit 1: no memory, or no forest. */
#include <stdio.h>

#include "base/cuts.h"
#include "base/grove.h"
#include "html/features.h"
#include "html/model.h"

static void print_floats(const char *name, const float *x, size_t n)
{
    printf("static const float %s[] = {", name);
    for (size_t i = 0; i < n; i++)
        printf("%.9ef,", (double)x[i]); /* as many digits as give the same number back */
    printf("};\n");
}

static void print_numbers(const char *name, const uint32_t *x, size_t n)
{
    printf("static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < n; i++)
        printf("%u,", x[i]);
    printf("};\n");
}

static void print_trees(const struct dh_laid *as, const struct dh_forest *f)
{
    printf("static const struct dh_laid_node nodes[] = {");
    for (uint32_t i = 0; i < f->n_nodes; i++)
        printf("{%u,%u,%u},", as->nodes[i].feature, as->nodes[i].step, as->nodes[i].key);
    printf("};\n");
    print_numbers("roots", as->roots, f->n_trees);
    print_floats("rest", as->rest, DH_LAID_RESTS + 1);
}

static void print_cuts(const struct dh_laid_cuts *as, const struct dh_forest *f)
{
    printf("static const struct dh_laid_cut cuts[] = {");
    for (uint32_t i = 0; i < as->first[f->n_trees]; i++)
        printf("{%.9ef,%u,%u},", (double)as->cuts[i].value, as->cuts[i].keep, as->cuts[i].at);
    printf("};\n");
    print_numbers("first", as->first, f->n_trees + 1u);
    print_floats("answers", as->answers, (size_t)f->n_trees * DH_CUTS_LEAVES);
}

int main(void)
{
    const struct dh_forest *f = &dh_model_builtin;
    struct dh_grove *g = NULL;
    struct dh_laid_cuts cuts;
    if (dh_grove_new(&g, dh_mem_default(), f, DH_FEATURES) ||
        dh_cuts_lay(&cuts, dh_mem_default(), f) || !cuts.cuts)
        return 1;
    print_trees(dh_grove_laid(g), f);
    print_cuts(&cuts, f);
    dh_cuts_unlay(&cuts, dh_mem_default());
    dh_grove_free(g, dh_mem_default());
    return fflush(stdout) != 0;
}
