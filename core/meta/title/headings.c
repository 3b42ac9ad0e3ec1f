/* SPDX-License-Identifier: MIT */
/* Headlines: of all that names the story, less the site's name at either end; and the section,
 * which is what breadcrumbs name besides the story. */
#include "meta/title/headings.h"

#include "base/url.h"
#include "meta/date/date.h"
#include "meta/date/datewords.h"
#include "meta/name/nameline.h"
#include "meta/shown/elements.h"
#include "meta/title/titlepage.h"
#include "meta/title/titleparts.h"

/* Whether a title's tail is a date and nothing else. */
static bool is_date(struct dh_str s, struct dh_str lang)
{
    enum { LENGTH_MAX = 40 };
    char date[DH_DATE_MAX];
    long unused;
    struct dh_str first = dh_str_sub(s, 0, dh_str_find_byte(s, ' '));
    while (first.n && (first.p[first.n - 1] == ',' || first.p[first.n - 1] == '.'))
        first.n--;
    if (first.n == 0 || s.n > LENGTH_MAX || !dh_is_digit((unsigned char)s.p[s.n - 1]))
        return false;
    enum dh_date_word word = dh_date_word(first, &unused);
    bool starts =
        dh_is_digit((unsigned char)first.p[0]) || word == DH_DATE_MONTH || word == DH_DATE_WEEKDAY;
    return starts && dh_date_parse(s, lang, date);
}

/* Whether s is the story's section, as a tag, breadcrumbs or a folder of its address have it. */
static bool is_section(const struct dh_facts *f, struct dh_str s, struct dh_str url)
{
    struct dh_str host = dh_url_host(url), rest = url, folder;
    if (dh_title_same(s, f->value[DH_FACT_SECTION]))
        return true;
    for (unsigned i = 0; i < f->n_trail; i++)
        if (dh_title_same(s, f->trail[i]))
            return true;
    if (host.n)
        rest = dh_str_sub(url, (size_t)(host.p + host.n - url.p), url.n);
    while (dh_str_split(&rest, '/', &folder))
        if (rest.n && dh_title_same(s, folder)) /* what is last is the story */
            return true;
    return false;
}

/* A title without the site's name at its end, a date behind that, and the section on either side of
 * it: "Storm closes bridge - Local - Harbour Gazette - 4 March 2024". A date before the site's name
 * is the headline's. All of it when the site's name is not there. */
static struct dh_str without_tails(const struct dh_facts *f, struct dh_str title,
                                   struct dh_str sitename, struct dh_str host, struct dh_str url)
{
    enum { TAILS = 4 };
    struct dh_str s = title;
    bool named = false;
    for (unsigned i = 0; i < TAILS; i++) {
        size_t n, at = dh_title_last_separator(s, &n);
        struct dh_str tail = dh_str_trim(dh_str_sub(s, at + n, s.n));
        if (n == 0 || at == 0)
            break;
        bool name = !named && dh_title_names_site(tail, sitename, host);
        bool date = !named && is_date(tail, f->value[DH_FACT_LANG]);
        if (!name && !date && !is_section(f, tail, url))
            break;
        named |= name;
        s = dh_str_trim(dh_str_sub(s, 0, at));
    }
    if (named)
        return s;
    s = dh_title_without_site(title, sitename, host);
    bool front = s.p > title.p; /* "Gull : Articles : Harbour opens" */
    for (unsigned i = 0; front && i < TAILS; i++) {
        size_t n, at = dh_title_first_separator(s, &n);
        if (n == 0 || at == 0 || !is_section(f, dh_str_trim(dh_str_sub(s, 0, at)), url))
            break;
        s = dh_str_trim(dh_str_sub(s, at + n, s.n));
    }
    return s;
}

/* The title without a date at its end. */
static struct dh_str undated(const struct dh_facts *f, struct dh_str title)
{
    size_t n, at = dh_title_last_separator(title, &n);
    struct dh_str tail = dh_str_trim(dh_str_sub(title, at + n, title.n));
    bool dated = n && at && is_date(tail, f->value[DH_FACT_LANG]);
    return dated ? dh_str_trim(dh_str_sub(title, 0, at)) : title;
}

enum { HEADINGS_MAX = 8 };

/* Whether heading i leads to the front page: the site's name, whatever it is. */
static bool is_logo(const struct dh_tree *t, uint32_t i)
{
    struct dh_str href;
    uint32_t k = i + 1;
    while (k < t->nodes[i].end && t->nodes[k].tag != GUMBO_TAG_A)
        k++;
    if (k >= t->nodes[i].end || !dh_tree_attr(t, k, DH_STR("href"), &href) || href.n == 0)
        return false;
    struct dh_str host = dh_url_host(href);
    if (host.n)
        href = dh_str_sub(href, (size_t)(host.p + host.n - href.p), href.n);
    return href.n == 0 || dh_str_eq(href, DH_STR("/"));
}

/* The h1 that agrees with another headline, else the only one: its text, and its node in *at.
 * *logo: the text of one that leads to the front page. */
static struct dh_str pick_h1(struct dh_facts *f, const struct dh_tree *t, struct dh_str title,
                             uint32_t *at, struct dh_str *logo)
{
    struct dh_str only = DH_STR_NONE, s;
    unsigned seen = 0;

    for (uint32_t i = 0; i < t->n && seen < HEADINGS_MAX; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_H1)
            continue;
        s = dh_facts_element_text(f, t, i);
        if (s.n && is_logo(t, i))
            *logo = s;
        if (s.n == 0 || s.p == logo->p)
            continue;
        seen++;
        only = s;
        *at = i;
        if (dh_title_same(s, f->value[DH_FACT_HEADLINE]) ||
            dh_title_same(s, f->value[DH_FACT_TITLE]) || dh_title_is_most_of(s, title))
            return s;
    }
    return seen == 1 ? only : DH_STR_NONE;
}

/* Whether s is what the page says of its headline elsewhere, or most of its title. */
static bool is_headline(const struct dh_facts *f, struct dh_str s, struct dh_str title)
{
    return dh_title_same(s, f->value[DH_FACT_TITLE]) || dh_title_is_most_of(s, title);
}

static struct dh_str title_element(struct dh_facts *f, const struct dh_tree *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->nodes[i].tag == GUMBO_TAG_TITLE)
            return dh_facts_element_text(f, t, i);
    return DH_STR_NONE;
}

/* Whether h1 begins with a line above the headline, "Ostbahnhof Kiosk schließt", which the title
 * element has without it, before the site's name. */
static bool has_kicker(struct dh_str h1, struct dh_str headline, struct dh_str title)
{
    enum { HEADLINE_MIN = 12 };
    char x[300], y[300];
    struct dh_str a = dh_title_skeleton(h1, x, sizeof(x)),
                  b = dh_title_skeleton(headline, y, sizeof(y));
    return headline.n < title.n && b.n >= HEADLINE_MIN && b.n < a.n && b.n * 2 > a.n &&
           dh_str_ends(a, b);
}

uint32_t dh_facts_read_headlines(struct dh_facts *f, const struct dh_tree *t, struct dh_str url)
{
    struct dh_str site = f->value[DH_FACT_SITENAME], *h = f->meta->headline;
    struct dh_str host = dh_url_host(url.n ? url : f->value[DH_FACT_CANONICAL]);
    struct dh_str title = title_element(f, t), logo = DH_STR_NONE;
    enum { SITE_MAX = 60 };
    uint32_t heading = 0;

    if (site.n == 0)
        site = dh_title_site_in(undated(f, title), host);
    if (site.n == 0)
        site = dh_title_site_in(f->value[DH_FACT_TITLE], host);
    h[DH_HEADLINE_H1] = pick_h1(f, t, title, &heading, &logo);
    if (site.n == 0 && logo.n <= SITE_MAX && dh_title_names_site(logo, logo, host))
        site = logo; /* letters, and no "..." */
    if (h[DH_HEADLINE_H1].n == 0 || dh_title_names_site(h[DH_HEADLINE_H1], site, host)) {
        h[DH_HEADLINE_H1] = DH_STR_NONE; /* the logo, or several */
        heading = 0;
    }
    if (site.n == 0)
        site = dh_title_site_behind(title, h[DH_HEADLINE_H1]);
    if (site.n == 0)
        site = dh_title_site_behind(title, f->value[DH_FACT_HEADLINE]);
    f->value[DH_FACT_SITENAME] = site;
    h[DH_HEADLINE_JSONLD] =
        dh_title_unpaged(dh_title_without_site(f->value[DH_FACT_HEADLINE], site, host));
    bool all = dh_title_same(f->value[DH_FACT_TITLE], site) ||
               dh_title_names_site(f->value[DH_FACT_TITLE], DH_STR_NONE, host);
    if (!all) /* else it is the title of all pages */
        h[DH_HEADLINE_OG] =
            dh_title_unpaged(dh_title_without_site(f->value[DH_FACT_TITLE], site, host));
    struct dh_str bare = without_tails(f, title, site, host, url);
    if (site.n == 0 && dh_headline_is_title_only(f->meta))
        bare = dh_title_unbarred(bare);
    h[DH_HEADLINE_TITLE] = dh_title_unpaged(bare);
    if (has_kicker(h[DH_HEADLINE_H1], h[DH_HEADLINE_TITLE], title))
        h[DH_HEADLINE_H1] = h[DH_HEADLINE_TITLE];
    if (dh_title_is_most_of(h[DH_HEADLINE_H1], title))
        h[DH_HEADLINE_TITLE] = h[DH_HEADLINE_H1]; /* what stands around it is the site's */
    if (dh_element_is_button(h[DH_HEADLINE_TITLE]))
        h[DH_HEADLINE_TITLE] = DH_STR_NONE; /* "Print Story" */
    bool empty = title.n == 0 || dh_title_names_site(title, site, host);
    if (dh_headline_is_title_only(f->meta) && (empty || dh_title_is_most_of(f->state_title, title)))
        h[DH_HEADLINE_TITLE] = f->state_title.n ? f->state_title : h[DH_HEADLINE_TITLE];
    return heading;
}

void dh_facts_weigh_authors(struct dh_facts *f, struct dh_str url)
{
    struct dh_str host = dh_url_host(url.n ? url : f->value[DH_FACT_CANONICAL]);
    if (f->n_authors == 0 || f->rank[DH_FACT_AUTHOR] >= DH_RANK_HOUSE)
        return;
    bool portal = f->n_authors > 1 && dh_nameline_is_portal(f->authors[f->n_authors - 1]);
    if (portal)
        f->n_authors--;                       /* the house is left, where nobody else signs */
    for (unsigned i = 1; i < f->n_authors;) { /* "Ann Lee | The Gull" */
        if (dh_title_names_site(f->authors[i], f->value[DH_FACT_SITENAME], host)) {
            for (unsigned k = i + 1; k < f->n_authors; k++)
                f->authors[k - 1] = f->authors[k];
            f->n_authors--;
        } else
            i++;
    }
    if (portal || dh_title_names_site(f->authors[0], f->value[DH_FACT_SITENAME], host))
        f->rank[DH_FACT_AUTHOR] = DH_RANK_HOUSE;
}

/* Whether nothing but the title element names the story. */
bool dh_headline_is_title_only(const struct dh_meta *m)
{
    return m->headline[DH_HEADLINE_JSONLD].n + m->headline[DH_HEADLINE_OG].n +
               m->headline[DH_HEADLINE_H1].n ==
           0;
}

/* The node of a text, but for titles, that says what one of n do, and which; 0: none. */
static uint32_t find_text(const struct dh_tree *t, const struct dh_str *one_of, size_t n,
                          size_t *which)
{
    enum { TEXT_MIN = 20, TEXT_MAX = 300 };
    for (uint32_t i = 0; i < t->n; i++) {
        const struct dh_node *node = &t->nodes[i];
        bool may = node->tag == DH_TAG_TEXT && node->raw.n >= TEXT_MIN && node->raw.n <= TEXT_MAX &&
                   t->nodes[node->parent].tag != GUMBO_TAG_TITLE;
        for (size_t k = 0; may && k < n; k++)
            if (dh_title_same(node->raw, one_of[k])) {
                *which = k;
                return i;
            }
    }
    return 0;
}

/* Whether the title is the heading and, behind a separator, the site's words, at either end. */
static bool is_parted(struct dh_str title, struct dh_str heading)
{
    size_t behind, front, last = dh_title_last_separator(title, &behind),
                          first = dh_title_first_separator(title, &front);
    return (behind && dh_title_same(dh_str_sub(title, 0, last), heading)) ||
           (front && dh_title_same(dh_str_sub(title, first + front, title.n), heading));
}

/* The only h2 or h3 of a page, if it leads nowhere and is no label; 0: none, or several. */
static uint32_t only_heading(struct dh_facts *f, const struct dh_tree *t)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_H2 && t->nodes[i].tag != GUMBO_TAG_H3)
            continue;
        struct dh_str text = dh_facts_element_text(f, t, i);
        if (found || dh_element_is_button(text) || dh_str_find_byte(text, ' ') == text.n)
            return 0;
        for (uint32_t k = i + 1; k < t->nodes[i].end; k++)
            if (t->nodes[k].tag == GUMBO_TAG_A)
                return 0;
        found = i;
    }
    return found;
}

/* Blogs have their own name in the h1; older templates have the headline in a div. */
uint32_t dh_facts_find_heading(struct dh_facts *f, const struct dh_tree *t)
{
    struct dh_str *title = &f->meta->headline[DH_HEADLINE_TITLE], heading;
    unsigned seen = 0;
    size_t n;

    if (title->n == 0) { /* the title element is the template's */
        uint32_t only = only_heading(f, t);
        if (only)
            *title = dh_facts_element_text(f, t, only);
        return only;
    }
    for (uint32_t i = 0; i < t->n && seen < 3 * HEADINGS_MAX; i++) {
        if (t->nodes[i].tag != GUMBO_TAG_H2 && t->nodes[i].tag != GUMBO_TAG_H3)
            continue;
        seen++;
        heading = dh_facts_element_text(f, t, i);
        if (is_headline(f, heading, *title)) {
            if (is_parted(*title, heading))
                *title = heading;
            return i;
        }
    }
    enum { WHOLE, TAG, FRONT, BEHIND, PLACES };
    struct dh_str at[PLACES] = { *title, f->value[DH_FACT_TITLE] };
    size_t which = WHOLE, last = dh_title_last_separator(*title, &n);
    if (n)
        at[FRONT] = dh_str_trim(dh_str_sub(*title, 0, last));
    size_t first = dh_title_first_separator(*title, &n);
    if (n && first == last) /* of several parts the first is the headline */
        at[BEHIND] = dh_str_trim(dh_str_sub(*title, first + n, title->n));
    uint32_t i = find_text(t, at, PLACES, &which);
    if (i && which >= FRONT)
        *title = at[which];
    return i;
}

/* Whether a goes on behind the words of h1, in brackets: "Bakery opens (The Gull)". */
static bool adds_brackets(struct dh_str a, struct dh_str h1)
{
    static const struct dh_str open[] = { { "(", 1 }, { "[", 1 }, { "\xEF\xBC\x88", 3 } };
    size_t at = a.n;
    for (size_t i = 0; i < DH_LEN(open); i++)
        for (size_t k = 0, hit; (hit = dh_str_find(dh_str_sub(a, k, a.n), open[i])) < a.n - k;
             k += hit + 1)
            at = k + hit; /* the last of its kind */
    return at < a.n && dh_title_same(dh_str_sub(a, 0, at), h1);
}

/* Whether a is the beginning of h1, cut short: "Harbour opens af...". */
static bool is_cut_short(struct dh_str a, struct dh_str h1)
{
    char x[300], y[300];
    static const struct dh_str dots[] = { { "...", 3 }, { "\xE2\x80\xA6", 3 } };
    for (size_t i = 0; i < DH_LEN(dots); i++)
        if (dh_str_ends(a, dots[i])) {
            struct dh_str s = dh_title_skeleton(dh_str_sub(a, 0, a.n - dots[i].n), x, sizeof(x));
            struct dh_str t = dh_title_skeleton(h1, y, sizeof(y));
            return s.n && s.n < t.n && dh_str_starts(t, s);
        }
    return false;
}

/* JSON-LD often has a headline for search engines: where h1 and the tags for sharing agree on
 * another, or h1 is the same without the house in brackets, readers saw that. */
struct dh_str dh_headline_best(const struct dh_meta *m)
{
    struct dh_str h1 = m->headline[DH_HEADLINE_H1];
    if (dh_title_same(h1, m->headline[DH_HEADLINE_OG]) ||
        adds_brackets(m->headline[DH_HEADLINE_JSONLD], h1) ||
        is_cut_short(m->headline[DH_HEADLINE_JSONLD], h1) ||
        (m->headline[DH_HEADLINE_JSONLD].n == 0 && is_cut_short(m->headline[DH_HEADLINE_OG], h1)))
        return h1;
    for (size_t i = 0; i < DH_HEADLINES; i++)
        if (m->headline[i].n)
            return m->headline[i];
    return DH_STR_NONE;
}

/* Whether a breadcrumb is a button or a template's hole, and no section. */
static bool is_label(struct dh_str s)
{
    return dh_element_is_button(s) || dh_str_find_byte(s, '{') < s.n ||
           dh_str_find_byte(s, ':') < s.n;
}

void dh_facts_read_trail(struct dh_facts *f)
{
    enum { RANK_TRAIL = 52, SECTION_MAX = 60 };
    struct dh_str title = dh_headline_best(f->meta);
    for (unsigned i = f->n_trail; i-- > 0;) {
        struct dh_str s = f->trail[i];
        bool story = dh_title_same(s, title) || dh_title_is_most_of(s, title) ||
                     s.n > SECTION_MAX || dh_str_ends(s, DH_STR("...")) ||
                     dh_str_ends(s, DH_STR("\xE2\x80\xA6"));
        if (!story && !is_label(s)) {
            dh_facts_add(f, DH_FACT_SECTION, RANK_TRAIL, s, false);
            return;
        }
    }
}
