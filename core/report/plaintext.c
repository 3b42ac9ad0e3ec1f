/* SPDX-License-Identifier: MIT */
/* The report as text, for a terminal or a mail: what a person reads before breakfast. Text of
 * others is escaped (dh_escape) and cut to the line. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "report/numeral.h"
#include "report/reportinside.h"
#include "text/cues/rulenames.h"

enum { SITES = 5, SUSPECTS = 10, PAGES = 5, ERRORS = 10 }; /* lines of each */
enum {
    TEXT = 200, /* bytes of a text */
    FIELD = 64, /* of the name of a page, a site or a rule */
    NAME = 40,  /* of one in a column */
    SHORT = 40  /* of a text beside one */
};

struct lines {
    struct dh_report *r;
    struct dh_out *to;
    struct dh_detail *d;
    enum dh_err err;
};

static void DH_PRINTF(2, 3) put(struct lines *l, const char *fmt, ...)
{
    char line[1024];
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    if (n > 0 && l->err == DH_OK)
        l->err = dh_out_add(l->to, dh_str_sub(dh_str_c(line), 0, (size_t)n), l->d);
}

/* One line of s, at most `most` bytes as it is written, into dst[TEXT]. */
static const char *brief(char dst[TEXT], struct dh_str s, size_t most)
{
    char flat[TEXT];
    struct dh_str head = dh_utf8_cut(dh_str_trim(s), TEXT);
    for (size_t i = 0; i < head.n; i++)
        flat[i] = dh_is_space((unsigned char)head.p[i]) ? ' ' : head.p[i];
    return dh_escape(dst, most < TEXT ? most : TEXT, (struct dh_str){ flat, head.n });
}

static void put_name(struct lines *l, uint64_t scrap)
{
    struct dh_page_clip p;
    char name[TEXT];
    enum dh_err e = dh_clip_read_page(l->r->scraps, scrap, &p, l->d);
    if (e) {
        l->err = l->err ? l->err : e;
        return;
    }
    put(l, "%s", brief(name, p.id, FIELD));
}

static void put_count(struct lines *l, const char *name, uint64_t v, uint64_t whole)
{
    char n[DH_NUMERAL_ROOM], share[DH_NUMERAL_ROOM];
    put(l, "  %-22s %14s %8s\n", name, dh_numeral(n, v), dh_numeral_share(share, v, whole));
}

static void put_totals(struct lines *l)
{
    const struct dh_report_totals *t = &l->r->totals;
    char n[DH_NUMERAL_ROOM], sites[DH_NUMERAL_ROOM], name[TEXT];

    put(l, "%s record%s of %s site%s", dh_numeral(n, t->pages), t->pages == 1 ? "" : "s",
        dh_numeral(sites, l->r->n_sites), l->r->n_sites == 1 ? "" : "s");
    if (t->first_day[0])
        put(l, ", published from %s to %s", t->first_day, t->last_day);
    put(l, "\n");
    if (l->r->siteless)
        put(l, "%s of no site" DH_REPORT_SITELESS "\n", dh_numeral(n, l->r->siteless));
    put_count(l, "kept", t->verdict[DH_KEPT], t->pages);
    put_count(l, "second copies", t->verdict[DH_DUPLICATE], t->pages);
    put_count(l, "empty", t->verdict[DH_EMPTY], t->pages);
    put_count(l, "failed", t->verdict[DH_FAILED], t->pages);
    put(l, "\n%s bytes of text\n", dh_numeral(n, t->in));
    put_count(l, "kept", t->kept, t->in);
    put_count(l, "cut", t->cut, t->in);
    put_count(l, "mended, before", t->was, t->in);
    put_count(l, "mended, after", t->now, t->in);
    put(l, "\n%s cut%s", dh_numeral(n, t->cuts), t->cuts == 1 ? "" : "s");
    put(l, ", %s mended place%s\n", dh_numeral(n, t->mends), t->mends == 1 ? "" : "s");
    for (size_t i = 0; i < l->r->n_kinds; i++)
        if (l->r->kinds[i].kind.n)
            put_count(l, brief(name, l->r->kinds[i].kind, NAME), l->r->kinds[i].changes, t->cuts);
}

/* ---- Rules and cuts */

/* The text of a change, where scrap is one. */
static void put_text(struct lines *l, uint64_t scrap, size_t most)
{
    struct dh_cut_clip c;
    char text[TEXT];
    enum dh_err e = dh_clip_read_cut(l->r->scraps, scrap, &c, l->d);
    if (e) {
        l->err = l->err ? l->err : e;
        return;
    }
    put(l, "%s", brief(text, c.text, most));
}

/* The rules that cut most, of all kinds. */
static void put_rules(struct lines *l)
{
    const struct dh_report *r = l->r;
    char name[TEXT], n[DH_NUMERAL_ROOM];

    if (!r->totals.cuts)
        return;
    put(l, "\nThe rules that cut most, and what most often\n(--without RULE switches one off; of "
           "those with a * --keep KIND keeps the kind)\n");
    for (size_t i = 0; i < r->most.n; i++) {
        const struct dh_report_rule *rule = &r->shown[r->most.items[i].note[0]];
        const char *mark = dh_rulenames_has_switch(rule->sum->rule) ? "" : " *";
        /* Whole, for --without: a long name takes room from the text. */
        brief(name, dh_report_name(rule->sum), FIELD);
        size_t width = dh_utf8_count(dh_str_c(name)) + strlen(mark) + strlen("  ");
        size_t column = width > NAME ? width : NAME;
        put(l, "%9s  %s%s%*s", dh_numeral(n, rule->sum->changes), name, mark,
            (int)(column - width + strlen("  ")), "");
        put_text(l, rule->top[0].example[0], NAME + SHORT > column ? NAME + SHORT - column : 0);
        put(l, "\n");
    }
}

static void put_suspects(struct lines *l)
{
    const struct dh_report *r = l->r;
    char name[TEXT];

    if (r->suspects.n)
        put(l, "\nCuts that read like a part of the story\n");
    for (size_t i = 0; i < r->suspects.n && i < SUSPECTS; i++) {
        const struct dh_topmost_item *s = &r->suspects.items[i];
        struct dh_rule_sum *rule = dh_ruletable_find(&r->rules, s->note[DH_SUSPECT_RULE]);
        struct dh_cut_clip c;
        put(l, "  %s: ", brief(name, dh_report_name(rule), FIELD));
        enum dh_err e = dh_clip_read_cut(r->scraps, s->note[DH_SUSPECT_SCRAP], &c, l->d);
        if (e) {
            l->err = l->err ? l->err : e;
            return;
        }
        put_name(l, c.page);
        put(l, "\n    ");
        put_text(l, s->note[DH_SUSPECT_SCRAP], TEXT);
        put(l, "\n");
    }
}

/* ---- Pages and sites */

static void put_pages(struct lines *l, const char *title, const struct dh_topmost *t)
{
    char share[DH_NUMERAL_ROOM], n[DH_NUMERAL_ROOM];

    if (t->n)
        put(l, "\n%s\n", title);
    for (size_t i = 0; i < t->n && i < PAGES; i++) {
        const uint64_t *note = t->items[i].note;
        put(l, "  %6s of %9s bytes  ", dh_numeral_share(share, note[DH_PAGE_CUT], note[DH_PAGE_IN]),
            dh_numeral(n, note[DH_PAGE_IN]));
        put_name(l, note[DH_PAGE_SCRAP]);
        put(l, "\n");
    }
}

static void put_sites(struct lines *l, const char *title, const struct dh_topmost *t)
{
    char share[DH_NUMERAL_ROOM], n[DH_NUMERAL_ROOM], name[TEXT];
    struct dh_page_clip p;

    if (t->n)
        put(l, "\n%s\n", title);
    for (size_t i = 0; i < t->n && i < SITES; i++) {
        const uint64_t *note = t->items[i].note;
        enum dh_err e = dh_clip_read_page(l->r->scraps, note[DH_SITE_SCRAP], &p, l->d);
        if (e) {
            l->err = l->err ? l->err : e;
            return;
        }
        put(l, "  %6s of %9s records  %s\n",
            dh_numeral_share(share, note[DH_SITE_CUT], note[DH_SITE_IN]),
            dh_numeral(n, note[DH_SITE_PAGES]), brief(name, p.site, FIELD));
    }
}

static void put_errors(struct lines *l)
{
    const struct dh_report *r = l->r;
    char n[DH_NUMERAL_ROOM], text[TEXT];

    if (r->failures.n || r->totals.bad)
        put(l, "\nWhat went wrong\n");
    for (size_t i = 0; i < r->failures.n && i < ERRORS; i++) {
        struct dh_page_clip p;
        enum dh_err e = dh_clip_read_page(r->scraps, r->failures.items[i].note[0], &p, l->d);
        if (e) {
            l->err = l->err ? l->err : e;
            return;
        }
        put(l, "%9s  %s\n", dh_numeral(n, r->failures.items[i].rank[0]),
            brief(text, dh_report_error(p.error), TEXT));
    }
    if (r->totals.bad)
        put(l, "%9s  lines that are no records, such as: %s\n", dh_numeral(n, r->totals.bad),
            brief(text, r->bad[0], TEXT));
}

enum dh_err dh_report_text(struct dh_report *r, struct dh_out *to, struct dh_detail *d)
{
    struct lines l = { r, to, d, DH_OK };
    char n[DH_NUMERAL_ROOM];

    put_totals(&l);
    put_rules(&l);
    put_suspects(&l);
    put_pages(&l, "Pages that lost most of their text", &r->lost);
    put_pages(&l, "Pages of which nothing is left", &r->empty);
    put_sites(&l, "Sites of which an unusual share is cut", &r->most_cut);
    put_sites(&l, "Sites of which nothing is cut", &r->uncut);
    if (r->n_clusters)
        put(&l, "\nStories with second copies: %s\n", dh_numeral(n, r->n_clusters));
    put_errors(&l);
    return l.err;
}
