/* SPDX-License-Identifier: MIT */
#include "text/repair/repair.h"

#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"
#include "text/repair/caphead.h"
#include "text/repair/edited.h"
#include "text/repair/mendable.h"
#include "text/repair/mojibake.h"
#include "text/words/entities.h"

/* One fragment being mended. */
struct mend {
    const struct dh_view *v;
    struct dh_page *page;
    struct dh_str s;
    uint32_t base; /* of the fragment in the input */
    bool french;
    enum dh_err err;
};

static void edit(struct mend *m, size_t from, size_t to, struct dh_str now, struct dh_str rule)
{
    if (m->err || !dh_view_on(m->v, rule))
        return;
    m->err =
        dh_page_edit(m->page, m->base + (uint32_t)from, (uint32_t)(to - from), DH_STORY, now, rule);
}

/* ---- Characters that are dropped */

/* Whether a joiner stands between letters of scripts that write with such: it stays there. Of
 * several the first alone may, and what is dropped behind it tells nothing. */
static bool is_joined(struct dh_str s, size_t at, size_t n)
{
    enum { FIRST = 0x590 };
    uint32_t cp = ' ';
    if (at)
        dh_utf8_back(s, at, &cp);
    if (cp < FIRST || (cp >= 0x2000 && cp < 0x2070) || dh_repair_may_drop(cp))
        return false;
    do {
        at += n;
        cp = ' ';
        if (at < s.n)
            n = dh_utf8_get(s, at, &cp);
    } while (dh_repair_may_drop(cp));
    return cp >= FIRST;
}

/* The rule that drops the character at `at`, of *n bytes; none: it stays. */
static struct dh_str drop_rule(const struct mend *m, size_t at, size_t *n)
{
    uint32_t cp;
    struct dh_str rule = DH_STR_NONE;
    *n = dh_utf8_get(m->s, at, &cp);
    if (cp == 0xAD)
        rule = DH_STR("repair.softhyphen");
    else if (cp == 0x200B || cp == 0x2060 || cp == 0xFEFF ||
             ((cp == 0x200C || cp == 0x200D) && !is_joined(m->s, at, *n)))
        rule = DH_STR("repair.zerowidth");
    return rule.n && dh_view_on(m->v, rule) ? rule : DH_STR_NONE;
}

static size_t wide_character(struct mend *m, size_t at)
{
    size_t n;
    struct dh_str rule = drop_rule(m, at, &n);
    if (rule.n)
        edit(m, at, at + n, DH_STR_NONE, rule);
    return n;
}

/* What is dropped stands between no two characters, else a second cleaning would see other
 * neighbours: the first place from `at` on that stays, and the last end of one up to `at`. */
static size_t stays_behind(const struct mend *m, size_t at)
{
    size_t n;
    while (at < m->s.n && (unsigned char)m->s.p[at] >= 0x80 && drop_rule(m, at, &n).n)
        at += n;
    return at;
}

static size_t stays_before(const struct mend *m, size_t at)
{
    while (at && (unsigned char)m->s.p[at - 1] >= 0x80) {
        uint32_t cp;
        size_t n = dh_utf8_back(m->s, at, &cp), same;
        if (!drop_rule(m, at - n, &same).n)
            break;
        at -= n;
    }
    return at;
}

/* ---- Blanks */

static bool is_close_quote(struct dh_str s, size_t end, size_t *n)
{
    uint32_t cp;
    *n = dh_utf8_back(s, end, &cp);
    return cp == '"' || cp == 0x201D || cp == 0x201C || cp == 0x2019 || cp == 0xBB || cp == 0xAB ||
           cp == '\'' || cp == 0x300D || cp == 0x300F;
}

static bool ends_stopped(struct dh_str s, size_t end)
{
    uint32_t cp;
    if (end == 0)
        return false;
    dh_utf8_back(s, end, &cp);
    return dh_utf8_stop(cp);
}

/* What stands behind a sign: the end, a blank or a closing sign. */
static bool open_behind(struct dh_str s, size_t at)
{
    return at >= s.n || dh_is_space((unsigned char)s.p[at]) || s.p[at] == ')' || s.p[at] == '"' ||
           (unsigned char)s.p[at] >= 0x80;
}

static bool next_is_stop(struct dh_str s, size_t at)
{
    while (at < s.n && s.p[at] == ' ')
        at++;
    return at < s.n && s.p[at] == '.';
}

/* Blanks [from, at) stand before the sign at `at`. A colon keeps them: "R : 50" is a label. */
static void blank_before(struct mend *m, size_t from, size_t at)
{
    struct dh_str s = m->s;
    char c = s.p[at];
    size_t q, end = stays_before(m, from), behind = stays_behind(m, at + 1);
    if (end == 0)
        return;
    bool quote = is_close_quote(s, end, &q);
    /* ". . .": stops with blanks between them leave something out; " - ,": the dash ends an inset
     */
    if (s.p[end - 1] == '-' || (c == '.' && (s.p[end - 1] == '.' || next_is_stop(s, behind))))
        return;
    if (c == '.' && open_behind(s, behind)) {
        /* `this." .`: the stop inside the quote is enough; `"since birth" .`: it only moves up */
        if (quote && ends_stopped(s, end - q))
            edit(m, from, at + 1, DH_STR_NONE, DH_STR("repair.stop"));
        else
            edit(m, from, at, DH_STR_NONE, quote ? DH_STR("repair.stop") : DH_STR("repair.space"));
        return;
    }
    if (c == ',' && open_behind(s, behind) && (quote || s.p[end - 1] != ','))
        edit(m, from, at, DH_STR_NONE, DH_STR("repair.space"));
    else if ((c == ';' || c == '!' || c == '?') && !m->french &&
             (behind == s.n || s.p[behind] == ' ') && dh_is_alpha((unsigned char)s.p[end - 1]))
        edit(m, from, at, DH_STR_NONE, DH_STR("repair.space"));
}

static bool is_sign(char c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

/* The same where characters that are dropped, the first at `at`, stand between blanks and sign. */
static void blank_before_dropped(struct mend *m, size_t at)
{
    size_t from = at;
    while (from && m->s.p[from - 1] == ' ')
        from--;
    if (from == at)
        return; /* of a run of them the first alone asks what stands behind it */
    size_t sign = stays_behind(m, at);
    if (sign > at && sign < m->s.n && is_sign(m->s.p[sign]))
        blank_before(m, from, sign);
}

/* `( AP )`: blanks on both inner sides of one pair of brackets. */
static void bracket(struct mend *m, size_t at)
{
    struct dh_str s = m->s;
    size_t inner = at + 1, close;
    while (inner < s.n && s.p[inner] == ' ')
        inner++;
    if (inner == at + 1 || inner == s.n)
        return;
    for (close = inner; close < s.n && close - inner < 200; close++)
        if (s.p[close] == ')' || s.p[close] == '(')
            break;
    if (close >= s.n || s.p[close] != ')' || s.p[close - 1] != ' ')
        return;
    size_t end = close;
    while (end > inner && s.p[end - 1] == ' ')
        end--;
    if (end == inner)
        return;
    edit(m, at + 1, inner, DH_STR_NONE, DH_STR("repair.bracket"));
    edit(m, end, close, DH_STR_NONE, DH_STR("repair.bracket"));
}

/* ---- Letters that were written otherwise */

/* Whether what a run decodes to would go by itself, wherever it stands: a BOM, a soft hyphen. */
static bool is_dropped(struct dh_str now)
{
    uint32_t cp;
    dh_utf8_get(now, 0, &cp);
    return dh_repair_drops(cp);
}

/* What lives as long as the page and says the same: most of what is read is one of few characters,
 * and there may be very many. */
static bool keep(struct mend *m, struct dh_str now, struct dh_str *copy)
{
    static const struct dh_str few = { " &<>\"'", 6 };
    size_t at = now.n == 1 ? dh_str_find_byte(few, now.p[0]) : few.n;
    *copy = dh_str_sub(few, at, 1);
    return now.n == 0 || at < few.n || dh_arena_copy(&m->page->arena, now, copy);
}

/* The reference at `at`, or one that is no more; *known is set at the first. */
static size_t entity(struct mend *m, size_t at, struct dh_entities *known)
{
    char now[DH_ENTITY_MAX];
    size_t n;
    struct dh_str copy;
    if (known->text.p != m->s.p)
        *known = dh_entities_of(m->s);
    size_t taken = dh_entity_read(known, at, now, &n);
    if (taken == 0)
        return 1;
    if (is_dropped((struct dh_str){ now, n }))
        n = 0;
    if (keep(m, (struct dh_str){ now, n }, &copy))
        edit(m, at, at + taken, copy, DH_STR("repair.entity"));
    else
        m->err = DH_ELIMIT;
    return taken;
}

/* What stands at `at` of a fragment that holds mojibake; answers its bytes. */
static size_t misread(struct mend *m, size_t at)
{
    char now[4];
    size_t n, run = dh_mojibake_run(m->s, at, now, &n);
    struct dh_str copy;
    uint32_t cp;
    if (run == 0)
        return dh_utf8_get(m->s, at, &cp);
    if (is_dropped((struct dh_str){ now, n }))
        n = 0;
    if (dh_arena_copy(&m->page->arena, (struct dh_str){ now, n }, &copy))
        edit(m, at, at + run, copy, DH_STR("repair.mojibake"));
    else
        m->err = DH_ELIMIT;
    return run;
}

static void mojibake(struct mend *m)
{
    if (!dh_mojibake_certain(m->s))
        return;
    for (size_t at = 0; (at += dh_swar_ascii(m->s, at)) < m->s.n && !m->err;)
        at += misread(m, at);
}

/* ---- Whole fragments */

/* How long either half is of what is twice the same, three words at least; s.n: it is not. */
static size_t half_of(struct dh_str s)
{
    size_t half = s.n / 2;
    if (s.n < 25 || s.n % 2 == 0 || s.p[half] != ' ' || memcmp(s.p, s.p + half + 1, half) != 0)
        return s.n;
    unsigned blanks = 0;
    for (size_t i = 0; i < half; i++)
        blanks += s.p[i] == ' ';
    return blanks >= 2 ? half : s.n;
}

/* Whether it has three different words: `na na na na na na` is sung so. */
static bool has_three_words(struct dh_str s)
{
    struct dh_str word, known[2] = { DH_STR_NONE, DH_STR_NONE };
    while (dh_str_split(&s, ' ', &word)) {
        size_t i = 0;
        while (i < DH_LEN(known) && known[i].n && !dh_str_eq_nocase(word, known[i]))
            i++;
        if (i == DH_LEN(known))
            return true;
        known[i] = word;
    }
    return false;
}

/* `Title here Title here`: one stays; of four, too, or a second cleaning would find two. */
static void doubled(struct mend *m)
{
    enum { BYTES = 600 };
    size_t n = m->s.n, half;
    if (n > BYTES)
        return;
    while ((half = half_of(dh_str_sub(m->s, 0, n))) < n)
        n = half;
    if (n < m->s.n && has_three_words(dh_str_sub(m->s, 0, n)))
        edit(m, n, m->s.n, DH_STR_NONE, DH_STR("repair.doubled"));
}

static void one_pass(struct mend *m)
{
    struct dh_str s = m->s;
    struct dh_entities known = { .text = DH_STR_NONE };
    for (size_t at = dh_mendable_next(s, 0); at < s.n && !m->err; at = dh_mendable_next(s, at)) {
        unsigned char c = (unsigned char)s.p[at];
        if (c == ' ') {
            size_t from = at;
            while (at < s.n && s.p[at] == ' ')
                at++;
            if (at < s.n && is_sign(s.p[at]))
                blank_before(m, from, at);
        } else if (c == '(') {
            bracket(m, at++);
        } else if (c == '&') {
            at += entity(m, at, &known);
        } else if (c == 0xC2 || c == 0xE2 || c == 0xEF) {
            blank_before_dropped(m, at);
            at += wide_character(m, at);
        } else {
            at++;
        }
    }
}

/* One look at the text of a fragment as far as it is mended, or well: adds what it finds, as edits
 * of that text. Whether there may be more to find. */
static bool look(struct mend *m, bool well)
{
    size_t found = m->page->n_edits;
    if (!well) {
        one_pass(m);
        mojibake(m);
    }
    doubled(m);
    return m->page->n_edits > found;
}

enum dh_err dh_repair_fragment(const struct dh_view *v, struct dh_page *page, size_t i, size_t cuts,
                               size_t n_cuts)
{
    enum { ROUNDS = 8 }; /* two, where nobody made a puzzle of it */
    struct mend m = { .v = v, .page = page, .french = dh_lang_is(v->lang, "fr") };
    size_t first = page->n_edits;
    bool more = true, well = n_cuts == 0 && page->fragments[i].looks & DH_LOOKS_WELL;
    m.err = dh_edited_begin(page, cuts, n_cuts);
    for (int round = 0; more && round < ROUNDS && m.err == DH_OK; round++) {
        size_t found = page->n_edits;
        m.err = dh_edited_text(page, i, first, &m.s);
        more = m.err == DH_OK && look(&m, well && round == 0);
        if (m.err == DH_OK && page->n_edits > found) {
            page->n_edits = found + dh_edits_settle(page->edits + found, page->n_edits - found);
            m.err = dh_edited_join(page, i, first, found);
        }
        if (found > first)
            dh_arena_reset(&page->scratch);
    }
    if (n_cuts)
        dh_edited_uncut(page, first);
    return m.err;
}

enum dh_err dh_repair_once(const struct dh_view *v, struct dh_page *page, size_t i)
{
    struct mend m = { .v = v, .page = page, .s = dh_page_fragment(page, i) };
    size_t first = page->n_edits;
    m.base = page->fragments[i].at;
    m.french = dh_lang_is(v->lang, "fr");
    one_pass(&m);
    mojibake(&m);
    if (m.err == DH_OK && page->n_edits == first && !m.french) /* French keeps some blanks */
        page->fragments[i].looks |= DH_LOOKS_WELL;
    if (m.err == DH_OK)
        page->n_edits = first + dh_edits_settle(page->edits + first, page->n_edits - first);
    return m.err;
}

/* ---- Between fragments */

/* What stands before fragment i, or with i == n_fragments behind the last one. */
static struct dh_str separator(const struct dh_page *p, size_t i)
{
    const struct dh_fragment *f = p->fragments;
    size_t from = i ? f[i - 1].at + f[i - 1].n : 0;
    return dh_str_sub(p->input, from, (i < p->n_fragments ? f[i].at : p->input.n) - from);
}

/* Its line ends, and what stands between them; empty: it has none. */
static struct dh_str line_ends(struct dh_str s)
{
    size_t from = 0;
    while (from < s.n && s.p[from] != '\n' && s.p[from] != '\r')
        from++;
    while (s.n > from && s.p[s.n - 1] != '\n' && s.p[s.n - 1] != '\r')
        s.n--;
    return dh_str_sub(s, from, s.n - from);
}

/* A crosshead that shares a line with its paragraph, fragment i, is set apart from it as lines of
 * this text are. */
static bool crosshead(struct mend *m, size_t i)
{
    const struct dh_page *p = m->page;
    const struct dh_fragment *f = &p->fragments[i];
    size_t next;
    if (p->unit != DH_UNIT_LINE || i == 0 || i == p->n_fragments || line_ends(m->s).n ||
        !dh_caphead_end(dh_str_sub(p->input, f[-1].at, f->at + f->n - f[-1].at), &next) ||
        f[-1].at + next != f->at)
        return false;
    struct dh_str ends = line_ends(separator(p, i + 1));
    if (ends.n == 0 && i > 1)
        ends = line_ends(separator(p, i - 1));
    if (ends.n)
        edit(m, 0, m->s.n, ends, DH_STR("repair.crosshead"));
    return ends.n;
}

enum dh_err dh_repair_separator(const struct dh_view *v, struct dh_page *page, size_t i)
{
    struct mend m = { .v = v, .page = page, .s = separator(page, i) };
    m.base = (uint32_t)(m.s.p - page->input.p);
    if (crosshead(&m, i))
        return m.err;
    for (size_t at = 0; at < m.s.n && !m.err;)
        at += (unsigned char)m.s.p[at] < 0x80 ? 1 : wide_character(&m, at);
    return m.err;
}
