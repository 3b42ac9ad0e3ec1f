/* SPDX-License-Identifier: MIT */
#include "gen/laidprint.h"

#include <stdio.h>

#include "base/cuts.h"
#include "base/grove.h"

static void print_floats(const char *model, const char *name, const float *x, size_t n)
{
    printf("static const float %s_%s[] = {", model, name);
    for (size_t i = 0; i < n; i++)
        printf("%.9ef,", (double)x[i]); /* as many digits as give the same number back */
    printf("};\n");
}

static void print_numbers(const char *model, const char *name, const uint32_t *x, size_t n)
{
    printf("static const uint32_t %s_%s[] = {", model, name);
    for (size_t i = 0; i < n; i++)
        printf("%u,", x[i]);
    printf("};\n");
}

static void print_trees(const char *model, const struct dh_laid *as, const struct dh_forest *f)
{
    printf("static const struct dh_laid_node %s_nodes[] = {", model);
    for (uint32_t i = 0; i < f->n_nodes; i++)
        printf("{%u,%u,%u},", as->nodes[i].feature, as->nodes[i].step, as->nodes[i].key);
    printf("};\n");
    print_numbers(model, "roots", as->roots, f->n_trees);
    print_floats(model, "rest", as->rest, DH_LAID_RESTS + 1);
}

static void print_cuts(const char *model, const struct dh_laid_cuts *as, const struct dh_forest *f)
{
    printf("static const struct dh_laid_cut %s_cuts[] = {", model);
    for (uint32_t i = 0; i < as->first[f->n_trees]; i++)
        printf("{%.9ef,%u,%u},", (double)as->cuts[i].value, as->cuts[i].keep, as->cuts[i].at);
    printf("};\n");
    print_numbers(model, "first", as->first, f->n_trees + 1u);
    print_floats(model, "answers", as->answers, (size_t)f->n_trees * DH_CUTS_LEAVES);
}

bool dh_laid_print(const char *model, const struct dh_forest *f, uint32_t n_features)
{
    const struct dh_allocator *m = dh_mem_default();
    struct dh_grove *g = NULL;
    struct dh_laid_cuts cuts = { .cuts = NULL };
    bool ok = !dh_grove_new(&g, m, f, n_features) && !dh_cuts_lay(&cuts, m, f) && cuts.cuts;
    if (ok) {
        print_trees(model, dh_grove_laid(g), f);
        print_cuts(model, &cuts, f);
    }
    dh_cuts_unlay(&cuts, m);
    dh_grove_free(g, m);
    return ok && fflush(stdout) == 0;
}
