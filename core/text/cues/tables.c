/* SPDX-License-Identifier: MIT */
#include "text/cues/tables.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "text/words/normal.h"

struct table {
    struct dh_forms *f;
    struct dh_detail *d;
    bool users;
    enum {
        NONE, /* none has begun */
        RULES,
        WORDS, /* it gives words of the lexicon */
        LISTS  /* words of lists */
    } section;
    uint8_t kind;
    int lang; /* -1: any */
    uint64_t line;
    struct dh_str kind_name, lang_name;
};

static enum dh_err bad(const struct table *t, const char *what, struct dh_str at)
{
    return dh_fail(t->d, DH_ECONFIG, t->line, "line %llu: %s '%.*s'", (unsigned long long)t->line,
                   what, (int)(at.n < 80 ? at.n : 80), at.p);
}

static enum dh_err memory(const struct table *t)
{
    return dh_fail(t->d, DH_ENOMEM, t->line, "out of memory");
}

/* Cuts the first blank-separated word off *s. */
static struct dh_str next_word(struct dh_str *s)
{
    *s = dh_str_trim(*s);
    size_t n = 0;
    while (n < s->n && !dh_is_space((unsigned char)s->p[n]))
        n++;
    struct dh_str w = dh_str_sub(*s, 0, n);
    *s = dh_str_trim(dh_str_sub(*s, n, s->n));
    return w;
}

static enum dh_err read_section(struct table *t, struct dh_str line)
{
    struct dh_str in = dh_str_sub(line, 1, line.n - 2), all = in;
    struct dh_str kind = next_word(&in), lang = next_word(&in);
    if (lang.n == 0 || in.n)
        return bad(t, "a section is [KIND LANGUAGE], not", all);
    t->lang = dh_str_eq(lang, DH_STR("any")) ? -1 : dh_lang_number(lang);
    if (t->lang < 0 && !dh_str_eq(lang, DH_STR("any")))
        return bad(t, "no such language:", lang);
    t->kind_name = kind;
    t->lang_name = lang;
    t->section = dh_str_eq(kind, DH_STR("words"))  ? WORDS
                 : dh_str_eq(kind, DH_STR("list")) ? LISTS
                                                   : RULES;
    t->kind = DH_STORY;
    if (t->section != RULES || dh_str_eq(kind, DH_STR("keep")))
        return DH_OK;
    for (int k = DH_STORY + 1; k < DH_KINDS; k++)
        if (dh_str_eq(kind, dh_str_c(dh_kind_name((enum dh_kind)k))))
            t->kind = (uint8_t)k;
    return t->kind ? DH_OK : bad(t, "no such kind:", kind);
}

/* The role or list of that name; -1: none such. */
static int named(const struct table *t, struct dh_str name)
{
    if (t->section == LISTS)
        return dh_wordlist_number(name);
    if (name.n > 2 && name.p[0] == '<' && name.p[name.n - 1] == '>')
        return dh_forms_class(t->f, dh_str_sub(name, 1, name.n - 2));
    return dh_forms_role(t->f, name);
}

/* Whether a word of the lexicon is meant as a form, "(a|b)", which only rows have. */
static bool is_form(const struct table *t, struct dh_str word)
{
    bool form = false;
    for (size_t i = 0; t->section == WORDS && i < word.n; i++)
        form |= word.p[i] && strchr("()[]|<>", word.p[i]) != NULL;
    return form;
}

static enum dh_err add_word(const struct table *t, struct dh_str word, int of)
{
    if (t->section == LISTS)
        return dh_forms_add_listed(t->f, word, (enum dh_wordlist)of,
                                   t->lang < 0 ? DH_LIST_ANY : t->lang);
    return dh_forms_add_phrase(t->f, word, (uint32_t)of,
                               t->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << t->lang);
}

static enum dh_err read_words(struct table *t, struct dh_str line)
{
    const bool list = t->section == LISTS;
    size_t colon = dh_str_find_byte(line, ':');
    if (colon == line.n)
        return bad(t,
                   list ? "a list is given as NAME: WORD, WORD; this row is"
                        : "words are given as ROLE: WORD, WORD; this row is",
                   line);
    struct dh_str name = dh_str_trim(dh_str_sub(line, 0, colon));
    struct dh_str rest = dh_str_sub(line, colon + 1, line.n), word;
    int of = named(t, name);
    if (of < 0)
        return bad(t, list ? "no such list:" : "no such role:", name);
    while (dh_str_split(&rest, ',', &word)) {
        word = dh_str_trim(word);
        if (word.n == 0)
            continue;
        if (is_form(t, word))
            return bad(t, "words are given without brackets, not", word);
        enum dh_err e = add_word(t, word, of);
        if (e == DH_EDATA)
            return bad(t, list ? "too long a word:" : "no words in", word);
        if (e == DH_ELIMIT)
            return bad(t, "the list has no room for the word", word);
        if (e)
            return memory(t);
    }
    return DH_OK;
}

static const struct {
    const char *name;
    uint16_t bit;
} conditions[] = {
    { "head", DH_IF_HEAD },   { "tail", DH_IF_TAIL },       { "own", DH_IF_OWN },
    { "caps", DH_IF_CAPS },   { "cap", DH_IF_CAP },         { "edge", DH_IF_EDGE },
    { "colon", DH_IF_COLON }, { "short", DH_IF_SHORT },     { "nostop", DH_IF_NOSTOP },
    { "nosay", DH_IF_NOSAY }, { "lone", DH_IF_LONE },       { "long", DH_IF_LONG },
    { "apart", DH_IF_APART }, { "company", DH_IF_COMPANY },
};

static enum dh_err read_where(struct table *t, struct dh_str s, struct dh_rule *r)
{
    static const char *const wheres[DH_WHERES] = { "whole", "prefix", "suffix", "inside" };
    struct dh_str one;
    bool first = true;
    while (dh_str_split(&s, ',', &one)) {
        bool known = false;
        for (int i = 0; first && i < DH_WHERES; i++) {
            if (dh_str_eq(one, dh_str_c(wheres[i]))) {
                r->where = (uint8_t)i;
                known = true;
            }
        }
        for (size_t i = 0; !first && i < DH_LEN(conditions); i++) {
            if (dh_str_eq(one, dh_str_c(conditions[i].name))) {
                r->conditions |= conditions[i].bit;
                known = true;
            }
        }
        if (!known)
            return bad(t,
                       first ? "a row begins with whole, prefix, suffix or inside, not"
                             : "no such condition:",
                       one);
        first = false;
    }
    return DH_OK;
}

/* "kind.lang." and the slug, or the first words of the form with hyphens, without its brackets. */
static void make_name(const struct table *t, struct dh_str slug, struct dh_str form,
                      struct dh_buf *out)
{
    dh_buf_add(out, t->kind_name);
    dh_buf_byte(out, '.');
    dh_buf_add(out, t->lang_name);
    dh_buf_byte(out, '.');
    if (slug.n) {
        dh_buf_add(out, slug);
        return;
    }
    size_t begin = out->n;
    bool gap = false;
    unsigned words = 1;
    for (size_t i = 0; i < form.n && out->n - begin < 40; i++) {
        char ch = form.p[i];
        if (strchr(" ()[]|<>:,.*'\"", ch)) {
            gap = out->n > begin;
            continue;
        }
        if (gap && ++words > 4)
            break;
        if (gap)
            dh_buf_byte(out, '-');
        gap = false;
        dh_buf_byte(out, (char)dh_lower((unsigned char)ch));
    }
    /* never end inside a character */
    while (out->n > begin && dh_utf8_valid(dh_buf_str(out)) < out->n)
        out->n--;
}

/* Cuts " => example" and " !! trap" off *form. */
static void cut_cases(struct dh_str *form, struct dh_row *r)
{
    size_t trap = dh_str_find(*form, DH_STR(" !! "));
    if (trap < form->n) {
        r->trap = dh_str_trim(dh_str_sub(*form, trap + 4, form->n));
        *form = dh_str_sub(*form, 0, trap);
    }
    size_t example = dh_str_find(*form, DH_STR(" => "));
    if (example < form->n) {
        r->example = dh_str_trim(dh_str_sub(*form, example + 4, form->n));
        *form = dh_str_sub(*form, 0, example);
    }
    *form = dh_str_trim(*form);
}

static enum dh_err read_rule(struct table *t, struct dh_str line)
{
    struct dh_row r = { .line = (uint32_t)t->line };
    struct dh_str slug = DH_STR_NONE, rest = line;
    struct dh_buf name;
    const char *why;

    r.rule.kind = t->kind;
    r.rule.lang = (int8_t)t->lang;
    r.rule.users = t->users;
    enum dh_err e = read_where(t, next_word(&rest), &r.rule);
    if (e)
        return e;
    if (rest.n && rest.p[0] == '@') {
        slug = next_word(&rest);
        slug = dh_str_sub(slug, 1, slug.n);
    }
    cut_cases(&rest, &r);
    if (rest.n == 0)
        return bad(t, "a row without a form:", line);
    r.form = rest;
    dh_buf_init(&name, t->f->mem, 4096);
    make_name(t, slug, rest, &name);
    r.rule.name = dh_buf_str(&name);
    e = name.err ? name.err : dh_forms_add_row(t->f, &r, &why);
    dh_buf_release(&name);
    if (e == DH_EDATA)
        return bad(t, why, rest);
    return e ? memory(t) : DH_OK;
}

static enum dh_err read_line(struct table *t, struct dh_str line)
{
    if (line.p[0] == '[' && dh_str_find_byte(line, ']') == line.n - 1)
        return read_section(t, line);
    if (!t->section)
        return bad(t, "a row before the first [KIND LANGUAGE]:", line);
    return t->section == RULES ? read_rule(t, line) : read_words(t, line);
}

enum dh_err dh_tables_read(struct dh_forms *f, struct dh_str table, bool users, struct dh_detail *d)
{
    struct table t = { .f = f, .d = d, .users = users, .lang = -1 };
    struct dh_str line;
    enum dh_err e = DH_OK;

    table = dh_str_without_bom(table);
    while (e == DH_OK && dh_str_split(&table, '\n', &line)) {
        t.line++;
        line = dh_str_trim(line);
        if (dh_str_starts(line, DH_STR("#file ")))
            t.line = 0;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (dh_utf8_valid(line) != line.n || dh_str_find_byte(line, '\0') < line.n)
            return bad(&t, "not UTF-8 text:", DH_STR("..."));
        e = read_line(&t, line);
    }
    return e;
}
