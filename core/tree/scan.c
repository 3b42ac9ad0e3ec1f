/* SPDX-License-Identifier: MIT */
#include "tree/scan.h"

#include <string.h>

#include "base/swar.h"
#include "tree/blank.h"
#include "tree/scanner.h"

enum { DOCTYPE_MAX = 512 };

/* Elements that stand in the head, or leave no trace: without them the body may still be to come.
 */
static bool comes_before_body(GumboTag tag)
{
    return tag <= GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_NOFRAMES || tag == GUMBO_TAG_BGSOUND ||
           tag == GUMBO_TAG_BASEFONT;
}

/* Whether the tree is the same without this element, which the tree leaves out anyway. */
static bool leaves_no_trace(const struct scanner *c, GumboTag tag)
{
    if (!c->body && c->open.count[GUMBO_TAG_NOSCRIPT] &&
        (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_BASE))
        return false; /* it ends a noscript in the head */
    if (dh_open_foreign(&c->open))
        return false; /* meta ends that */
    return c->tags && !c->columns;
}

/* Whether an element that is text to the tokenizer has none: in pages that are XML, which some
 * sites serve as HTML to those who name themselves otherwise, its start tag ends it. */
static bool has_ended(const struct scanner *c, const struct dh_source_tag *t)
{
    return c->xml && t->t.self_closing;
}

/* Passes over the content of an element that is text to the tokenizer, and its end tag; false: it
 * has none. */
static bool pass_raw_text(struct scanner *c, const struct dh_source_tag *t, struct dh_str *content)
{
    bool self_closing;
    size_t end = t->t.tag == GUMBO_TAG_SCRIPT ? dh_scan_script_end(c->s, c->at)
                                              : dh_scan_raw_end(c->s, c->at, t->name);
    *content = dh_str_sub(c->s, c->at, end - c->at);
    if (end < c->s.n)
        end = dh_scan_tag_end(c->s, end + 2, &self_closing);
    c->at = end < c->s.n ? end + 1 : end;
    if (t->t.tag == GUMBO_TAG_SCRIPT && dh_script_holds_json(t->raw, *content))
        dh_skeleton_script(c->out, t->raw, *content);
    return end < c->s.n;
}

static void scan_raw_text(struct scanner *c, const struct dh_source_tag *t)
{
    bool rcdata = t->t.tag == GUMBO_TAG_TITLE || t->t.tag == GUMBO_TAG_TEXTAREA;
    struct dh_str content = DH_STR_NONE;
    bool ended = has_ended(c, t) || pass_raw_text(c, t, &content);

    if (rcdata || t->t.tag == GUMBO_TAG_XMP)
        (void)dh_scanner_text(c, content, !rcdata);
    if (ended)
        dh_scanner_end(c, t, false);
}

/* Of an element that may become a stub: passes over its content, if that is text to the tokenizer
 * and the tree leaves it out, and its end tag. false: it shows something, or has no end. */
static bool pass_content(struct scanner *c, const struct dh_source_tag *t)
{
    struct dh_str content;
    bool area = t->t.tag == GUMBO_TAG_TEXTAREA;
    if ((!area && t->t.tag != GUMBO_TAG_IFRAME) || has_ended(c, t))
        return true;
    return (!area || dh_scan_raw_end(c->s, c->at, t->name) == c->at) &&
           pass_raw_text(c, t, &content);
}

static bool is_raw_text(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEXTAREA:
        return true;
    default:
        return false;
    }
}

static void scan_plaintext(struct scanner *c)
{
    (void)dh_scanner_text(c, dh_str_sub(c->s, c->at, c->s.n), true);
    c->at = c->s.n;
}

/* Passes over an svg as a whole, if that can be done; the tree has an empty element in its place.
 */
static bool skip_svg(struct scanner *c, struct dh_source_tag *t)
{
    if (t->t.tag != GUMBO_TAG_SVG || t->t.self_closing || c->at < c->svg_seen ||
        dh_open_in_select(&c->open))
        return false;
    size_t seen = c->at;
    size_t end = dh_scan_svg_end(c->s, c->at, dh_open_reconstructs(&c->open), &seen);
    if (end > c->s.n) {
        c->svg_seen = seen;
        return false;
    }
    c->at = end;
    t->t.self_closing = true;
    return true;
}

/* Text, or an element in a line, makes Gumbo open formatting elements again. */
static void reconstruct(struct scanner *c)
{
    if (dh_open_reconstruct(&c->open))
        (void)dh_fold_follow(&c->fold, &c->open);
}

/* Reads an end tag; foreign: it stands in what is no HTML. */
static void end_element(struct scanner *c, const struct dh_source_tag *t, bool foreign)
{
    struct dh_fold_before before = dh_fold_look(&c->fold, &c->open, c->out);
    bool kept_back = c->in_text && !c->dropped;
    if (!dh_open_end(&c->open, &t->t))
        return;
    if (!dh_fold_end(&c->fold, &c->open, &before, t->t.tag, c->out)) {
        dh_scanner_end(c, t, foreign);
        return;
    }
    dh_scanner_end_stub(c);
    if (kept_back && t->t.tag == GUMBO_TAG_FORM)
        dh_scanner_behind_form(c);
}

/* Writes the end tags of p, li, dd and dt that the page left out before this tag, so that these
 * elements can be folded too. */
static void end_implied(struct scanner *c, GumboTag next, bool end)
{
    while (dh_open_may_end(&c->open)) {
        GumboTag tag = dh_open_implied_end(&c->open, next, end);
        if (tag == GUMBO_TAG_LAST || !c->fold.open[c->open.n - 1].flow)
            return;
        struct dh_source_tag t = { .name = dh_str_c(gumbo_normalized_tagname(tag)) };
        t.t.tag = tag; /* no foreign element, so its name's hash is not asked for */
        end_element(c, &t, false);
    }
}

static bool is_option(GumboTag tag)
{
    return tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP;
}

static void scan_html_start(struct scanner *c, struct dh_source_tag *t)
{
    GumboTag tag = t->t.tag;
    bool in_select = dh_open_in_select(&c->open);
    bool head = tag == GUMBO_TAG_META || tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_BASE;
    bool hidden = head || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE;

    if (tag == GUMBO_TAG_ISINDEX)
        return; /* Gumbo would write a form with text of its own */
    c->frames |= tag == GUMBO_TAG_FRAMESET;
    if (in_select && is_option(tag))
        return; /* what stands in a select is left out */
    if (hidden && leaves_no_trace(c, tag) && (!in_select || tag != GUMBO_TAG_STYLE)) {
        struct dh_str content;
        dh_scanner_dropped(c);
        if (!head && !has_ended(c, t))
            (void)pass_raw_text(c, t, &content);
        return;
    }
    skip_svg(c, t);
    if (tag == GUMBO_TAG_HTML && c->out->html.n == 0)
        c->out->html = t->raw;
    if (!comes_before_body(tag) && !c->open.count[GUMBO_TAG_TEMPLATE])
        c->body = true;
    if (dh_open_may_end(&c->open))
        end_implied(c, tag, false);
    if (c->open.n_shut && dh_tag_reconstructs(tag) && !dh_open_ends_first(&c->open, tag))
        reconstruct(c);
    struct dh_fold_before before = dh_fold_look(&c->fold, &c->open, c->out);
    before.waits = before.flow && dh_open_reconstructs(&c->open);
    if (!dh_open_start(&c->open, &t->t))
        return;
    if (dh_fold_is_void(&c->fold, &c->open, &before, &t->t) && pass_content(c, t)) {
        dh_scanner_void(c, t);
        return;
    }
    dh_scanner_start(c, t);
    dh_fold_start(&c->fold, &c->open, &before, &t->t, c->out, dh_scanner_span(c, t->raw));
    in_select = dh_open_in_select(&c->open); /* textarea leaves it */
    if (is_raw_text(tag) && (!in_select || tag == GUMBO_TAG_SCRIPT))
        scan_raw_text(c, t);
    else if (tag == GUMBO_TAG_PLAINTEXT && !in_select)
        scan_plaintext(c);
}

/* A template that declares a shadow root is shown where it stands, younger than Gumbo: it and its
 * end tag are read as elements that HTML does not know. Of nested ones the innermost 64 count. */
static void open_template(struct scanner *c, struct dh_source_tag *t)
{
    struct dh_str unused;
    bool shadow = c->body && dh_tag_attr(t->raw, DH_STR("shadowrootmode"), &unused);
    c->shadows = c->shadows << 1 | shadow;
    if (shadow)
        t->t.tag = GUMBO_TAG_UNKNOWN;
}

static void close_template(struct scanner *c, struct dh_source_tag *t)
{
    if (c->shadows & 1)
        t->t.tag = GUMBO_TAG_UNKNOWN;
    c->shadows >>= 1;
}

static bool holds_html(struct dh_str tag)
{
    return dh_attribute_is(tag, DH_STR("encoding"), DH_STR("text/html")) ||
           dh_attribute_is(tag, DH_STR("encoding"), DH_STR("application/xhtml+xml"));
}

static bool is_coloured(struct dh_str tag)
{
    struct dh_str value;
    return dh_tag_attr(tag, DH_STR("color"), &value) || dh_tag_attr(tag, DH_STR("face"), &value) ||
           dh_tag_attr(tag, DH_STR("size"), &value);
}

static void scan_start_tag(struct scanner *c)
{
    struct dh_source_tag t;
    if (!dh_source_tag_read(&c->out->known, c->s, &c->at, c->at + 1, &t) ||
        dh_scanner_start_plain(c, &t))
        return;
    if (t.t.tag == GUMBO_TAG_TEMPLATE)
        open_template(c, &t);
    GumboTag tag = t.t.tag;
    if (dh_tag_is_formatting(tag) && t.raw.n > t.name.n + 2)
        t.t.digest = dh_attribute_digest(&c->digest, t.raw);
    t.t.breaks_out = tag == GUMBO_TAG_FONT && is_coloured(t.raw);
    t.t.integration = tag == GUMBO_TAG_ANNOTATION_XML && holds_html(t.raw);
    if (tag == GUMBO_TAG_META || tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_BASE)
        dh_skeleton_head(c->out, t.raw);
    bool breaks_out = dh_tag_is(tag, DH_TAG_BREAKS_OUT) || t.t.breaks_out;
    t.foreign = dh_open_foreign(&c->open) && dh_open_foreign_rules(&c->open, tag) && !breaks_out;
    if (!t.foreign) {
        scan_html_start(c, &t);
        return;
    }
    struct dh_fold_before before = dh_fold_look(&c->fold, &c->open, c->out);
    if (dh_open_start(&c->open, &t.t)) {
        dh_scanner_start(c, &t);
        dh_fold_start(&c->fold, &c->open, &before, &t.t, c->out, dh_scanner_span(c, t.raw));
        c->last = GUMBO_TAG_LAST;
    }
}

/* In flow the end tag of what has no content ends nothing; but for </br>, which is a br. Nor does
 * </col> among columns. */
static bool is_ignored_end(const struct scanner *c, GumboTag tag)
{
    if (!dh_tag_is(tag, DH_TAG_VOID) || tag == GUMBO_TAG_BR)
        return false;
    return dh_fold_look(&c->fold, &c->open, c->out).flow ||
           (tag == GUMBO_TAG_COL && dh_fold_has_columns(&c->fold, &c->open));
}

static void scan_end_tag(struct scanner *c)
{
    bool foreign = dh_open_foreign(&c->open);
    struct dh_source_tag t;
    if (dh_scanner_end_plain(c))
        return;
    if (!dh_source_tag_read(&c->out->known, c->s, &c->at, c->at + 2, &t))
        return;
    t.t.self_closing = false;
    if (t.t.tag == GUMBO_TAG_TEMPLATE)
        close_template(c, &t);
    if (dh_open_in_select(&c->open) && is_option(t.t.tag))
        return;
    if (is_ignored_end(c, t.t.tag)) {
        c->last = GUMBO_TAG_LAST; /* a line's end behind it counts */
        return;
    }
    if (!foreign && dh_open_may_end(&c->open))
        end_implied(c, t.t.tag, true);
    end_element(c, &t, foreign);
}

/* ---- Declarations */

static void scan_cdata(struct scanner *c)
{
    struct dh_str rest = dh_str_sub(c->s, c->at + 9, c->s.n);
    size_t n = dh_str_find(rest, DH_STR("]]>"));
    (void)dh_scanner_text(c, dh_str_sub(rest, 0, n), true);
    c->at = n < rest.n ? c->at + 9 + n + 3 : c->s.n;
}

/* Whether a page with that doctype is shown as of old, as far as the ones that are met tell (HTML
 * Living Standard 13.2.6.4.1 has all). */
static bool is_quirky(struct dh_str doctype)
{
    bool public = dh_str_find(doctype, DH_STR("\"-//")) < doctype.n;
    bool later = dh_str_find(doctype, DH_STR("XHTML 1.")) < doctype.n ||
                 dh_str_find(doctype, DH_STR("HTML 4.01")) < doctype.n;
    return public && !(later && dh_str_find(doctype, DH_STR("http")) < doctype.n);
}

static void scan_declaration(struct scanner *c)
{
    struct dh_str rest = dh_str_sub(c->s, c->at, c->s.n);

    if (dh_open_foreign(&c->open) && dh_str_starts(rest, DH_STR("<![CDATA["))) {
        scan_cdata(c);
        return;
    }
    dh_scanner_dropped(c);
    size_t end = dh_scan_comment_end(c->s, c->at);
    if (!c->tags && !c->body && dh_str_starts_nocase(rest, DH_STR("<!doctype")) &&
        end - c->at <= DOCTYPE_MAX) {
        struct dh_str doctype = dh_str_sub(rest, 0, end - c->at);
        dh_skeleton_add(c->out, doctype);
        if (c->guesses)
            c->open.quirks = is_quirky(doctype);
    }
    c->at = end;
}

/* ---- The pass */

/* From s.p[at] on: the next "<"; most stand near. */
static inline size_t find_angle(struct dh_str s, size_t at)
{
    enum { NEAR = 4 * sizeof(dh_sixteen) };
    for (size_t end = at + NEAR; at < end && at + sizeof(dh_sixteen) <= s.n;
         at += sizeof(dh_sixteen)) {
        unsigned first = dh_sixteen_first(dh_sixteen_equal(dh_sixteen_load(s.p + at), '<'));
        if (first < sizeof(dh_sixteen))
            return at + first;
    }
    const char *hit = at < s.n ? memchr(s.p + at, '<', s.n - at) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

/* From c->at on: the next "<" that starts markup. */
static size_t find_markup(const struct scanner *c)
{
    size_t at = c->at;
    for (;; at++) {
        if (at < c->s.n && c->s.p[at] != '<')
            at = find_angle(c->s, at);
        if (at + 1 >= c->s.n)
            return c->s.n;
        char next = c->s.p[at + 1];
        if (dh_is_alpha((unsigned char)next) || next == '!' || next == '?' ||
            (next == '/' && at + 2 < c->s.n))
            return at;
    }
}

static void scan_markup(struct scanner *c)
{
    char next = c->s.p[c->at + 1];
    if (dh_is_alpha((unsigned char)next))
        scan_start_tag(c);
    else if (next == '/' && dh_is_alpha((unsigned char)c->s.p[c->at + 2]))
        scan_end_tag(c);
    else if (next == '/' && c->s.p[c->at + 2] == '>')
        c->at += 3;
    else
        scan_declaration(c);
}

/* Whether the tree builder reads the text as the body's: not so a line end alone behind pre, and
 * white space between the parts of a table. */
static bool is_read(const struct scanner *c, struct dh_str text)
{
    if (dh_open_in_table(&c->open))
        return dh_blank_trim(text, false).n > 0;
    return !dh_scanner_at_first_line(c) || dh_blank_first_line(text).n > 0;
}

static void scan_text(struct scanner *c, struct dh_str text)
{
    if (dh_open_in_select(&c->open))
        return;
    if (c->open.n_shut && is_read(c, text))
        reconstruct(c);
    if (dh_scanner_in_form(c)) /* a tag that is ignored leaves the text before it waiting */
        dh_scanner_end_run(c, false);
    bool any = dh_scanner_text(c, text, false);
    if (any)
        dh_fold_text(&c->fold, &c->open);
    c->fold.text |= any && c->body;
    c->body |= any;
}

static void start_page(struct scanner *c, enum dh_quirks quirks, bool frames)
{
    dh_skeleton_start(c->out, c->s);
    dh_open_init(&c->open);
    dh_fold_init(&c->fold, frames);
    c->open.quirks = quirks != DH_QUIRKS_NO;
    c->guesses = quirks == DH_QUIRKS_GUESS;
    c->xml = dh_str_starts(dh_str_trim(dh_str_sub(c->s, 0, DOCTYPE_MAX)), DH_STR("<?xml"));
    dh_buf_init(&c->digest, c->out->mem, 64 * 1024);
    c->last = GUMBO_TAG_LAST;
}

/* Scans the page; *frames: whether it is known to have a frameset. One that is met makes it true,
 * and what was scanned is worth nothing where it was not known. */
static enum dh_err scan_page(struct dh_skeleton *s, struct dh_str source, enum dh_quirks quirks,
                             bool *frames)
{
    struct scanner c = { .out = s, .s = source };

    start_page(&c, quirks, *frames);
    while (c.at < source.n && !s->err && c.frames <= *frames) {
        size_t at = find_markup(&c);
        if (at > c.at)
            scan_text(&c, dh_str_sub(source, c.at, at - c.at));
        c.at = at;
        if (at < source.n && !s->err)
            scan_markup(&c);
    }
    dh_buf_release(&c.digest);
    s->quirks = c.open.quirks;
    *frames |= c.frames;
    return s->err;
}

enum dh_err dh_scan(struct dh_skeleton *s, struct dh_str source, enum dh_quirks quirks)
{
    bool frames = false;
    enum dh_err e = scan_page(s, source, quirks, &frames);
    return frames ? scan_page(s, source, quirks, &frames) : e;
}
