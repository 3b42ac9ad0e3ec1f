/* SPDX-License-Identifier: MIT */
/* The report as one page of HTML. What it may load is nothing: no script, no font, no picture. */
#include "report/htmlparts.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    "<meta name=referrer content=no-referrer>\n<meta name=robots content=noindex>\n"
    "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
    "<title>dehusk: what was cut</title>\n<style>";

/* ---- Totals */

static void put_row(struct dh_htmlout *h, const char *name, uint64_t v, uint64_t whole)
{
    dh_html_put(h, "<tr><td>");
    dh_html_put(h, name);
    dh_html_cell(h, v);
    dh_html_share_cell(h, v, whole);
    dh_html_put(h, "\n");
}

static void put_verdicts(struct dh_htmlout *h, const struct dh_report_totals *t)
{
    static const char *const names[] = { "kept", "second copies", "empty", "failed" };
    _Static_assert(DH_LEN(names) == DH_VERDICTS, "a name for each verdict");
    dh_html_put(h, "<div class=wide><table>\n<tr><th>Records<th class=n>");
    dh_html_number(h, t->pages);
    dh_html_put(h, "<th>\n");
    for (size_t i = 0; i < DH_VERDICTS; i++)
        put_row(h, names[i], t->verdict[i], t->pages);
    dh_html_put(h, "</table></div>\n");
}

static void put_bytes(struct dh_htmlout *h, const struct dh_report_totals *t)
{
    dh_html_put(h, "<div class=wide><table>\n<tr><th>Bytes of text<th class=n>");
    dh_html_number(h, t->in);
    dh_html_put(h, "<th>\n");
    put_row(h, "kept", t->kept, t->in);
    put_row(h, "cut", t->cut, t->in);
    put_row(h, "mended, before", t->was, t->in);
    put_row(h, "mended, after", t->now, t->in);
    dh_html_put(h, "</table></div>\n");
    if (!t->outside)
        return;
    dh_html_put(h, "<p class=soft>Not counted there: ");
    dh_html_number(h, t->outside);
    dh_html_put(h, " bytes of web pages outside of what holds their bodies (menus, sidebars, "
                   "footers).</p>\n");
}

static void put_totals(struct dh_report *r, struct dh_htmlout *h)
{
    const struct dh_report_totals *t = &r->totals;

    dh_html_put(h, "<h1>What was cut</h1>\n<p>");
    dh_html_counted(h, t->cuts, " cut and ", " cuts and ");
    dh_html_counted(h, t->mends, " mended place in ", " mended places in ");
    dh_html_counted(h, t->pages, " record of ", " records of ");
    dh_html_counted(h, r->n_sites, " site", " sites");
    if (t->first_day[0]) {
        dh_html_put(h, ", published from ");
        dh_html_words(h, dh_str_c(t->first_day));
        dh_html_put(h, " to ");
        dh_html_words(h, dh_str_c(t->last_day));
    }
    dh_html_put(h, ".</p>\n");
    if (r->siteless) {
        dh_html_put(h, "<p class=soft>");
        dh_html_number(h, r->siteless);
        dh_html_put(h, " of no site" DH_REPORT_SITELESS ".</p>\n");
    }
    put_verdicts(h, t);
    put_bytes(h, t);
}

/* ---- The rest */

static bool has_review(const struct dh_report *r)
{
    bool rare = false;
    for (size_t i = 0; i < r->n_shown; i++)
        rare |= dh_report_is_rare(r->shown[i].sum);
    return rare || r->suspects.n || r->lost.n || r->empty.n;
}

static void put_links(struct dh_report *r, struct dh_htmlout *h)
{
    const struct {
        bool there;
        const char *link;
    } links[] = {
        { has_review(r), "<a href=\"#review\">To review first</a>\n" },
        { r->totals.cuts, "<a href=\"#kinds\">By kind</a>\n<a href=\"#rules\">By rule</a>\n" },
        { r->totals.mends, "<a href=\"#mended\">Mended</a>\n" },
        { r->n_sites, "<a href=\"#sites\">By site</a>\n" },
        { r->n_clusters, "<a href=\"#copies\">Second copies</a>\n" },
        { r->failures.n || r->totals.bad, "<a href=\"#errors\">What went wrong</a>\n" },
    };
    dh_html_put(h, "<nav>\n");
    for (size_t i = 0; i < DH_LEN(links); i++)
        dh_html_put(h, links[i].there ? links[i].link : "");
    dh_html_put(h, "</nav>\n");
}

static enum dh_err put_review(struct dh_report *r, struct dh_htmlout *h)
{
    if (!has_review(r))
        return DH_OK;
    dh_html_put(h, "<h2 id=review>To review first</h2>\n");
    enum dh_err e = dh_html_suspects(r, h);
    if (e == DH_OK)
        e = dh_html_pages(r, h);
    return e ? e : dh_html_rare(r, h);
}

enum dh_err dh_report_html(struct dh_report *r, struct dh_out *to, struct dh_detail *d)
{
    struct dh_htmlout h;
    enum dh_err e;

    dh_html_begin(&h, r->mem, to, d);
    dh_html_put(&h, head);
    dh_html_put(&h, dh_html_style);
    dh_html_put(&h, "</style>\n</head>\n<body>\n");
    put_totals(r, &h);
    put_links(r, &h);
    e = put_review(r, &h);
    if (e == DH_OK)
        e = dh_html_rules(r, &h);
    if (e == DH_OK)
        e = dh_html_sites(r, &h);
    if (e == DH_OK)
        e = dh_html_clusters(r, &h);
    if (e == DH_OK)
        e = dh_html_failures(r, &h);
    dh_html_put(&h, "<p class=soft>Rules are rows and grammars by their names in the records; "
                    "dehusk(1) tells what kinds there are, and how <code>--without</code> and "
                    "<code>--keep</code> are used.</p>\n</body>\n</html>\n");
    enum dh_err written = dh_html_end(&h);
    return e ? e : written;
}
