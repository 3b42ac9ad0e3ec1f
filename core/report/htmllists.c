/* SPDX-License-Identifier: MIT */
/* Pages, sites, copies and errors. */
#include "report/htmlparts.h"

enum { NAME = 120 }; /* bytes */

/* ---- Pages */

/* A page: link, and its id where the link has the title. */
static void put_page(struct dh_htmlout *h, const struct dh_page_clip *p)
{
    dh_html_link(h, p->url, p->title, p->id);
    if (p->title.n && p->id.n) {
        dh_html_put(h, " <span class=soft>");
        dh_html_brief(h, p->id, NAME);
        dh_html_put(h, "</span>");
    }
}

static enum dh_err put_page_at(struct dh_report *r, struct dh_htmlout *h, uint64_t scrap)
{
    struct dh_page_clip p;
    enum dh_err e = dh_clip_read_page(r->scraps, scrap, &p, h->detail);
    if (e == DH_OK)
        put_page(h, &p);
    return e;
}

static enum dh_err put_lost(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->lost.n)
        return DH_OK;
    dh_html_put(h, "<h3>Pages that lost most of their text</h3>\n<div class=wide><table>\n<tr><th "
                   "class=n>Cut<th class=n>Bytes before<th class=n>After<th>Page\n");
    for (size_t i = 0; e == DH_OK && i < r->lost.n; i++) {
        const struct dh_topmost_item *p = &r->lost.items[i];
        dh_html_put(h, "<tr>");
        dh_html_share_cell(h, p->note[DH_PAGE_CUT], p->note[DH_PAGE_IN]);
        dh_html_cell(h, p->note[DH_PAGE_IN]);
        dh_html_cell(h, p->note[DH_PAGE_IN] - p->note[DH_PAGE_CUT]);
        dh_html_put(h, "<td>");
        e = put_page_at(r, h, p->note[DH_PAGE_SCRAP]);
        dh_html_put(h, "\n");
    }
    dh_html_put(h, "</table></div>\n");
    return e;
}

static enum dh_err put_empty(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->empty.n)
        return DH_OK;
    dh_html_put(h, "<h3>Pages of which nothing is left</h3>\n<p class=soft>Those with the most "
                   "text first, what stands outside the body of a web page included.</p>\n<div "
                   "class=wide><table>\n<tr><th class=n>Bytes<th>Page\n");
    for (size_t i = 0; e == DH_OK && i < r->empty.n; i++) {
        dh_html_put(h, "<tr>");
        dh_html_cell(h, r->empty.items[i].rank[0]);
        dh_html_put(h, "<td>");
        e = put_page_at(r, h, r->empty.items[i].note[DH_PAGE_SCRAP]);
        dh_html_put(h, "\n");
    }
    dh_html_put(h, "</table></div>\n");
    return e;
}

enum dh_err dh_html_pages(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = put_lost(r, h);
    return e ? e : put_empty(r, h);
}

/* ---- Sites */

static enum dh_err put_site(struct dh_report *r, struct dh_htmlout *h,
                            const struct dh_topmost_item *s)
{
    struct dh_page_clip p;
    const struct dh_rule_sum *rule = dh_ruletable_find(&r->rules, s->note[DH_SITE_RULE]);
    enum dh_err e = dh_clip_read_page(r->scraps, s->note[DH_SITE_SCRAP], &p, h->detail);

    if (e)
        return e;
    dh_html_put(h, "<tr><td>");
    dh_html_text(h, p.site.n ? p.site : DH_STR("(no site)"));
    dh_html_cell(h, s->note[DH_SITE_PAGES]);
    dh_html_cell(h, s->note[DH_SITE_NOTHING]);
    dh_html_cell(h, s->note[DH_SITE_CHANGES]);
    dh_html_cell(h, s->note[DH_SITE_CUT]);
    dh_html_share_cell(h, s->note[DH_SITE_CUT], s->note[DH_SITE_IN]);
    dh_html_put(h, "<td>");
    if (s->note[DH_SITE_RULE] && rule) {
        dh_html_put(h, "<code>");
        dh_html_text(h, dh_report_name(rule));
        dh_html_put(h, "</code>");
    }
    dh_html_put(h, "\n");
    return DH_OK;
}

static enum dh_err put_site_table(struct dh_report *r, struct dh_htmlout *h,
                                  const struct dh_topmost *t)
{
    enum dh_err e = DH_OK;
    dh_html_put(h,
                "<div class=wide><table>\n<tr><th>Site<th class=n>Records<th class=n>Empty "
                "or failed<th class=n>Changes<th class=n>Bytes cut<th class=n>Of the input<th>Most "
                "frequent rule\n");
    for (size_t i = 0; e == DH_OK && i < t->n; i++)
        e = put_site(r, h, &t->items[i]);
    dh_html_put(h, "</table></div>\n");
    return e;
}

enum dh_err dh_html_sites(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->n_sites)
        return DH_OK;
    dh_html_put(h, "<h2 id=sites>By site</h2>\n");
    if (r->most_cut.n) {
        dh_html_put(h, "<h3>Sites of which an unusual share is cut</h3>\n<p class=soft>Above ");
        dh_html_share(h, r->fence, 1000);
        dh_html_put(h, ", where half of the sites lose at most ");
        dh_html_share(h, r->median, 1000);
        dh_html_put(h, ".</p>\n");
        e = put_site_table(r, h, &r->most_cut);
    }
    if (e == DH_OK && r->uncut.n) {
        dh_html_put(h, "<h3>Sites of which nothing is cut</h3>\n");
        e = put_site_table(r, h, &r->uncut);
    }
    if (e)
        return e;
    dh_html_put(h, "<details><summary>Sites with the most records: ");
    dh_html_number(h, r->sites.n);
    dh_html_put(h, "</summary>\n");
    e = put_site_table(r, h, &r->sites);
    dh_html_put(h, "</details>\n");
    return e;
}

/* ---- Copies */

static enum dh_err put_survivor(struct dh_report *r, struct dh_htmlout *h,
                                const struct dh_topmost_item *c)
{
    struct dh_page_clip p;
    if (c->note[DH_CLUSTER_SURVIVOR] != DH_NO_SCRAP)
        return put_page_at(r, h, c->note[DH_CLUSTER_SURVIVOR]);
    enum dh_err e = dh_clip_read_page(r->scraps, c->note[DH_CLUSTER_COPY], &p, h->detail);
    if (e == DH_OK) {
        dh_html_brief(h, p.duplicate_of, NAME);
        dh_html_put(h, " <span class=soft>(not among these records)</span>");
    }
    return e;
}

static enum dh_err put_cluster(struct dh_report *r, struct dh_htmlout *h,
                               const struct dh_topmost_item *c)
{
    dh_html_put(h, "<details><summary>");
    dh_html_counted(h, c->rank[0], " copy of ", " copies of ");
    enum dh_err e = put_survivor(r, h, c);
    dh_html_put(h, "</summary>\n<ul>\n");
    for (size_t i = 0; e == DH_OK && i < DH_REPORT_COPIES && i < c->rank[0]; i++) {
        dh_html_put(h, "<li>");
        e = put_page_at(r, h, c->note[DH_CLUSTER_COPY + i]);
        dh_html_put(h, "\n");
    }
    if (c->rank[0] > DH_REPORT_COPIES) {
        dh_html_put(h, "<li class=soft>and ");
        dh_html_number(h, c->rank[0] - DH_REPORT_COPIES);
        dh_html_put(h, " more\n");
    }
    dh_html_put(h, "</ul></details>\n");
    return e;
}

enum dh_err dh_html_clusters(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->n_clusters)
        return DH_OK;
    dh_html_put(h, "<h2 id=copies>Second copies</h2>\n<p>");
    dh_html_counted(h, r->totals.verdict[DH_DUPLICATE], " copy of ", " copies of ");
    dh_html_counted(h, r->n_clusters, " story", " stories");
    dh_html_put(h, ". <code>--duplicates keep</code> looks for none.</p>\n");
    for (size_t i = 0; e == DH_OK && i < r->clusters.n; i++)
        e = put_cluster(r, h, &r->clusters.items[i]);
    if (r->n_clusters > r->clusters.n)
        dh_html_put(h, "<p class=soft>The others have fewer copies.</p>\n");
    return e;
}

/* ---- What went wrong */

static enum dh_err put_failure(struct dh_report *r, struct dh_htmlout *h,
                               const struct dh_topmost_item *f)
{
    struct dh_page_clip p;
    enum dh_err e = DH_OK;

    dh_html_put(h, "<tr>");
    dh_html_cell(h, f->rank[0]);
    for (size_t i = 0; e == DH_OK && i < DH_REPORT_FAILED && i < f->rank[0]; i++) {
        e = dh_clip_read_page(r->scraps, f->note[DH_FAILURE_SCRAP + i], &p, h->detail);
        if (e)
            break;
        dh_html_put(h, i ? "<br>" : "<td>");
        if (!i) {
            dh_html_text(h, dh_report_error(p.error));
            dh_html_put(h, "<td>");
        }
        put_page(h, &p);
    }
    dh_html_put(h, "\n");
    return e;
}

enum dh_err dh_html_failures(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->failures.n && !r->totals.bad)
        return DH_OK;
    dh_html_put(h, "<h2 id=errors>What went wrong</h2>\n");
    if (r->failures.n)
        dh_html_put(h, "<div class=wide><table>\n<tr><th class=n>Pages<th>Error<th>Such as\n");
    for (size_t i = 0; e == DH_OK && i < r->failures.n; i++)
        e = put_failure(r, h, &r->failures.items[i]);
    dh_html_put(h, r->failures.n ? "</table></div>\n" : "");
    if (!r->totals.bad)
        return e;
    dh_html_put(h, "<h3>Lines that are no records: ");
    dh_html_number(h, r->totals.bad);
    dh_html_put(h, "</h3>\n<ul>\n");
    for (size_t i = 0; i < DH_REPORT_BAD && i < r->totals.bad; i++) {
        dh_html_put(h, "<li>");
        dh_html_text(h, r->bad[i]);
        dh_html_put(h, "\n");
    }
    dh_html_put(h, "</ul>\n");
    return e;
}
