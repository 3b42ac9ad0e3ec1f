/* SPDX-License-Identifier: MIT */
/* Kinds, rules and their texts, and the cuts to look at first. */
#include <stdio.h>
#include <string.h>

#include "report/htmlparts.h"
#include "text/cues/rulenames.h"

enum { TEASER = 80, TEXT = 300 }; /* bytes */

/* ---- One change */

/* The lines around it, with what went and what came. */
static void put_lines(struct dh_htmlout *h, const struct dh_cut_clip *c)
{
    dh_html_put(h, "<p class=c dir=auto>");
    if (c->before.n) {
        dh_html_put(h, c->short_before ? "&hellip;" : "");
        dh_html_text(h, c->before);
        dh_html_put(h, c->same_before ? "" : "\n");
    }
    if (c->text.n) {
        dh_html_put(h, "<del>");
        dh_html_text(h, c->text);
        dh_html_put(h, c->n > c->text.n ? "&hellip;</del>" : "</del>");
    }
    if (c->now.n) {
        dh_html_put(h, "<ins>");
        dh_html_text(h, c->now);
        dh_html_put(h, "</ins>");
    }
    if (c->after.n) {
        dh_html_put(h, c->same_after ? "" : "\n");
        dh_html_text(h, c->after);
        dh_html_put(h, c->short_after ? "&hellip;" : "");
    }
    dh_html_put(h, "</p>");
    if (c->n > c->text.n) {
        dh_html_put(h, "<p class=soft>");
        dh_html_number(h, c->n);
        dh_html_put(h, " bytes in all</p>");
    }
}

enum dh_err dh_html_example(struct dh_report *r, struct dh_htmlout *h, uint64_t scrap)
{
    struct dh_cut_clip c;
    struct dh_page_clip p;
    enum dh_err e = dh_clip_read_cut(r->scraps, scrap, &c, h->detail);

    if (e)
        return e;
    uint64_t page = c.page;
    put_lines(h, &c);
    e = dh_clip_read_page(r->scraps, page, &p, h->detail);
    if (e)
        return e;
    dh_html_put(h, "<p class=soft>");
    dh_html_link(h, p.url, p.title, p.id);
    if (p.title.n && p.id.n) {
        dh_html_put(h, " &middot; ");
        dh_html_brief(h, p.id, TEASER);
    }
    if (p.site.n) {
        dh_html_put(h, " &middot; ");
        dh_html_text(h, p.site);
    }
    dh_html_put(h, "</p>");
    return DH_OK;
}

static void put_rule_name(struct dh_htmlout *h, const struct dh_rule_sum *s)
{
    dh_html_put(h, "<code>");
    dh_html_text(h, dh_report_name(s));
    dh_html_put(h, "</code>");
}

/* Whether --keep takes a kind of that name. */
static bool can_keep(struct dh_str kind)
{
    return kind.n && !dh_str_eq(kind, DH_STR("unknown"));
}

/* A rule's name as a shell takes it: in quotes where it has more than letters, digits and - . _ */
static void put_word(struct dh_htmlout *h, struct dh_str name)
{
    bool plain = true;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        plain = plain && (c >= 0x80 || dh_is_alpha(c) || dh_is_digit(c) || strchr("-._", c));
    }
    dh_html_put(h, plain ? "" : "'");
    dh_html_words(h, name);
    dh_html_put(h, plain ? "" : "'");
}

/* How what a rule cuts can be kept. */
static void put_switches(struct dh_htmlout *h, const struct dh_rule_sum *s)
{
    bool keep = can_keep(s->kind);
    bool without = dh_rulenames_has_switch(s->rule);

    if (!keep && !without)
        return;
    dh_html_put(h, "<p class=soft>");
    if (without) {
        dh_html_put(h, s->kind.n ? "To keep what this rule cuts: <code>--without "
                                 : "To leave that as it is: <code>--without ");
        put_word(h, s->rule);
        dh_html_put(h, "</code>");
    } else {
        dh_html_put(h, "This rule has no switch of its own");
    }
    if (keep) {
        dh_html_put(h, "; all that is cut as its kind: <code>--keep ");
        dh_html_words(h, s->kind);
        dh_html_put(h, "</code>");
    }
    dh_html_put(h, "</p>");
}

/* A link to where the rule is shown, if it is. */
static void put_rule_link(struct dh_htmlout *h, const struct dh_rule_sum *s)
{
    char link[48];
    snprintf(link, sizeof link, "<a href=\"#r%zu\">", s->shown);
    dh_html_put(h, s->shown ? link : "");
    put_rule_name(h, s);
    dh_html_put(h, s->shown ? "</a>" : "");
}

/* ---- To look at first */

static enum dh_err put_suspect(struct dh_report *r, struct dh_htmlout *h,
                               const struct dh_topmost_item *item)
{
    const struct dh_rule_sum *s = dh_ruletable_find(&r->rules, item->note[DH_SUSPECT_RULE]);

    dh_html_put(h, "<div class=ex><p>");
    dh_html_text(h, s->kind);
    dh_html_put(h, " &middot; ");
    put_rule_link(h, s);
    if (item->note[DH_SUSPECT_COUNT] > 1) {
        dh_html_put(h, " &middot; cut ");
        dh_html_number(h, item->note[DH_SUSPECT_COUNT]);
        dh_html_put(h, " times");
    }
    dh_html_put(h, "</p>");
    enum dh_err e = dh_html_example(r, h, item->note[DH_SUSPECT_SCRAP]);
    put_switches(h, s);
    dh_html_put(h, "</div>\n");
    return e;
}

enum dh_err dh_html_suspects(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (!r->suspects.n)
        return DH_OK;
    dh_html_put(h, "<h3>Cuts that read like a part of the story</h3>\n<p class=soft>Several "
                   "sentences, or a sentence between sentences that stay. What was cut often "
                   "comes last.</p>\n");
    for (size_t i = 0; e == DH_OK && i < r->suspects.n; i++)
        e = put_suspect(r, h, &r->suspects.items[i]);
    return e;
}

enum dh_err dh_html_rare(struct dh_report *r, struct dh_htmlout *h)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_shown; i++)
        n += dh_report_is_rare(r->shown[i].sum);
    if (!n)
        return DH_OK;
    dh_html_put(h, "<h3>Rules that cut rarely</h3>\n<details><summary>");
    dh_html_counted(h, n, " rule", " rules");
    dh_html_put(h, ", at most three cuts each</summary>\n<ul>\n");
    for (size_t i = 0; i < r->n_shown; i++) {
        struct dh_cut_clip c;
        if (!dh_report_is_rare(r->shown[i].sum))
            continue;
        enum dh_err e = dh_clip_read_cut(r->scraps, r->shown[i].top[0].example[0], &c, h->detail);
        if (e)
            return e;
        dh_html_put(h, "<li>");
        put_rule_link(h, r->shown[i].sum);
        dh_html_put(h, " ");
        dh_html_brief(h, c.text, TEXT);
        dh_html_put(h, "\n");
    }
    dh_html_put(h, "</ul></details>\n");
    return DH_OK;
}

/* ---- Kinds */

static void put_kind_row(struct dh_report *r, struct dh_htmlout *h, size_t i)
{
    const struct dh_report_kind *k = &r->kinds[i];
    const struct dh_report_totals *t = &r->totals;
    char bar[96], link[48];

    snprintf(bar, sizeof bar, "<td class=bars><span class=bar style=\"width:%u%%\"></span>",
             (unsigned)(100 * k->changes / (t->cuts ? t->cuts : 1)));
    snprintf(link, sizeof link, "<tr><td><a href=\"#k%zu\">", i);
    dh_html_put(h, link);
    dh_html_text(h, k->kind);
    dh_html_put(h, "</a>");
    dh_html_cell(h, k->changes);
    dh_html_share_cell(h, k->changes, t->cuts);
    dh_html_put(h, bar);
    dh_html_cell(h, k->bytes);
    dh_html_share_cell(h, k->bytes, t->in);
    dh_html_cell(h, k->rules);
    dh_html_put(h, "<td>");
    if (can_keep(k->kind)) {
        dh_html_put(h, "<code>--keep ");
        dh_html_words(h, k->kind);
        dh_html_put(h, "</code>");
    }
    dh_html_put(h, "\n");
}

static void put_kinds(struct dh_report *r, struct dh_htmlout *h)
{
    dh_html_put(h, "<h2 id=kinds>By kind</h2>\n<div class=wide><table>\n<tr><th>Kind<th "
                   "class=n>Cuts<th class=n>Of all<th><th class=n>Bytes<th class=n>Of the "
                   "input<th class=n>Rules<th>To keep them\n");
    for (size_t i = 0; i < r->n_kinds; i++)
        if (r->kinds[i].kind.n)
            put_kind_row(r, h, i);
    dh_html_put(h, "</table></div>\n");
}

/* ---- Rules */

static enum dh_err put_text(struct dh_report *r, struct dh_htmlout *h,
                            const struct dh_report_rule *rule, const struct dh_report_text *t)
{
    size_t most = rule->full ? DH_REPORT_EXAMPLES : 1;
    struct dh_cut_clip c;
    enum dh_err e = dh_clip_read_cut(r->scraps, t->example[0], &c, h->detail);

    if (e)
        return e;
    dh_html_put(h, "<li>");
    dh_html_number(h, t->count);
    dh_html_put(h, "&times; ");
    if (!rule->sum->kind.n) {
        dh_html_visible(h, c.text);
        dh_html_put(h, " &rarr; ");
        dh_html_visible(h, c.now);
    } else {
        dh_html_brief(h, c.text, TEXT);
    }
    for (size_t i = 0; e == DH_OK && i < most && t->example[i] != DH_NO_SCRAP; i++) {
        dh_html_put(h, "<div class=ex>");
        e = dh_html_example(r, h, t->example[i]);
        dh_html_put(h, "</div>");
    }
    dh_html_put(h, "\n");
    return e;
}

/* The line that is there while the rule is folded up. */
static enum dh_err put_summary(struct dh_report *r, struct dh_htmlout *h, size_t number)
{
    const struct dh_report_rule *rule = &r->shown[number];
    const struct dh_rule_sum *s = rule->sum;
    char start[64];
    struct dh_cut_clip c = { .page = 0 };
    enum dh_err e = DH_OK;

    snprintf(start, sizeof start, "<details id=r%zu><summary>", number + 1);
    dh_html_put(h, start);
    put_rule_name(h, s);
    dh_html_put(h, " <b>");
    dh_html_number(h, s->changes);
    dh_html_put(h, "</b>");
    if (rule->n_top)
        e = dh_clip_read_cut(r->scraps, rule->top[0].example[0], &c, h->detail);
    if (e == DH_OK && s->kind.n && rule->n_top) {
        dh_html_put(h, " <span class=soft>");
        dh_html_brief(h, c.text, TEASER);
        dh_html_put(h, "</span>");
    }
    dh_html_put(h, "</summary>\n");
    return e;
}

static enum dh_err put_rule(struct dh_report *r, struct dh_htmlout *h, size_t number)
{
    const struct dh_report_rule *rule = &r->shown[number];
    const struct dh_rule_sum *s = rule->sum;
    enum dh_err e = put_summary(r, h, number);

    dh_html_put(h, "<p>");
    if (s->kind.n)
        dh_html_counted(h, s->changes, " cut on ", " cuts on ");
    else
        dh_html_counted(h, s->changes, " place on ", " places on ");
    dh_html_counted(h, s->pages, " page, ", " pages, ");
    dh_html_counted(h, s->sites, " site; ", " sites; ");
    dh_html_counted(h, s->bytes, " byte, ", " bytes, ");
    dh_html_counted(h, rule->texts, " text</p>\n", " different texts</p>\n");
    put_switches(h, s);
    dh_html_put(h, "<ol class=texts>\n");
    for (size_t i = 0; e == DH_OK && i < rule->n_top && (rule->full || i == 0); i++)
        e = put_text(r, h, rule, &rule->top[i]);
    dh_html_put(h, "</ol></details>\n");
    return e;
}

static enum dh_err put_rules_of(struct dh_report *r, struct dh_htmlout *h, size_t i)
{
    const struct dh_report_kind *k = &r->kinds[i];
    char start[48];
    enum dh_err e = DH_OK;

    if (k->kind.n) {
        snprintf(start, sizeof start, "<h3 id=k%zu>", i);
        dh_html_put(h, start);
        dh_html_text(h, k->kind);
        dh_html_put(h, "</h3>\n");
    } else {
        dh_html_put(h, "<h2 id=mended>Mended</h2>\n");
    }
    for (size_t n = 0; e == DH_OK && n < k->shown; n++)
        e = put_rule(r, h, k->first + n);
    if (k->rules > k->shown) {
        dh_html_put(h, "<p class=soft>");
        dh_html_number(h, k->rules - k->shown);
        dh_html_put(h, " further rules with fewer changes are not shown.</p>\n");
    }
    return e;
}

enum dh_err dh_html_rules(struct dh_report *r, struct dh_htmlout *h)
{
    enum dh_err e = DH_OK;
    if (r->totals.cuts) {
        put_kinds(r, h);
        dh_html_put(h, "<h2 id=rules>By rule</h2>\n<p class=soft>The most frequent texts of each, "
                       "with places where they stood. The lines before and after are those that "
                       "stay.</p>\n");
    }
    for (size_t i = 0; e == DH_OK && i < r->n_kinds; i++)
        e = put_rules_of(r, h, i);
    return e;
}
