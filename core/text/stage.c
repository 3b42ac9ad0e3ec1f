/* SPDX-License-Identifier: MIT */
#include "text/stage.h"

#include "base/err.h"
#include "base/file.h"
#include "base/grove.h"
#include "text/cues/rulenames.h"
#include "text/cues/tables.h"
#include "text/model/linemodel.h"
#include "text/model/second.h"
#include "text/sight/recall.h"

enum {
    RULES_MAX = 16 << 20, /* bytes of a file of rules */
    RECALL = 16 << 20     /* bytes for lines that were read lately, where nobody says */
};

static enum dh_err read_users(struct dh_forms *f, const char *path, struct dh_detail *d)
{
    struct dh_buf b;
    dh_buf_init(&b, f->mem, RULES_MAX);
    enum dh_err e = dh_file_read(path, &b, d);
    if (e != DH_OK && e != DH_ENOMEM)
        e = DH_ECONFIG; /* a rules file is configuration, not an input */
    if (e == DH_OK) {
        struct dh_detail why = { .code = DH_OK };
        e = dh_tables_read(f, dh_buf_str(&b), true, &why);
        if (e == DH_ENOMEM)
            dh_no_memory(d);
        else if (e)
            dh_fail(d, e, why.pos, "rules '%s', %s", path, why.msg);
    }
    dh_buf_release(&b);
    return e;
}

/* The user's rows on top of the built-in ones: all are compiled anew. */
static enum dh_err compile(struct dh_text *t, const char *path, struct dh_detail *d)
{
    struct dh_forms *f = NULL;
    enum dh_err e = dh_forms_new(&f, t->mem);
    if (e == DH_OK)
        e = dh_tables_read(f, dh_tables_builtin(), false, d);
    if (e == DH_OK)
        e = read_users(f, path, d);
    if (e == DH_OK)
        e = dh_forms_seal(f, &t->cues);
    dh_forms_free(f);
    return e;
}

enum dh_err dh_text_new(struct dh_text **out, const struct dh_allocator *m,
                        const struct dh_text_options *o, struct dh_detail *d)
{
    struct dh_text *t = dh_mem_zeroed(m, 1, sizeof *t);
    if (!t)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    t->mem = m;
    t->lines = o && o->lines ? o->lines : &dh_linemodel_builtin;
    t->second = o && o->second ? o->second : &dh_second_builtin;
    t->seen = o ? o->seen : NULL;
    t->seen_self = o ? o->seen_self : NULL;
    dh_tokens_init(&t->words, m);
    t->recall = dh_recall_new(m, o && o->recall ? o->recall : RECALL);
    t->sample.recall = t->recall;
    enum dh_err e =
        o && o->rules_path ? compile(t, o->rules_path, d) : dh_cues_builtin(&t->cues, m);
    if (e == DH_ENOMEM)
        dh_fail(d, e, 0, "out of memory");
    if (e == DH_OK && o)
        e = dh_rulenames_check(t->cues, o->without, d);
    if (e == DH_OK && o && o->without.n) {
        t->without = dh_mem_resize(m, NULL, o->without.n);
        if (t->without) {
            for (size_t i = 0; i < o->without.n; i++)
                t->without[i] = o->without.p[i];
            t->without_n = o->without.n;
            dh_cues_without(t->cues, o->without);
        } else {
            e = dh_fail(d, DH_ENOMEM, 0, "out of memory");
        }
    }
    if (e) {
        dh_text_free(t);
        return e;
    }
    *out = t;
    return DH_OK;
}

void dh_text_free(struct dh_text *t)
{
    if (!t)
        return;
    dh_cues_free(t->cues);
    dh_tokens_release(&t->words);
    dh_recall_free(t->recall);
    dh_grove_free(t->grove, t->mem);
    dh_grove_free(t->second_grove, t->mem);
    dh_mem_free(t->mem, t->without);
    dh_mem_free(t->mem, t);
}
