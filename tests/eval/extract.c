/* SPDX-License-Identifier: MIT */
/* Runs html/ alone on files and prints what the evaluation wants.
 *
 *   extract [--rules] [--model FILE] [--features FILE] [--whole] [--all] < NAMES
 *
 * NAMES: one path a line. Standard output: a line of JSON a page, {"id", "text"}: id is the path,
 * text the body.
 * --rules     the hand rules instead of the model
 * --model     a model's table in the text form that train.py writes, instead of the built-in one
 * --features  every block of every page: its features as native floats to FILE, and "blocks": their
 * texts in the JSON
 * --whole     the stages behind html/ too: cues and repetition in the page, as `dehusk clean` does
 * --all       adds "dropped": [[kind, rule, text]] of the container, and "confidence" */
#include <errno.h>

#include "evalmodel.h"
#include "html/body.h"
#include "named.h"
#include "tree/charset.h"
#include "repeat/repeat.h"
#include "text/text.h"

struct run {
    struct dh_html_options options;
    struct dh_tree_builder builder;
    struct dh_body body;
    struct dh_page page;
    struct dh_buf out;
    struct dh_text *text; /* NULL: html/ alone */
    FILE *features;
    bool all;
};

static enum dh_err read_page(struct run *r, struct dh_str bytes, struct dh_detail *d)
{
    struct dh_charset_hints hints = { 0 };
    struct dh_str text, charset;
    struct dh_tree tree;
    struct dh_meta meta;
    enum dh_err e;
    r->page.raw = bytes;
    r->page.unit = DH_UNIT_BLOCK;
    if ((e = dh_charset_decode(&r->page.arena, bytes, &hints, &text, &charset, d)) ||
        (e = dh_tree_build(&r->builder, text, &tree, d)) ||
        (e = dh_meta_read(&tree, DH_STR(""), &r->page, &meta)))
        return e;
    return dh_body_read(&r->body, &r->builder, &tree, &meta, &r->options, &r->page, d);
}

static enum dh_err judge(struct run *r)
{
    struct dh_page *p = &r->page;
    enum dh_err e = dh_text_normal(p);
    if (e == DH_OK)
        e = dh_text_judge(r->text, p);
    if (e == DH_OK)
        e = dh_repeat_page(p);
    for (size_t i = 0; e == DH_OK && i < p->n_fragments; i++) {
        p->fragments[i].removed = dh_page_goes(p, i);
    }
    return e ? e : dh_page_finish(p);
}

static void add_text(struct run *r)
{
    const struct dh_page *p = &r->page;
    struct dh_buf text;
    if (r->text) {
        dh_buf_add(&r->out, DH_STR(",\"text\":"));
        dh_json_add(&r->out, p->text);
        return;
    }
    dh_buf_init(&text, dh_mem_default(), DH_PAGE_MAX);
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (dh_page_goes(p, i))
            continue;
        if (text.n)
            dh_buf_byte(&text, '\n');
        dh_buf_add(&text, dh_page_fragment(p, i));
    }
    dh_buf_add(&r->out, DH_STR(",\"text\":"));
    dh_json_add(&r->out, dh_buf_str(&text));
    dh_buf_release(&text);
}

static void add_dropped(struct run *r)
{
    const struct dh_page *p = &r->page;
    char number[64];
    snprintf(number, sizeof number, ",\"confidence\":%.4f,\"source\":", p->confidence);
    dh_buf_add(&r->out, dh_str_c(number));
    dh_json_add(&r->out, p->field[DH_FIELD_SOURCE]);
    dh_buf_add(&r->out, DH_STR(",\"dropped\":["));
    bool first = true;
    for (size_t i = 0; i < p->n_fragments; i++) {
        const struct dh_fragment *f = &p->fragments[i];
        if (!dh_page_goes(p, i))
            continue;
        dh_buf_add(&r->out, first ? DH_STR("[") : DH_STR(",["));
        dh_json_add(&r->out, dh_str_c(dh_kind_name((enum dh_kind)f->kind)));
        dh_buf_byte(&r->out, ',');
        dh_json_add(&r->out, f->rule);
        dh_buf_byte(&r->out, ',');
        dh_json_add(&r->out, dh_page_fragment(p, i));
        dh_buf_byte(&r->out, ']');
        first = false;
    }
    dh_buf_byte(&r->out, ']');
}

static bool seen(void *self, const struct dh_overview *v)
{
    struct run *r = self;
    float x[DH_FEATURES];
    dh_buf_add(&r->out, DH_STR(",\"blocks\":["));
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        dh_features_of(v, i, x);
        if (fwrite(x, sizeof x, 1, r->features) != 1)
            return false;
        if (i)
            dh_buf_byte(&r->out, ',');
        dh_json_add(&r->out, dh_block_text(v->b, i));
    }
    dh_buf_byte(&r->out, ']');
    return true;
}

static enum dh_err work(void *self, struct dh_str bytes, struct dh_detail *d)
{
    struct run *r = self;
    enum dh_err e = read_page(r, bytes, d);
    return e == DH_OK && r->text ? judge(r) : e;
}

static bool tell(void *self)
{
    struct run *r = self;
    add_text(r);
    if (r->all)
        add_dropped(r);
    return true;
}

int main(int argc, char **argv)
{
    struct run r = { .options = { .keep_standfirst = true, .keep_embeds = true } };
    struct dh_forest model;
    const char *features = NULL, *table = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--rules") == 0)
            r.options.extractor = DH_EXTRACTOR_RULES;
        else if (strcmp(argv[i], "--whole") == 0) {
            struct dh_text_options none = { 0 };
            if (dh_text_new(&r.text, dh_mem_default(), &none, NULL))
                return 70;
        } else if (strcmp(argv[i], "--all") == 0)
            r.all = true;
        else if (strcmp(argv[i], "--features") == 0 && i + 1 < argc)
            features = argv[++i];
        else if (strcmp(argv[i], "--model") == 0 && i + 1 < argc)
            table = argv[++i];
        else {
            fprintf(stderr, "extract: unknown option '%s'\n", argv[i]);
            return 64;
        }
    }
    dh_tree_builder_init(&r.builder, dh_mem_default(), 128 << 20);
    dh_page_init(&r.page, dh_mem_default(), 256 << 20);
    dh_buf_init(&r.out, dh_mem_default(), DH_PAGE_MAX);
    dh_body_init(&r.body, dh_mem_default(), 128 << 20);
    if (features) {
        r.features = fopen(features, "wb");
        r.body.seen = seen;
        r.body.seen_self = &r;
        if (!r.features) {
            fprintf(stderr, "extract: cannot create '%s': %s\n", features, strerror(errno));
            return 73;
        }
        for (int i = 0; dh_feature_name((enum dh_feature)i); i++)
            printf("%s%s", i ? " " : "", dh_feature_name((enum dh_feature)i));
        putchar('\n');
    }
    if (table && !load_forest(table, DH_FEATURES, &model)) {
        fprintf(stderr, "extract: '%s' is no model\n", table);
        return 65;
    }
    if (table) {
        model.first = DH_MODEL_FIRST;
        model.hopeless = DH_MODEL_HOPELESS;
        model.surely = DH_MODEL_SURELY;
        r.body.model = &model;
    }
    const struct named names = { "extract", &r.page, &r.out, work, tell, &r };
    bool ok = named_all(&names);
    return (r.features && fclose(r.features)) || !ok ? 74 : 0;
}
