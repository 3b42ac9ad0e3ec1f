/* SPDX-License-Identifier: MIT */
#include "tree/scanner.h"

#include <string.h>

#include "tree/blank.h"

/* ---- Text */

static void write_stub(struct scanner *c, struct dh_str run, bool before, bool after, bool literal)
{
    unsigned is = (before ? DH_PIECE_SPACE_BEFORE : 0u) | (after ? DH_PIECE_SPACE_AFTER : 0u) |
                  (literal ? DH_PIECE_LITERAL : 0u);
    dh_skeleton_piece(c->out, (struct dh_piece){ (uint32_t)(run.p - c->s.p), (uint32_t)run.n,
                                                 DH_TAG_TEXT, (uint8_t)is });
    dh_skeleton_stub(c->out, c->out->n_pieces - 1);
    c->in_text = true;
}

static void write_space(struct scanner *c)
{
    dh_skeleton_piece(c->out, (struct dh_piece){ .tag = DH_TAG_TEXT, .is = DH_PIECE_SPACE_BEFORE });
    dh_skeleton_byte(c->out, ' ');
    c->in_text = true;
}

bool dh_scanner_at_first_line(const struct scanner *c)
{
    return c->last == GUMBO_TAG_PRE || c->last == GUMBO_TAG_LISTING ||
           c->last == GUMBO_TAG_TEXTAREA;
}

void dh_scanner_dropped(struct scanner *c)
{
    c->dropped = true;
    if (dh_scanner_at_first_line(c))
        c->last = GUMBO_TAG_LAST;
}

/* Whether text does nothing here but come into the tree. */
static bool in_flow(const struct scanner *c)
{
    return c->fold.text && dh_fold_look(&c->fold, &c->open, c->out).flow && !dh_scanner_in_form(c);
}

void dh_scanner_end_run(struct scanner *c, bool flow)
{
    if (c->dropped) {
        dh_skeleton_piece(c->out, (struct dh_piece){ .tag = DH_PIECE_BREAK });
        if (flow)
            dh_skeleton_stub(c->out, c->out->n_pieces - 1);
        else
            dh_skeleton_add(c->out, DH_STR("<!---->"));
    }
    c->in_text = c->dropped = false;
}

/* White space here is in no tree: head and html keep none, and nothing follows from it. Most
 * comments and scripts of a page stand between two such runs. */
static bool drops_space(const struct scanner *c)
{
    GumboTag tag = c->open.n ? (GumboTag)c->open.stack[c->open.n - 1].tag : GUMBO_TAG_HTML;
    return !c->body && (tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_HTML);
}

bool dh_scanner_text(struct scanner *c, struct dh_str s, bool literal)
{
    if (dh_scanner_at_first_line(c))
        s = dh_blank_first_line(s);
    c->last = GUMBO_TAG_LAST;
    if (s.n == 0)
        return false;
    struct dh_str run = dh_blank_trim(s, literal);
    if (run.n == 0 && c->in_text && drops_space(c)) {
        c->dropped = false;
        return false;
    }
    if (c->in_text)
        dh_scanner_end_run(c, in_flow(c));
    c->dropped = false;
    bool apart = !c->body || c->columns;
    if (run.n == 0) {
        write_space(c);
        return false;
    }
    bool before = run.p > s.p;
    size_t n = run.n;
    while (dh_is_space((unsigned char)run.p[run.n - 1]))
        run.n--;
    if (before && apart)
        write_space(c); /* here white space goes another way than text */
    write_stub(c, run, before && !apart, run.n < n, literal);
    c->columns = false;
    return true;
}

/* ---- Tags */

/* Six letters that tell attribute sets apart, as the name of an attribute. */
static void write_digest(struct scanner *c, uint32_t digest)
{
    char name[7] = { ' ' };
    for (size_t i = 1; i < sizeof(name); i++, digest /= 26)
        name[i] = (char)('a' + digest % 26);
    dh_skeleton_add(c->out, (struct dh_str){ name, sizeof(name) });
}

static void write_attributes(struct scanner *c, const struct dh_source_tag *t)
{
    if (t->t.digest)
        write_digest(c, t->t.digest);
    if (t->t.breaks_out)
        dh_skeleton_add(c->out, DH_STR(" color"));
    if (t->t.integration)
        dh_skeleton_add(c->out, DH_STR(" encoding=text/html"));
    if (t->t.tag == GUMBO_TAG_INPUT && dh_attribute_is(t->raw, DH_STR("type"), DH_STR("hidden")))
        dh_skeleton_add(c->out, DH_STR(" type=hidden"));
}

static bool has_attributes(const struct dh_open_tag *t)
{
    return t->digest || t->breaks_out || t->integration || t->tag == GUMBO_TAG_INPUT;
}

static void write_name(struct scanner *c, const struct dh_source_tag *t, bool verbatim)
{
    if (t->t.tag == GUMBO_TAG_UNKNOWN && !verbatim)
        dh_skeleton_byte(c->out, 'x');
    else
        dh_skeleton_add(c->out, t->name);
}

void dh_scanner_start(struct scanner *c, const struct dh_source_tag *t)
{
    size_t at = c->out->n;

    if (!has_attributes(&t->t) && !t->foreign && t->t.tag != GUMBO_TAG_UNKNOWN) {
        dh_skeleton_tag(c->out, t->name, t->t.self_closing);
    } else {
        dh_skeleton_byte(c->out, '<');
        write_name(c, t, t->foreign);
        write_attributes(c, t);
        if (t->t.self_closing)
            dh_skeleton_byte(c->out, '/');
        dh_skeleton_byte(c->out, '>');
    }
    if (c->out->err)
        return;
    c->out->tags[at / 3] = dh_scanner_span(c, t->raw);
    c->tags = true;
    c->in_text = false;
    if (t->t.tag != GUMBO_TAG_HTML) /* it changes nothing there */
        c->columns = t->t.tag == GUMBO_TAG_COLGROUP || t->t.tag == GUMBO_TAG_COL;
    c->last = t->t.tag;
}

void dh_scanner_end(struct scanner *c, const struct dh_source_tag *t, bool foreign)
{
    if (t->t.tag == GUMBO_TAG_FORM) /* only here Gumbo forgets to do it by itself */
        dh_scanner_end_run(c, false);
    dh_skeleton_add(c->out, DH_STR("</"));
    write_name(c, t, foreign);
    dh_skeleton_byte(c->out, '>');
    c->last = GUMBO_TAG_LAST;
    c->in_text = false;
}

void dh_scanner_end_stub(struct scanner *c)
{
    if (dh_scanner_in_form(c))
        dh_skeleton_add(c->out, DH_STR("<!---->"));
    c->in_text = false;
    c->last = GUMBO_TAG_LAST;
}

void dh_scanner_behind_form(struct scanner *c)
{
    struct dh_skeleton *s = c->out;
    size_t end = s->n_pieces - 1, first = end;
    if (s->err)
        return;
    while (s->pieces[first - 1].tag == DH_TAG_TEXT) /* the form's start tag stands before */
        first--;
    memmove(&s->pieces[first + 1], &s->pieces[first], (end - first) * sizeof *s->pieces);
    s->pieces[first] = (struct dh_piece){ .tag = DH_PIECE_END };
    for (size_t i = first + 1; i <= end; i++) {
        if (s->pieces[i].n)
            dh_skeleton_stub(s, i);
        else
            dh_skeleton_byte(s, ' ');
    }
    c->in_text = true;
}

void dh_scanner_void(struct scanner *c, const struct dh_source_tag *t)
{
    struct dh_span raw = dh_scanner_span(c, t->raw);
    dh_skeleton_piece(c->out,
                      (struct dh_piece){ raw.at, raw.n, (uint16_t)t->t.tag, DH_PIECE_VOID });
    dh_skeleton_stub(c->out, c->out->n_pieces - 1);
    c->columns = false;
    dh_scanner_end_stub(c);
}
