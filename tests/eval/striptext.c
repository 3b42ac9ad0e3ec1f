/* SPDX-License-Identifier: MIT */
/* striptext [--explain] FILE...: the stages of text/ and repeat/ alone on scraped texts, as records
 * {"id","text"} for the scorers; with --explain, what was struck instead. What site statistics or
 * copies of a story tell is not in it. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "page/page.h"
#include "repeat/repeat.h"
#include "text/text.h"

static void explain(const struct dh_page *p, const char *path)
{
    for (size_t i = 0; i < p->n_changes; i++) {
        const struct dh_edit *c = &p->changes[i];
        printf("%s\t%u\t%s\t%.*s\t%.*s\t->\t%.*s\n", path, c->at,
               dh_kind_name((enum dh_kind)c->kind), (int)c->rule.n, c->rule.p, (int)c->n,
               p->input.p + c->at, (int)c->now.n, c->now.p ? c->now.p : "");
    }
}

static enum dh_err run(struct dh_text *t, struct dh_page *p, struct dh_detail *d)
{
    enum dh_err e = dh_text_read(p, DH_STR_NONE, d);
    if (e == DH_OK)
        e = dh_text_normal(p);
    if (e == DH_OK)
        e = dh_text_judge(t, p);
#ifdef WITH_REPEAT
    if (e == DH_OK)
        e = dh_repeat_page(p);
#endif
    for (size_t i = 0; e == DH_OK && i < p->n_fragments; i++)
        p->fragments[i].removed = dh_page_goes(p, i);
    return e ? e : dh_page_finish(p);
}

static int clean(struct dh_text *t, const char *path, bool why)
{
    struct dh_buf raw, row;
    struct dh_page p;
    struct dh_detail d = { 0 };
    dh_buf_init(&raw, dh_mem_default(), DH_PAGE_MAX);
    dh_buf_init(&row, dh_mem_default(), SIZE_MAX / 2);
    dh_page_init(&p, dh_mem_default(), SIZE_MAX / 2);
    enum dh_err e = dh_file_read(path, &raw, &d);
    p.raw = dh_buf_str(&raw);
    if (e == DH_OK)
        e = run(t, &p, &d);
    if (e)
        fprintf(stderr, "%s: %s %s\n", path, dh_strerror(e), d.msg);
    else if (why)
        explain(&p, path);
    else {
        dh_buf_add(&row, DH_STR("{\"id\":"));
        dh_json_add(&row, dh_str_c(path));
        dh_buf_add(&row, DH_STR(",\"text\":"));
        dh_json_add(&row, p.text);
        dh_buf_add(&row, DH_STR("}\n"));
        fwrite(row.p, 1, row.n, stdout);
    }
    dh_buf_release(&raw);
    dh_buf_release(&row);
    dh_page_release(&p);
    return e != DH_OK;
}

int main(int argc, char **argv)
{
    struct dh_text *t = NULL;
    struct dh_detail d = { 0 };
    int bad = 0;
    bool why = argc > 1 && strcmp(argv[1], "--explain") == 0;
    if (dh_text_new(&t, dh_mem_default(), NULL, &d)) {
        fprintf(stderr, "%s\n", d.msg);
        return 78;
    }
    for (int i = why ? 2 : 1; i < argc; i++)
        bad |= clean(t, argv[i], why);
    dh_text_free(t);
    return bad;
}
