/* SPDX-License-Identifier: MIT */
/* Runs text/ alone on scraped texts and prints what the training and scoring of the line model
 * want.
 *
 *   fragments [--model FILE] [--second FILE] [--features FILE | --second-features FILE] < NAMES
 *
 * NAMES: one path a line. Standard output: a line of JSON a text, {"id", "text", "removed": [[rule,
 * text]]}.
 * --model     a table in the text form that trainlines.py writes, instead of the built-in one
 * --second    the same of the second look
 * --second-features  what the second look reads of the same lines, as native floats to FILE, and
 * "limits": what it is to say at least, in thousandths; the first line of output names it
 * --features  the traits of all fragments that no rule strikes, as native floats to FILE, and
 * "lines": their texts in the JSON, "limits": the scores above which they go, in thousandths; the
 * first line of output names the traits */
#include <errno.h>
#include <string.h>

#include "evalmodel.h"
#include "named.h"
#include "repeat/repeat.h"
#include "text/model/linemodel.h"
#include "text/model/second.h"
#include "text/text.h"

struct run {
    struct dh_text *text;
    struct dh_page page;
    struct dh_buf out;
    FILE *features;
    struct dh_grove *lines; /* of --second-features */
    bool failed;
};

static void add_name(struct dh_buf *out, const char *name)
{
    dh_buf_add(out, DH_STR(",\""));
    dh_buf_add(out, dh_str_c(name));
    dh_buf_add(out, DH_STR("\":"));
}

static void add_limit(struct run *r, bool first, float limit)
{
    char number[16];
    snprintf(number, sizeof number, first ? "[%d" : ",%d", (int)(limit * 1000));
    dh_buf_add(&r->out, dh_str_c(number));
}

static void add_limits(struct run *r, const struct dh_traits *t)
{
    bool first = true;
    add_name(&r->out, "limits");
    for (uint32_t at = 0; at < t->n; at++) {
        if (!dh_traits_asked(t, at))
            continue;
        add_limit(r, first, dh_linemodel_limit(t, at));
        first = false;
    }
    dh_buf_add(&r->out, first ? DH_STR("[]") : DH_STR("]"));
}

static void seen_second(void *self, struct dh_traits *t)
{
    struct run *r = self;
    struct dh_second s;
    float y[DH_SECONDS];
    if (dh_second_read(&s, t, r->lines)) {
        r->failed = true;
        return;
    }
    add_name(&r->out, "limits");
    for (uint32_t k = 0; k < s.n; k++) {
        dh_second_of(&s, k, y);
        r->failed |= fwrite(y, sizeof y, 1, r->features) != 1;
        add_limit(r, k == 0, dh_linemodel_second_limit(&s, k));
    }
    dh_buf_add(&r->out, s.n ? DH_STR("]") : DH_STR("[]"));
}

static void seen(void *self, struct dh_traits *t)
{
    struct run *r = self;
    float x[DH_TRAITS];
    bool first = true;
    add_name(&r->out, "lines");
    for (uint32_t at = 0; at < t->n; at++) {
        size_t i = t->seq[at];
        if (!dh_traits_asked(t, at))
            continue;
        dh_traits_of(t, at, x);
        r->failed |= fwrite(x, sizeof x, 1, r->features) != 1;
        dh_buf_byte(&r->out, first ? '[' : ',');
        dh_json_add(&r->out, dh_page_fragment(t->page, i));
        first = false;
    }
    dh_buf_add(&r->out, first ? DH_STR("[]") : DH_STR("]"));
    add_limits(r, t);
}

static void add_removed(struct run *r)
{
    const struct dh_page *p = &r->page;
    add_name(&r->out, "removed");
    dh_buf_byte(&r->out, '[');
    bool first = true;
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (!p->fragments[i].removed)
            continue;
        dh_buf_add(&r->out, first ? DH_STR("[") : DH_STR(",["));
        dh_json_add(&r->out, p->fragments[i].rule);
        dh_buf_byte(&r->out, ',');
        dh_json_add(&r->out, dh_page_fragment(p, i));
        dh_buf_byte(&r->out, ']');
        first = false;
    }
    dh_buf_byte(&r->out, ']');
}

static enum dh_err judge(void *self, struct dh_str bytes, struct dh_detail *d)
{
    struct run *r = self;
    struct dh_page *p = &r->page;
    p->raw = bytes;
    enum dh_err e = dh_text_read(p, DH_STR_NONE, d);
    if (e == DH_OK)
        e = dh_text_normal(p);
    if (e == DH_OK)
        e = dh_text_judge(r->text, p);
    if (e == DH_OK)
        e = dh_repeat_page(p);
    for (size_t i = 0; e == DH_OK && i < p->n_fragments; i++)
        p->fragments[i].removed = dh_page_goes(p, i);
    return e ? e : dh_page_finish(p);
}

static bool tell(void *self)
{
    struct run *r = self;
    add_name(&r->out, "text");
    dh_json_add(&r->out, r->page.text);
    add_removed(r);
    return !r->failed;
}

static void name_traits(bool second)
{
    const char *name;
    for (int i = 0; (name = second ? dh_second_name((enum dh_second_trait)i)
                                   : dh_trait_name((enum dh_trait)i)) != NULL;
         i++)
        printf("%s%s", i ? " " : "", name);
    putchar('\n');
}

static struct dh_forest *read_forest(const char *path, unsigned n_features, struct dh_forest *m)
{
    if (load_forest(path, n_features, m))
        return m;
    fprintf(stderr, "fragments: '%s' is no model\n", path);
    return NULL;
}

int main(int argc, char **argv)
{
    struct run r = { 0 };
    struct dh_forest model = { 0 }, second = { 0 };
    struct dh_text_options o = { .seen_self = &r };
    for (int i = 1; i < argc; i++) {
        bool of_second = strcmp(argv[i], "--second-features") == 0;
        if ((of_second || strcmp(argv[i], "--features") == 0) && i + 1 < argc) {
            r.features = fopen(argv[++i], "wb");
            if (!r.features) {
                fprintf(stderr, "fragments: cannot create '%s': %s\n", argv[i], strerror(errno));
                return 73;
            }
            o.seen = of_second ? seen_second : seen;
            name_traits(of_second);
        } else if (strcmp(argv[i], "--model") == 0 && i + 1 < argc) {
            o.lines = read_forest(argv[++i], DH_TRAITS, &model);
            if (!o.lines)
                return 65;
            model.first = DH_LINEMODEL_FIRST;
            model.hopeless = DH_LINEMODEL_HOPELESS;
            model.surely = DH_LINEMODEL_SURELY;
        } else if (strcmp(argv[i], "--second") == 0 && i + 1 < argc) {
            o.second = read_forest(argv[++i], DH_SECONDS, &second);
            if (!o.second)
                return 65;
        } else {
            fprintf(stderr, "fragments: unknown option '%s'\n", argv[i]);
            return 64;
        }
    }
    if (dh_text_new(&r.text, dh_mem_default(), &o, NULL) ||
        dh_grove_new(&r.lines, dh_mem_default(), o.lines ? o.lines : &dh_linemodel_builtin,
                     DH_TRAITS))
        return 70;
    dh_page_init(&r.page, dh_mem_default(), 256 << 20);
    dh_buf_init(&r.out, dh_mem_default(), DH_PAGE_MAX);
    const struct named names = { "fragments", &r.page, &r.out, judge, tell, &r };
    bool ok = named_all(&names);
    dh_text_free(r.text);
    dh_grove_free(r.lines, dh_mem_default());
    dh_page_release(&r.page);
    dh_buf_release(&r.out);
    free((void *)model.nodes);
    free((void *)model.roots);
    free((void *)second.nodes);
    free((void *)second.roots);
    return (r.features && fclose(r.features)) || !ok ? 74 : 0;
}
