/* SPDX-License-Identifier: MIT */
#include "text/cues/forms.h"

#include <string.h>

#include "text/cues/trie.h"

enum {
    LISTED_MAX = 16 << 20, /* bytes of a list */
    VARIANTS_MAX = 128,    /* states that one form may be in while it is added */
    JOIN_MIN = 6           /* so many ways through a group are joined behind it */
};

/* ---- Names */

static const char *const role_names[DH_R_FIXED] = {
    [DH_R_VERB] = "verb",     [DH_R_NOUN] = "noun",         [DH_R_GLUE] = "glue",
    [DH_R_SAY] = "say",       [DH_R_MONTH] = "month",       [DH_R_DAY] = "day",
    [DH_R_AGO] = "ago",       [DH_R_CLOCK] = "clock",       [DH_R_NETWORK] = "network",
    [DH_R_AGENCY] = "agency", [DH_R_LABEL] = "label",       [DH_R_BY] = "by",
    [DH_R_JOB] = "job",       [DH_R_PARTICLE] = "particle", [DH_R_SECTION] = "section",
    [DH_R_STAMP] = "dated",   [DH_R_PICTURE] = "picture",   [DH_R_COUNT] = "count",
    [DH_R_STORE] = "store",   [DH_R_CREDIT] = "credited",   [DH_R_SOLOLABEL] = "label!",
    [DH_R_SOURCE] = "source", [DH_R_MONEY] = "money",       [DH_R_PERIOD] = "period",
};

int dh_forms_role(const struct dh_forms *f, struct dh_str name)
{
    bool solo = name.n > 1 && name.p[name.n - 1] == '!';
    struct dh_str base = solo ? dh_str_sub(name, 0, name.n - 1) : name;
    for (int i = 0; i < DH_R_FIXED; i++)
        if (dh_str_eq(name, dh_str_c(role_names[i])))
            return i;
    for (int k = DH_STORY + 1; k < DH_KINDS; k++)
        if (dh_str_eq(base, dh_str_c(dh_kind_name((enum dh_kind)k))))
            return (solo ? DH_R_SOLO : DH_R_TOPIC) + k;
    for (size_t i = 0; i < f->n_classes; i++)
        if (dh_str_eq(name, f->classes[i]))
            return DH_R_OWN + (int)i;
    return -1;
}

int dh_forms_class(struct dh_forms *f, struct dh_str name)
{
    int role = dh_forms_role(f, name);
    if (role >= 0)
        return role;
    if (f->n_classes == DH_LEN(f->classes) ||
        !dh_arena_copy(&f->strings, name, &f->classes[f->n_classes]))
        return -1;
    return DH_R_OWN + (int)f->n_classes++;
}

/* ---- Phrases and lists */

enum dh_err dh_forms_new(struct dh_forms **out, const struct dh_allocator *m)
{
    struct dh_forms *f = dh_mem_zeroed(m, 1, sizeof *f);
    if (!f)
        return DH_ENOMEM;
    f->mem = m;
    dh_arena_init(&f->strings, m, 64 << 20);
    f->scratch = dh_mem_zeroed(m, 1, sizeof *f->scratch);
    for (size_t i = 0; i < DH_LISTS * (DH_LANGS + 1); i++)
        dh_buf_init(&f->lists[0][0] + i, m, LISTED_MAX);
    bool ok = f->scratch && dh_trie_begin(f);
    if (f->scratch)
        dh_tokens_init(f->scratch, m);
    if (!ok) {
        dh_forms_free(f);
        return DH_ENOMEM;
    }
    *out = f;
    return DH_OK;
}

void dh_forms_free(struct dh_forms *f)
{
    if (!f)
        return;
    const struct dh_allocator *m = f->mem;
    if (f->scratch)
        dh_tokens_release(f->scratch);
    dh_mem_free(m, f->scratch);
    dh_mem_free(m, f->words);
    dh_mem_free(m, f->arcs);
    dh_mem_free(m, f->states);
    dh_mem_free(m, f->accepts);
    dh_mem_free(m, f->entries);
    dh_mem_free(m, f->joins);
    dh_mem_free(m, f->rows);
    for (size_t i = 0; i < DH_LISTS * (DH_LANGS + 1); i++)
        dh_buf_release(&f->lists[0][0] + i);
    dh_arena_release(&f->strings);
    dh_mem_free(m, f);
}

enum dh_err dh_forms_add_phrase(struct dh_forms *f, struct dh_str phrase, uint32_t role,
                                uint64_t langs)
{
    uint32_t state = DH_ROOT_LEX;
    dh_tokens_cut(f->scratch, NULL, phrase, DH_TOKENS_MAX);
    for (uint32_t i = 0; i < f->scratch->n; i++) {
        if (f->scratch->w[i].flags & DH_T_PUNCT)
            continue;
        uint32_t label = dh_trie_word(f, i);
        state = label ? dh_trie_child(f, state, label) : 0;
        if (!state)
            return DH_ENOMEM;
    }
    if (state == DH_ROOT_LEX)
        return DH_EDATA;
    for (uint32_t e = f->states[state].accept; e; e = f->entries[e - 1].next) {
        if (f->entries[e - 1].role == role) {
            f->entries[e - 1].langs |= langs;
            return DH_OK;
        }
    }
    void *array = f->entries;
    if (f->n_entries == f->cap_entries &&
        !dh_mem_grow(f->mem, &array, &f->cap_entries, sizeof *f->entries))
        return DH_ENOMEM;
    f->entries = array;
    f->entries[f->n_entries++] =
        (struct dh_entry){ .langs = langs, .role = role, .next = f->states[state].accept };
    f->states[state].accept = (uint32_t)f->n_entries;
    return DH_OK;
}

enum dh_err dh_forms_add_listed(struct dh_forms *f, struct dh_str word, enum dh_wordlist list,
                                int lang)
{
    struct dh_buf *b = &f->lists[list][lang];
    if (word.n > DH_LIST_WORD_MAX)
        return DH_EDATA;
    if (b->n == 0)
        dh_buf_byte(b, '\n');
    dh_buf_add(b, word);
    dh_buf_byte(b, '\n');
    return b->err;
}

/* ---- Forms into the trie: all variants at once, as the set of states they have come to */

struct variants {
    uint32_t state[VARIANTS_MAX];
    size_t n;
};

static bool add_variant(struct variants *v, uint32_t state)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->state[i] == state)
            return true;
    if (v->n == VARIANTS_MAX)
        return false;
    v->state[v->n++] = state;
    return true;
}

/* Reads a form; groups nest one in another up to a fixed depth, so that nothing here recurses. */
enum { NEST_MAX = 6 };
struct nest {
    struct variants before, done; /* where the group began; where its finished alternatives end */
    char close;
};
struct reader {
    struct dh_forms *f;
    const char *why;
    struct variants now;
    struct nest *nest; /* NEST_MAX of them */
    int depth;
    bool solid; /* the form has a word, a role or a number: something that says what it is */
    enum dh_err err;
};

static void step(struct reader *r, uint32_t label)
{
    r->solid |= label < DH_LABEL_SPECIAL || label == DH_LABEL_SPECIAL + DH_ANY_COPY;
    struct variants next = { .n = 0 };
    for (size_t i = 0; i < r->now.n && !r->err; i++) {
        uint32_t to = label ? dh_trie_child(r->f, r->now.state[i], label) : 0;
        if (to && label == DH_LABEL_SPECIAL + DH_ANY_WORDS)
            r->f->states[to].special |= DH_LOOP;
        if (!to)
            r->err = DH_ENOMEM;
        else if (!add_variant(&next, to))
            r->err = DH_EDATA;
    }
    if (r->err == DH_EDATA)
        r->why = "the form has too many variants";
    r->now = next;
}

static void merge(struct reader *r, struct variants *into, const struct variants *from)
{
    for (size_t i = 0; i < from->n; i++) {
        if (!add_variant(into, from->state[i])) {
            r->err = DH_EDATA;
            r->why = "the form has too many variants";
        }
    }
}

static void open_group(struct reader *r, char close)
{
    if (r->depth == NEST_MAX) {
        r->err = DH_EDATA;
        r->why = "groups are nested too deeply";
        return;
    }
    r->nest[r->depth].before = r->now;
    r->nest[r->depth].done.n = 0;
    r->nest[r->depth++].close = close;
}

static void bar(struct reader *r)
{
    if (r->depth == 0) {
        r->err = DH_EDATA;
        r->why = "'|' outside a group";
        return;
    }
    struct nest *g = &r->nest[r->depth - 1];
    merge(r, &g->done, &r->now);
    r->now = g->before;
}

static enum dh_err join(struct dh_forms *f, uint32_t state, uint32_t to)
{
    void *array = f->joins;
    if (f->n_joins == f->cap_joins && !dh_mem_grow(f->mem, &array, &f->cap_joins, sizeof *f->joins))
        return DH_ENOMEM;
    f->joins = array;
    f->joins[f->n_joins++] = (struct dh_join){ to, f->states[state].joins };
    f->states[state].joins = (uint32_t)f->n_joins;
    return DH_OK;
}

/* Many ways through a group would multiply with those through the next: they go on as one state. */
static void join_variants(struct reader *r)
{
    if (r->err || r->now.n < JOIN_MIN)
        return;
    if (!dh_trie_state(r->f)) {
        r->err = DH_ENOMEM;
        return;
    }
    uint32_t to = (uint32_t)r->f->n_states - 1;
    for (size_t i = 0; i < r->now.n && !r->err; i++)
        r->err = join(r->f, r->now.state[i], to);
    r->now.n = 1;
    r->now.state[0] = to;
}

static void close_group(struct reader *r, char close)
{
    if (r->depth == 0 || r->nest[r->depth - 1].close != close) {
        r->err = DH_EDATA;
        r->why = "a bracket that closes nothing";
        return;
    }
    struct nest *g = &r->nest[--r->depth];
    merge(r, &g->done, &r->now);
    if (close == ']')
        merge(r, &g->done, &g->before);
    r->now = g->done;
    join_variants(r);
}

static void placeholder(struct reader *r, struct dh_str name)
{
    static const struct {
        const char *name;
        uint32_t label;
    } specials[] = { { "number", DH_ANY_NUMBER },
                     { "date", DH_ANY_DATE },
                     { "name", DH_ANY_NAME },
                     { "site", DH_ANY_NAME },
                     { "any", DH_ANY_WORDS } };
    for (size_t i = 0; i < DH_LEN(specials); i++) {
        if (dh_str_eq(name, dh_str_c(specials[i].name))) {
            step(r, DH_LABEL_SPECIAL + specials[i].label);
            return;
        }
    }
    int role = dh_forms_role(r->f, name);
    if (role < 0) {
        r->err = DH_EDATA;
        r->why = "a placeholder that is not known";
        return;
    }
    step(r, DH_LABEL_ROLE + (uint32_t)role);
}

static void plain_words(struct reader *r, struct dh_str s)
{
    dh_tokens_cut(r->f->scratch, NULL, s, DH_TOKENS_MAX);
    for (uint32_t i = 0; i < r->f->scratch->n && !r->err; i++)
        if (!(r->f->scratch->w[i].flags & DH_T_PUNCT))
            step(r, dh_trie_word(r->f, i));
}

/* One piece of a form at s.p[at]: a bracket, a placeholder, "...", a colon, or words. Answers its
 * end. */
static size_t piece(struct reader *r, struct dh_str s, size_t at)
{
    char ch = s.p[at];
    if (ch == '(' || ch == '[') {
        open_group(r, ch == '(' ? ')' : ']');
        return at + 1;
    }
    if (ch == ')' || ch == ']') {
        close_group(r, ch);
        return at + 1;
    }
    if (ch == '|') {
        bar(r);
        return at + 1;
    }
    if (ch == '<') {
        size_t end = at + dh_str_find_byte(dh_str_sub(s, at, s.n), '>');
        placeholder(r, dh_str_sub(s, at + 1, end - at - 1));
        return end < s.n ? end + 1 : s.n;
    }
    if (dh_str_starts(dh_str_sub(s, at, s.n), DH_STR("..."))) {
        step(r, DH_LABEL_SPECIAL + DH_ANY_WORDS);
        return at + 3;
    }
    if (ch == ':') {
        step(r, DH_LABEL_SPECIAL + DH_ANY_COLON);
        return at + 1;
    }
    if (ch == ',') {
        step(r, DH_LABEL_SPECIAL + DH_ANY_SIGN);
        return at + 1;
    }
    if (dh_str_starts(dh_str_sub(s, at, s.n), DH_STR("\xC2\xA9"))) {
        step(r, DH_LABEL_SPECIAL + DH_ANY_COPY);
        return at + 2;
    }
    size_t end = at;
    while (end < s.n && !strchr("()[]|<:,", s.p[end]) &&
           !dh_str_starts(dh_str_sub(s, end, s.n), DH_STR("...")) &&
           !dh_str_starts(dh_str_sub(s, end, s.n), DH_STR("\xC2\xA9")))
        end++;
    plain_words(r, dh_str_sub(s, at, end - at));
    return end;
}

/* Whether a text that both rows take goes by the one, whatever the other asks for. */
static bool asks_less(const struct dh_rule *r, const struct dh_rule *other)
{
    return r->kind == other->kind && r->lang == other->lang && r->conditions != other->conditions &&
           (r->conditions & other->conditions) == r->conditions;
}

/* Whether a condition of the row that is to end in a state, or of another that ends there, would be
 * for nothing. A user's rows may be of several hands. */
static bool is_idle(const struct dh_forms *f, uint32_t state, uint32_t rule)
{
    const struct dh_rule *r = &f->rows[rule].rule;
    for (uint32_t a = f->states[state].accept; a && !r->users; a = f->accepts[a - 1].next) {
        const struct dh_rule *other = &f->rows[f->accepts[a - 1].rule].rule;
        if (asks_less(r, other) || asks_less(other, r))
            return true;
    }
    return false;
}

static enum dh_err accept(struct dh_forms *f, uint32_t state, uint32_t rule)
{
    void *array = f->accepts;
    if (f->n_accepts == f->cap_accepts &&
        !dh_mem_grow(f->mem, &array, &f->cap_accepts, sizeof *f->accepts))
        return DH_ENOMEM;
    f->accepts = array;
    f->accepts[f->n_accepts++] = (struct dh_accept){ rule, f->states[state].accept };
    f->states[state].accept = (uint32_t)f->n_accepts;
    return DH_OK;
}

static enum dh_err add_form(struct dh_forms *f, const struct dh_row *row, uint32_t number,
                            const char **why)
{
    struct nest nest[NEST_MAX];
    struct reader r = { .f = f, .nest = nest, .why = "" };
    r.now.state[0] = row->rule.where;
    r.now.n = 1;
    for (size_t at = 0; at < row->form.n && !r.err;)
        at = piece(&r, row->form, at);
    if (!r.err && r.depth) {
        r.err = DH_EDATA;
        r.why = "a bracket is not closed";
    }
    if (!r.err && !r.solid) {
        r.err = DH_EDATA;
        r.why = "the form holds no word";
    }
    for (size_t i = 0; i < r.now.n && !r.err; i++) {
        if (r.now.state[i] == row->rule.where) {
            r.err = DH_EDATA;
            r.why = "the form can be empty";
        } else if (is_idle(f, r.now.state[i], number)) {
            r.err = DH_EDATA;
            r.why = "another row of that kind takes the same text and asks for less or more:";
        } else {
            r.err = accept(f, r.now.state[i], number);
        }
    }
    *why = r.why;
    return r.err;
}

enum dh_err dh_forms_add_row(struct dh_forms *f, const struct dh_row *row, const char **why)
{
    *why = "";
    void *array = f->rows;
    if (f->n_rows == f->cap_rows && !dh_mem_grow(f->mem, &array, &f->cap_rows, sizeof *f->rows))
        return DH_ENOMEM;
    f->rows = array;
    struct dh_row *r = &f->rows[f->n_rows];
    *r = *row;
    if (!dh_arena_copy(&f->strings, row->rule.name, &r->rule.name) ||
        !dh_arena_copy(&f->strings, row->form, &r->form) ||
        !dh_arena_copy(&f->strings, row->example, &r->example) ||
        !dh_arena_copy(&f->strings, row->trap, &r->trap))
        return DH_ENOMEM;
    if (dh_str_find(r->form, DH_STR("<any>")) < r->form.n ||
        dh_str_find(r->form, DH_STR("...")) < r->form.n)
        r->rule.conditions |= DH_IF_OPEN;
    for (size_t i = 0; r->rule.where == DH_WHERE_INSIDE && i < r->form.n; i++) {
        if (dh_is_alpha((unsigned char)r->form.p[i]) || (unsigned char)r->form.p[i] >= 0x80) {
            f->inside[dh_lower((unsigned char)r->form.p[i])] = true;
            break;
        }
    }
    f->n_where[r->rule.where]++;
    return add_form(f, r, (uint32_t)f->n_rows++, why);
}
