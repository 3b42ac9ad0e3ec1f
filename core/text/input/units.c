/* SPDX-License-Identifier: MIT */
/* From scraped text to fragments. The unit is chosen once a text, by measures that removing
 * fragments seldom moves across their bounds, so that the cleaned text is cut the same way again.
 * Where it would not be, since most lines were chrome (one is left, or most of what is left is
 * hard-wrapped), what is left is cut anew (dh_text_split_rest) and judged so.
 *
 * - sentence: all stands in one line;
 * - paragraph: hard-wrapped. Lines were filled to a width (wrap.h), and are joined where one goes
 *   on in the next. Or else most lines stand in groups between blank lines, all of a group but the
 *   last are 40 to 100 characters wide, at most a third of those end as sentences do, and not all
 *   that follow one begin with capitals, as items do: then the groups are the paragraphs;
 * - line: all else; a crosshead in capitals that shares a line is one of its own (caphead.h).
 *
 * Line ends are LF, CR, CRLF, NEL (U+0085), U+2028, U+2029, VT and FF (Unicode, 5.8), mixed or not.
 * White space at either end of a fragment belongs to the separator; so do characters there which
 * repairs drop. Linear time. Any thread. */
#include "base/swar.h"
#include "base/utf8.h"
#include "text/input/sentences.h"
#include "text/input/wrap.h"
#include "text/repair/caphead.h"
#include "text/repair/repair.h"
#include "text/text.h"

enum {
    SENTENCES = 400000, /* a line is cut into at most so many fragments */
    COUNT_FIRST =
        1 << 20, /* longer inputs are cut twice: to count, and into an array that just fits */
    KNOWN = 256  /* lines that are found once */
};

/* Length of the line end at s.p[at]: 0 when none stands there. */
static size_t line_end(struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];
    if (c == '\n' || c == '\v' || c == '\f')
        return 1;
    if (c == '\r')
        return at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
    if (c == 0xC2)
        return at + 1 < s.n && (unsigned char)s.p[at + 1] == 0x85 ? 2 : 0;
    if (c == 0xE2 && at + 2 < s.n && (unsigned char)s.p[at + 1] == 0x80 &&
        ((unsigned char)s.p[at + 2] == 0xA8 || (unsigned char)s.p[at + 2] == 0xA9))
        return 3;
    return 0;
}

/* Offset of the line end at or behind `at`, s.n when there is none; *n its length. Bytes that may
 * not begin one are passed over sixteen at a time. */
static size_t find_line_end(struct dh_str s, size_t at, size_t *n)
{
    while (at < s.n && s.n - at >= 16) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        unsigned found = dh_sixteen_first(dh_sixteen_between(x, '\n', '\r') |
                                          dh_sixteen_equal(x, 0xC2) | dh_sixteen_equal(x, 0xE2));
        at += found;
        if (found < 16 && (*n = line_end(s, at)) != 0)
            return at;
        at += found < 16;
    }
    for (; at < s.n; at++) {
        *n = line_end(s, at);
        if (*n)
            return at;
    }
    *n = 0;
    return s.n;
}

/* Whether a character at an end of a line belongs to the separator: white space of any script, and
 * what repairs drop there, joiners that join nothing among it. */
static bool is_edge(uint32_t cp)
{
    return (dh_utf8_class(cp) & DH_C_SPACE) || dh_repair_may_drop(cp);
}

static struct dh_str trim(struct dh_str s)
{
    for (;;) {
        s = dh_str_trim(s);
        uint32_t cp;
        if (s.n && ((unsigned char)s.p[0] >= 0x80 || s.p[0] == '\v')) {
            size_t n = dh_utf8_get(s, 0, &cp);
            if (is_edge(cp)) {
                s = dh_str_sub(s, n, s.n);
                continue;
            }
        }
        if (s.n && ((unsigned char)s.p[s.n - 1] >= 0x80 || s.p[s.n - 1] == '\v')) {
            size_t n = dh_utf8_back(s, s.n, &cp);
            if (is_edge(cp)) {
                s.n -= n;
                continue;
            }
        }
        return s;
    }
}

/* ---- Which unit */

struct shape {
    struct dh_wrap_form form;
    size_t lines;   /* that are not blank */
    size_t wrapped; /* lines in groups that look hard-wrapped */
    size_t broken;  /* lines that another of the group follows; */
    size_t stopped; /* those of them that end a sentence: few do where lines are wrapped; */
    bool capitals;  /* and the next of each begins with a capital, as items do */
};

/* Counts the lines of one group between blank lines. */
struct group {
    size_t lines, fit; /* fit: lines before the last that have a wrapped line's width */
    size_t last;       /* width of the line read last, */
    bool columns;      /* and whether it is the row of a table */
};

static void close_group(struct shape *sh, struct group *g)
{
    /* the last line of a wrapped paragraph may be short, not long */
    if (g->lines > 1 && g->fit == g->lines - 1 && g->last <= DH_WRAP_MAX)
        sh->wrapped += g->lines;
    *g = (struct group){ 0 };
}

/* Where the first lines of a text end, and where the next ones begin. */
struct known {
    size_t n;
    struct {
        size_t end, next;
    } line[KNOWN];
};

/* A line, and what indents it. */
struct line {
    struct dh_str text, indented;
};

/* The line at *at, which is moved behind it. known: its end is put down there, if it has room; may
 * be NULL. */
static struct line next_line(struct dh_str s, size_t *at, struct known *known)
{
    size_t n, from = *at, end = find_line_end(s, from, &n);
    struct line l = { .text = trim(dh_str_sub(s, from, end - from)) };
    *at = end + n;
    if (known && known->n < KNOWN) {
        known->line[known->n].end = end;
        known->line[known->n++].next = end + n;
    }
    if (l.text.n) {
        size_t indent = (size_t)(l.text.p - s.p) - from;
        l.indented = dh_str_sub(s, from, indent + l.text.n);
    }
    return l;
}

static bool begins_with_capital(struct dh_str line)
{
    uint32_t cp = 0;
    dh_utf8_get(line, 0, &cp);
    return dh_utf8_class(cp) & DH_C_UPPER;
}

static struct shape measure(struct dh_str s, struct known *known)
{
    struct shape sh = { .capitals = true };
    struct group g = { 0 };
    struct dh_wrap w = { .columns = dh_str_has_columns(s) };
    struct dh_str before = DH_STR_NONE;
    size_t width = 0; /* of the line before, in characters */
    bool hopeless = false;
    for (size_t at = 0; at < s.n;) {
        struct line l = next_line(s, &at, known);
        if (before.n && !hopeless) {
            dh_wrap_add(&w, before, width, l.indented);
            hopeless = dh_wrap_is_hopeless(&w, s.n - at);
        }
        if (l.text.n == 0) {
            before = DH_STR_NONE;
            close_group(&sh, &g);
            continue;
        }
        sh.lines++;
        if (g.lines) {
            g.fit += g.last >= DH_WRAP_MIN && g.last <= DH_WRAP_MAX && !g.columns;
            sh.broken++;
            sh.stopped += dh_wrap_is_ended(before);
            sh.capitals = sh.capitals && begins_with_capital(l.text);
        }
        g.lines++;
        g.last = dh_wrap_characters(l.text);
        g.columns = w.columns && g.last <= DH_WRAP_MAX && dh_str_has_columns(l.text);
        before = l.indented;
        width = before.n == l.text.n ? g.last : dh_wrap_characters(before);
    }
    if (before.n && !hopeless)
        dh_wrap_add(&w, before, width, DH_STR_NONE);
    close_group(&sh, &g);
    sh.form = dh_wrap_form(&w);
    return sh;
}

/* The unit, and how lines were filled; to no width: groups between blank lines are whole. */
static enum dh_unit choose(struct dh_str s, struct dh_wrap_form *form, struct known *known)
{
    struct shape sh = measure(s, known);
    *form = sh.form;
    if (sh.lines <= 1)
        return DH_UNIT_SENTENCE;
    if (sh.form.width || (sh.wrapped >= 4 && sh.wrapped * 10 >= sh.lines * 6 &&
                          sh.stopped * 3 <= sh.broken && !sh.capitals))
        return DH_UNIT_PARAGRAPH;
    return DH_UNIT_LINE;
}

/* ---- Cutting */

/* Where the fragments of a stretch of the input go: counted only, or onto the page. */
struct sink {
    struct dh_page *page;
    struct dh_str part;
    struct dh_wrap_form form;
    const struct known *known; /* lines of the stretch; NULL: none */
    bool count;
    size_t n;
    enum dh_err err;
};

/* Markdown's signs for headings, items and quotes: the role is set, the signs stay part of the
 * fragment. */
static enum dh_role role_of(struct dh_str s)
{
    size_t at = 0;
    while (at < s.n && s.p[at] == '#')
        at++;
    if (at > 0 && at <= 6 && at < s.n && s.p[at] == ' ')
        return DH_ROLE_HEADING;
    if (s.n > 2 && (s.p[0] == '*' || s.p[0] == '-' || s.p[0] == '+') && s.p[1] == ' ')
        return DH_ROLE_ITEM;
    if (s.n > 2 && s.p[0] == '>' && s.p[1] == ' ')
        return DH_ROLE_QUOTE;
    if (dh_str_starts(s, DH_STR("\xE2\x80\xA2")))
        return DH_ROLE_ITEM;
    return DH_ROLE_PARAGRAPH;
}

static void emit(struct sink *k, size_t from, size_t to)
{
    struct dh_str s = trim(dh_str_sub(k->part, from, to - from));
    if (k->err || s.n == 0)
        return;
    k->n++;
    if (k->count)
        return;
    k->err = dh_page_add_fragment(k->page, (uint32_t)(s.p - k->page->input.p), (uint32_t)s.n,
                                  role_of(s));
}

/* A line; of one that begins with a crosshead that and the rest. */
static void emit_line(struct sink *k, size_t from, size_t to)
{
    struct dh_str s = trim(dh_str_sub(k->part, from, to - from));
    size_t next, end = dh_caphead_end(s, &next);
    if (end) {
        from = (size_t)(s.p - k->part.p);
        emit(k, from, from + end);
        from += next;
    }
    emit(k, from, to);
}

static void cut_lines(struct sink *k)
{
    struct dh_str s = k->part;
    size_t at = 0, known = k->known ? k->known->n : 0;
    for (size_t i = 0; i < known && !k->err; at = k->known->line[i++].next)
        emit_line(k, at, k->known->line[i].end);
    while (at < s.n && !k->err) {
        size_t n, stop = find_line_end(s, at, &n);
        emit_line(k, at, stop);
        at = stop + n;
    }
}

static void cut_paragraphs(struct sink *k)
{
    struct dh_str s = k->part, before = DH_STR_NONE;
    size_t begin = 0, end = 0; /* of the paragraph at hand */
    for (size_t at = 0; at < s.n && !k->err;) {
        size_t from = at;
        struct line l = next_line(s, &at, NULL);
        bool goes_on = l.text.n && before.n &&
                       (k->form.width == 0 || dh_wrap_goes_on(before, l.indented, k->form));
        if (!goes_on) {
            emit(k, begin, end);
            begin = from;
        }
        end = l.text.n ? (size_t)(l.text.p - s.p) + l.text.n : begin;
        before = l.indented;
    }
    emit(k, begin, end);
}

static void cut_sentences(struct sink *k)
{
    struct dh_str s = k->part;
    struct dh_entities e = dh_entities_of(s);
    size_t least = s.n / SENTENCES; /* very long lines: several sentences a fragment */
    for (size_t at = 0; at < s.n && !k->err;) {
        size_t end = dh_sentence_end(&e, at);
        while (end - at < least && end < s.n)
            end = dh_sentence_end(&e, end);
        emit(k, at, end);
        at = end; /* a reference to white space is the next one's, which mends it */
        while (at < s.n && dh_is_space((unsigned char)s.p[at]))
            at++;
    }
}

static void cut(struct sink *k)
{
    if (k->page->unit == DH_UNIT_SENTENCE)
        cut_sentences(k);
    else if (k->page->unit == DH_UNIT_PARAGRAPH)
        cut_paragraphs(k);
    else
        cut_lines(k);
}

enum dh_err dh_text_split(struct dh_page *page)
{
    struct known known DH_NOT_CLEARED;
    struct sink k = { .page = page, .part = page->input, .known = &known };

    known.n = 0;
    page->unit = choose(page->input, &k.form, &known);
    page->n_fragments = 0;
    enum dh_err e = dh_page_set(page, DH_FIELD_UNIT, dh_str_c(dh_unit_name(page->unit)));
    if (e)
        return e;
    if (page->input.n > COUNT_FIRST) {
        k.count = true;
        cut(&k);
        if (k.n > DH_PAGE_FRAGMENTS)
            return DH_ELIMIT;
        page->fragments = dh_arena_alloc(&page->arena, k.n * sizeof *page->fragments);
        if (!page->fragments)
            return DH_ELIMIT;
        page->cap_fragments = k.n;
        k.count = false;
    }
    cut(&k);
    return k.err;
}

/* ---- Cutting anew what stays */

/* Whether what stays, or what it was mended to, may be of another unit. Lines that stay may be
 * hard-wrapped only where enough of them are no wider than those are: choose() asks for six of ten
 * at the least. */
static bool may_differ(const struct dh_page *page)
{
    size_t stay = 0, narrow = 0;
    for (size_t i = 0; i < page->n_fragments; i++) {
        if (dh_page_goes(page, i))
            continue;
        stay++;
        narrow += page->fragments[i].n <= DH_WRAP_MAX ||
                  dh_wrap_characters(dh_page_fragment(page, i)) <= DH_WRAP_MAX;
    }
    if (stay == 0 || (stay == page->n_fragments && page->n_edits == 0))
        return false;
    return page->unit == DH_UNIT_PARAGRAPH || stay == 1 || narrow * 10 >= stay * 6;
}

/* Cuts the stretches that stay; of what goes the fragments are as they were. */
static enum dh_err cut_rest(struct sink *k, const struct dh_fragment *was, size_t n)
{
    struct dh_page *page = k->page;
    for (size_t i = 0; !k->err && i < n;) {
        size_t from = i;
        while (i < n && dh_kind_stays(was[i].kind))
            i++;
        if (i == from) {
            k->err = dh_page_add_fragment(page, was[i].at, was[i].n, (enum dh_role)was[i].role);
            if (!k->err)
                page->fragments[page->n_fragments - 1] = was[i];
            i++;
            continue;
        }
        uint32_t at = was[from].at, end = was[i - 1].at + was[i - 1].n;
        k->part = dh_str_sub(page->input, at, end - at);
        cut(k);
    }
    return k->err;
}

static bool same_cuts(const struct dh_page *page, const struct dh_fragment *was, size_t n)
{
    if (page->n_fragments != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (page->fragments[i].at != was[i].at || page->fragments[i].n != was[i].n)
            return false;
    return true;
}

enum dh_err dh_text_split_rest(struct dh_page *page, bool *other)
{
    struct sink k = { .page = page };
    struct dh_str rest;
    *other = false;
    if (page->unit == DH_UNIT_BLOCK || page->unit == DH_UNIT_SENTENCE || !may_differ(page))
        return DH_OK;
    enum dh_err e = dh_page_rest(page, &rest);
    enum dh_unit unit = e ? page->unit : choose(rest, &k.form, NULL);
    dh_arena_reset(&page->scratch);
    if (e || (unit == page->unit && unit != DH_UNIT_PARAGRAPH))
        return e;
    struct dh_fragment *was = page->fragments;
    size_t n = page->n_fragments, cap = page->cap_fragments;
    page->unit = unit;
    page->fragments = NULL;
    page->n_fragments = page->cap_fragments = 0;
    e = cut_rest(&k, was, n);
    *other = e == DH_OK && !same_cuts(page, was, n);
    if (*other) {
        dh_arena_drop(&page->arena, was, cap, sizeof *was);
        return e;
    }
    dh_arena_drop(&page->arena, page->fragments, page->cap_fragments, sizeof *was);
    page->fragments = was;
    page->n_fragments = n;
    page->cap_fragments = cap;
    return e;
}
