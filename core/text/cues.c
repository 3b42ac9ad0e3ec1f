/* SPDX-License-Identifier: MIT */
#include "text/cues.h"

#include <string.h>

#include "base/hash.h"
#include "text/dates.h"
#include "text/persons.h"

enum {
    ROOT_LEX = DH_WHERES, /* states 0 to DH_WHERES - 1 are the roots of the forms */
    CLASS = 0x40000000,   /* labels: word numbers, CLASS + role, SPECIAL + one of these */
    SPECIAL = 0x50000000,
    S_NUMBER = 0,
    S_DATE,
    S_NAME,
    S_ANY,          /* one word or more, any */
    S_COLON,        /* a colon, equals sign, dash or bar */
    S_SIGN,         /* any sign: "," "(" "[" */
    S_COPY,         /* the copyright sign */
    LOOP = 1 << 20, /* in dh_state.special: behind <any>, stays alive over every word */
    ALIVE_MAX = 64,
    VARIANTS_MAX = 128, /* states that one form may be in while it is added */
    JOIN_MIN = 6        /* so many ways through a group are joined behind it */
};

struct dh_edge {
    uint64_t key; /* state << 32 | label; 0: free (state 0 has no label 0) */
    uint32_t to;
};

/* ---- Names */

static const char *const lang_names[] = {
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "fi", "pl", "cs", "sk", "hu", "ro",
    "tr", "ru", "uk", "el", "ar", "he", "fa", "hi", "id", "vi", "zh", "ja", "ko", "lt", "is", "zu",
    "bg", "hr", "sr", "sl", "et", "lv", "ca", "th", "bn", "ms", "sw", "af", "ur", "xx"
};
_Static_assert(DH_LEN(lang_names) == DH_LANGS, "DH_LANGS counts lang_names");

const char *dh_lang_name(int n)
{
    return n >= 0 && (size_t)n < DH_LEN(lang_names) ? lang_names[n] : NULL;
}

int dh_lang_number(struct dh_str code)
{
    for (size_t i = 0; i < DH_LEN(lang_names); i++)
        if (dh_str_eq(code, dh_str_c(lang_names[i])))
            return (int)i;
    return -1;
}

static const char *const role_names[DH_R_FIXED] = {
    [DH_R_VERB] = "verb",     [DH_R_NOUN] = "noun",         [DH_R_GLUE] = "glue",
    [DH_R_SAY] = "say",       [DH_R_MONTH] = "month",       [DH_R_DAY] = "day",
    [DH_R_AGO] = "ago",       [DH_R_CLOCK] = "clock",       [DH_R_NETWORK] = "network",
    [DH_R_AGENCY] = "agency", [DH_R_LABEL] = "label",       [DH_R_BY] = "by",
    [DH_R_JOB] = "job",       [DH_R_PARTICLE] = "particle", [DH_R_SECTION] = "section",
    [DH_R_STAMP] = "dated",   [DH_R_PICTURE] = "picture",   [DH_R_COUNT] = "count",
    [DH_R_STORE] = "store",   [DH_R_CREDIT] = "credited",   [DH_R_SOLOLABEL] = "label!",
};

int dh_cues_role(const struct dh_cues *c, struct dh_str name)
{
    bool solo = name.n > 1 && name.p[name.n - 1] == '!';
    struct dh_str base = solo ? dh_str_sub(name, 0, name.n - 1) : name;
    for (int i = 0; i < DH_R_FIXED; i++)
        if (dh_str_eq(name, dh_str_c(role_names[i])))
            return i;
    for (int k = DH_STORY + 1; k < DH_KINDS; k++)
        if (dh_str_eq(base, dh_str_c(dh_kind_name((enum dh_kind)k))))
            return (solo ? DH_R_SOLO : DH_R_TOPIC) + k;
    for (size_t i = 0; i < c->n_classes; i++)
        if (dh_str_eq(name, c->classes[i]))
            return DH_R_OWN + (int)i;
    return -1;
}

int dh_cues_class(struct dh_cues *c, struct dh_str name)
{
    int role = dh_cues_role(c, name);
    if (role >= 0)
        return role;
    if (c->n_classes == DH_LEN(c->classes) ||
        !dh_arena_copy(&c->strings, name, &c->classes[c->n_classes]))
        return -1;
    return DH_R_OWN + (int)c->n_classes++;
}

/* ---- The trie */

static size_t slot_of(const struct dh_cues *c, uint64_t key)
{
    size_t i = dh_hash_mix(key) & (c->room_edges - 1);
    while (c->edges[i].key && c->edges[i].key != key)
        i = (i + 1) & (c->room_edges - 1);
    return i;
}

static uint32_t follow(const struct dh_cues *c, uint32_t state, uint32_t label)
{
    const struct dh_edge *e = &c->edges[slot_of(c, (uint64_t)state << 32 | label)];
    return e->key ? e->to : 0;
}

static bool grow_edges(struct dh_cues *c)
{
    struct dh_edge *old = c->edges;
    size_t room = c->room_edges;
    struct dh_edge *edges = dh_mem_zeroed(c->mem, room ? room * 2 : 8192, sizeof *edges);
    if (!edges)
        return false;
    c->edges = edges;
    c->room_edges = room ? room * 2 : 8192;
    for (size_t i = 0; i < room; i++)
        if (old[i].key)
            c->edges[slot_of(c, old[i].key)] = old[i];
    dh_mem_free(c->mem, old);
    return true;
}

static bool new_state(struct dh_cues *c)
{
    void *array = c->states;
    if (c->n_states == c->cap_states &&
        !dh_mem_grow(c->mem, &array, &c->cap_states, sizeof *c->states))
        return false;
    c->states = array;
    c->states[c->n_states++] = (struct dh_state){ 0 };
    return true;
}

/* The state behind an edge, made if need be; 0: out of memory (no edge leads to a root). */
static uint32_t child(struct dh_cues *c, uint32_t state, uint32_t label)
{
    uint32_t to = follow(c, state, label);
    if (to)
        return to;
    if ((c->n_edges * 2 >= c->room_edges && !grow_edges(c)) || !new_state(c))
        return 0;
    uint64_t key = (uint64_t)state << 32 | label;
    to = (uint32_t)c->n_states - 1;
    c->edges[slot_of(c, key)] = (struct dh_edge){ key, to };
    c->n_edges++;
    if (label >= SPECIAL)
        c->states[state].special |= 1u << (label - SPECIAL);
    return to;
}

enum dh_err dh_cues_new(struct dh_cues **out, const struct dh_allocator *m)
{
    struct dh_cues *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    dh_arena_init(&c->strings, m, 64 << 20);
    dh_vocab_init(&c->vocab, m);
    c->words = dh_mem_zeroed(m, 1, sizeof *c->words);
    bool ok = c->words && grow_edges(c);
    if (c->words)
        dh_tokens_init(c->words, m);
    for (int i = 0; ok && i <= ROOT_LEX; i++)
        ok = new_state(c);
    if (!ok) {
        dh_cues_free(c);
        return DH_ENOMEM;
    }
    *out = c;
    return DH_OK;
}

void dh_cues_free(struct dh_cues *c)
{
    if (!c)
        return;
    const struct dh_allocator *m = c->mem;
    if (c->words)
        dh_tokens_release(c->words);
    dh_mem_free(m, c->words);
    dh_vocab_release(&c->vocab);
    dh_mem_free(m, c->edges);
    dh_mem_free(m, c->states);
    dh_mem_free(m, c->accepts);
    dh_mem_free(m, c->entries);
    dh_mem_free(m, c->joins);
    dh_mem_free(m, c->rules);
    dh_arena_release(&c->strings);
    dh_mem_free(m, c);
}

/* The label of word i of c->words; a '*' behind it makes it a stem. 0: out of memory. */
static uint32_t word_label(struct dh_cues *c, uint32_t i)
{
    struct dh_tokens *ws = c->words;
    size_t behind = ws->w[i].at + ws->w[i].n;
    bool stem = behind < ws->text.n && ws->text.p[behind] == '*';
    return dh_vocab_add(&c->vocab, dh_tokens_folded(ws, i), stem);
}

enum dh_err dh_cues_add_phrase(struct dh_cues *c, struct dh_str phrase, uint32_t role,
                               uint64_t langs)
{
    uint32_t state = ROOT_LEX;
    dh_tokens_cut(c->words, NULL, phrase, DH_TOKENS_MAX);
    for (uint32_t i = 0; i < c->words->n; i++) {
        if (c->words->w[i].flags & DH_T_PUNCT)
            continue;
        uint32_t label = word_label(c, i);
        state = label ? child(c, state, label) : 0;
        if (!state)
            return DH_ENOMEM;
    }
    if (state == ROOT_LEX)
        return DH_EDATA;
    for (uint32_t e = c->states[state].accept; e; e = c->entries[e - 1].next) {
        if (c->entries[e - 1].role == role) {
            c->entries[e - 1].langs |= langs;
            return DH_OK;
        }
    }
    void *array = c->entries;
    if (c->n_entries == c->cap_entries &&
        !dh_mem_grow(c->mem, &array, &c->cap_entries, sizeof *c->entries))
        return DH_ENOMEM;
    c->entries = array;
    c->entries[c->n_entries++] =
        (struct dh_entry){ .langs = langs, .role = role, .next = c->states[state].accept };
    c->states[state].accept = (uint32_t)c->n_entries;
    return DH_OK;
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
    struct dh_cues *c;
    const char *why;
    struct variants now;
    struct nest *nest; /* NEST_MAX of them */
    int depth;
    bool solid; /* the form has a word, a role or a number: something that says what it is */
    enum dh_err err;
};

static void step(struct reader *r, uint32_t label)
{
    r->solid |= label < SPECIAL || label == SPECIAL + S_COPY;
    struct variants next = { .n = 0 };
    for (size_t i = 0; i < r->now.n && !r->err; i++) {
        uint32_t to = label ? child(r->c, r->now.state[i], label) : 0;
        if (to && label == SPECIAL + S_ANY)
            r->c->states[to].special |= LOOP;
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

static enum dh_err join(struct dh_cues *c, uint32_t state, uint32_t to)
{
    void *array = c->joins;
    if (c->n_joins == c->cap_joins && !dh_mem_grow(c->mem, &array, &c->cap_joins, sizeof *c->joins))
        return DH_ENOMEM;
    c->joins = array;
    c->joins[c->n_joins++] = (struct dh_join){ to, c->states[state].joins };
    c->states[state].joins = (uint32_t)c->n_joins;
    return DH_OK;
}

/* Many ways through a group would multiply with those through the next: they go on as one state. */
static void join_variants(struct reader *r)
{
    if (r->err || r->now.n < JOIN_MIN)
        return;
    if (!new_state(r->c)) {
        r->err = DH_ENOMEM;
        return;
    }
    uint32_t to = (uint32_t)r->c->n_states - 1;
    for (size_t i = 0; i < r->now.n && !r->err; i++)
        r->err = join(r->c, r->now.state[i], to);
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
    } specials[] = { { "number", S_NUMBER },
                     { "date", S_DATE },
                     { "name", S_NAME },
                     { "site", S_NAME },
                     { "any", S_ANY } };
    for (size_t i = 0; i < DH_LEN(specials); i++) {
        if (dh_str_eq(name, dh_str_c(specials[i].name))) {
            step(r, SPECIAL + specials[i].label);
            return;
        }
    }
    int role = dh_cues_role(r->c, name);
    if (role < 0) {
        r->err = DH_EDATA;
        r->why = "a placeholder that is not known";
        return;
    }
    step(r, CLASS + (uint32_t)role);
}

static void plain_words(struct reader *r, struct dh_str s)
{
    dh_tokens_cut(r->c->words, NULL, s, DH_TOKENS_MAX);
    for (uint32_t i = 0; i < r->c->words->n && !r->err; i++)
        if (!(r->c->words->w[i].flags & DH_T_PUNCT))
            step(r, word_label(r->c, i));
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
        step(r, SPECIAL + S_ANY);
        return at + 3;
    }
    if (ch == ':') {
        step(r, SPECIAL + S_COLON);
        return at + 1;
    }
    if (ch == ',') {
        step(r, SPECIAL + S_SIGN);
        return at + 1;
    }
    if (dh_str_starts(dh_str_sub(s, at, s.n), DH_STR("\xC2\xA9"))) {
        step(r, SPECIAL + S_COPY);
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

static enum dh_err accept(struct dh_cues *c, uint32_t state, uint32_t rule)
{
    void *array = c->accepts;
    if (c->n_accepts == c->cap_accepts &&
        !dh_mem_grow(c->mem, &array, &c->cap_accepts, sizeof *c->accepts))
        return DH_ENOMEM;
    c->accepts = array;
    c->accepts[c->n_accepts++] = (struct dh_accept){ rule, c->states[state].accept };
    c->states[state].accept = (uint32_t)c->n_accepts;
    return DH_OK;
}

static enum dh_err add_form(struct dh_cues *c, const struct dh_rule *rule, uint32_t number,
                            const char **why)
{
    struct nest nest[NEST_MAX];
    struct reader r = { .c = c, .nest = nest, .why = "" };
    r.now.state[0] = rule->where;
    r.now.n = 1;
    for (size_t at = 0; at < rule->form.n && !r.err;)
        at = piece(&r, rule->form, at);
    if (!r.err && r.depth) {
        r.err = DH_EDATA;
        r.why = "a bracket is not closed";
    }
    if (!r.err && !r.solid) {
        r.err = DH_EDATA;
        r.why = "the form holds no word";
    }
    for (size_t i = 0; i < r.now.n && !r.err; i++) {
        if (r.now.state[i] == rule->where) {
            r.err = DH_EDATA;
            r.why = "the form can be empty";
        } else {
            r.err = accept(c, r.now.state[i], number);
        }
    }
    *why = r.why;
    return r.err;
}

enum dh_err dh_cues_add_rule(struct dh_cues *c, const struct dh_rule *rule, const char **why)
{
    *why = "";
    void *array = c->rules;
    if (c->n_rules == c->cap_rules && !dh_mem_grow(c->mem, &array, &c->cap_rules, sizeof *c->rules))
        return DH_ENOMEM;
    c->rules = array;
    struct dh_rule *r = &c->rules[c->n_rules];
    *r = *rule;
    if (!dh_arena_copy(&c->strings, rule->name, &r->name) ||
        !dh_arena_copy(&c->strings, rule->form, &r->form) ||
        !dh_arena_copy(&c->strings, rule->example, &r->example) ||
        !dh_arena_copy(&c->strings, rule->trap, &r->trap))
        return DH_ENOMEM;
    if (dh_str_find(r->form, DH_STR("<any>")) < r->form.n ||
        dh_str_find(r->form, DH_STR("...")) < r->form.n)
        r->conditions |= DH_IF_OPEN;
    for (size_t i = 0; r->where == DH_WHERE_INSIDE && i < r->form.n; i++) {
        if (dh_is_alpha((unsigned char)r->form.p[i]) || (unsigned char)r->form.p[i] >= 0x80) {
            c->inside[dh_lower((unsigned char)r->form.p[i])] = true;
            break;
        }
    }
    c->n_where[r->where]++;
    return add_form(c, r, (uint32_t)c->n_rules++, why);
}

bool dh_cues_listed(struct dh_str list, struct dh_str name)
{
    struct dh_str one;
    while (dh_str_split(&list, ',', &one)) {
        one = dh_str_trim(one);
        if (one.n && dh_str_starts(name, one) && (name.n == one.n || name.p[one.n] == '.'))
            return true;
    }
    return false;
}

bool dh_cues_without(struct dh_cues *c, struct dh_str list)
{
    bool any = false;
    for (size_t i = 0; i < c->n_rules; i++) {
        c->rules[i].off |= dh_cues_listed(list, c->rules[i].name);
        any |= c->rules[i].off;
    }
    return any;
}

/* ---- Matching */

static bool joins(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == '-' || w->cp == '\'' || w->cp == 0x2019 || w->cp == 0x2010 || w->cp == '.' ||
            w->cp == 0x30FB || w->cp == 0x2011);
}

void dh_cues_mark(const struct dh_cues *c, const struct dh_tokens *ws, struct dh_marks *m)
{
    for (uint32_t i = 0; i < ws->n; i++) {
        uint32_t state = ROOT_LEX;
        m->end[i] = m->entry[i] = 0;
        for (uint32_t j = i; j < ws->n; j++) {
            const struct dh_token *w = &ws->w[j];
            if (j > i && joins(w))
                continue;
            uint32_t to = w->id ? follow(c, state, w->id) : 0;
            if (!to && w->stem)
                to = follow(c, state, w->stem);
            if (!to)
                break;
            state = to;
            if (c->states[state].accept) {
                m->end[i] = j + 1;
                m->entry[i] = c->states[state].accept;
            }
        }
    }
}

uint64_t dh_marks_role(const struct dh_cues *c, const struct dh_marks *m, uint32_t i, uint32_t role)
{
    for (uint32_t e = m->entry[i]; e; e = c->entries[e - 1].next)
        if (c->entries[e - 1].role == role)
            return c->entries[e - 1].langs;
    return 0;
}

/* The states alive before each word. */
struct alive {
    uint32_t state[DH_TOKENS_MAX + 1][ALIVE_MAX];
    uint8_t n[DH_TOKENS_MAX + 1];
    uint32_t far; /* the furthest word that a state is alive before */
    bool prose;   /* forms that begin with <any> or a name are left out */
};

static void wake(struct alive *a, uint32_t at, uint32_t state)
{
    for (uint8_t i = 0; i < a->n[at]; i++)
        if (a->state[at][i] == state)
            return;
    if (a->n[at] < ALIVE_MAX)
        a->state[at][a->n[at]++] = state;
    if (at > a->far)
        a->far = at;
}

static bool is_colon(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == ':' || w->cp == 0xFF1A || w->cp == '=' || w->cp == 0xFF1D || w->cp == '|' ||
            w->cp == 0x2013 || w->cp == 0x2014 || w->cp == '-' || w->cp == 0x2026);
}

/* Wakes what follows from one state and word i. */
static void advance(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                    struct alive *a, uint32_t i, uint32_t state)
{
    const struct dh_token *w = &ws->w[i];
    uint32_t special = c->states[state].special, to;

    if (a->prose && state < DH_WHERES)
        special &= ~(1u << S_ANY | 1u << S_NAME);
    if (w->flags & DH_T_PUNCT) {
        wake(a, i + 1, state);
        if ((special & 1u << S_COLON) && is_colon(w))
            wake(a, i + 1, follow(c, state, SPECIAL + S_COLON));
        if ((special & 1u << S_COPY) && w->cp == 0xA9)
            wake(a, i + 1, follow(c, state, SPECIAL + S_COPY));
        if ((special & 1u << S_SIGN))
            wake(a, i + 1, follow(c, state, SPECIAL + S_SIGN));
        return;
    }
    if (w->id && (to = follow(c, state, w->id)) != 0)
        wake(a, i + 1, to);
    if (w->stem && (to = follow(c, state, w->stem)) != 0)
        wake(a, i + 1, to);
    for (uint32_t e = m->entry[i]; e; e = c->entries[e - 1].next)
        if ((to = follow(c, state, CLASS + c->entries[e - 1].role)) != 0)
            wake(a, m->end[i], to);
    if ((special & 1u << S_NUMBER) && (w->flags & DH_T_NUMBER))
        wake(a, i + 1, follow(c, state, SPECIAL + S_NUMBER));
    if (special & 1u << S_DATE) {
        uint32_t end = dh_date_end(c, ws, m, i);
        if (end)
            wake(a, end, follow(c, state, SPECIAL + S_DATE));
    }
    if (special & 1u << S_NAME)
        for (uint32_t end = dh_name_end(c, ws, m, i); end > i; end--)
            wake(a, end, follow(c, state, SPECIAL + S_NAME));
    if (special & 1u << S_ANY)
        wake(a, i + 1, follow(c, state, SPECIAL + S_ANY));
}

static size_t report(const struct dh_cues *c, uint32_t state, uint32_t from, uint32_t to,
                     struct dh_hit *hits, size_t n, size_t max)
{
    for (uint32_t x = c->states[state].accept; x && n < max; x = c->accepts[x - 1].next) {
        const struct dh_rule *r = &c->rules[c->accepts[x - 1].rule];
        if (!r->off)
            hits[n++] = (struct dh_hit){ r, from, to };
    }
    return n;
}

static size_t match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                    enum dh_where where, uint32_t start, bool prose, struct dh_hit *hits,
                    size_t max)
{
    struct alive a DH_NOT_CLEARED;
    size_t n = 0;
    uint32_t last = ws->n; /* behind the last word: signs at the end do not count */
    while (last > start && (ws->w[last - 1].flags & DH_T_PUNCT))
        last--;
    if (last == start || c->n_where[where] == 0)
        return 0;
    memset(a.n, 0, (ws->n + 1) * sizeof a.n[0]);
    a.far = start;
    a.prose = prose;
    wake(&a, start, (uint32_t)where);
    for (uint32_t i = start; i <= last && i <= a.far; i++) {
        for (uint8_t k = 0; k < a.n[i]; k++) {
            uint32_t state = a.state[i][k];
            for (uint32_t j = c->states[state].joins; j; j = c->joins[j - 1].next)
                wake(&a, i, c->joins[j - 1].to);
            bool full = i == last && (ws->whole || (c->states[state].special & LOOP));
            if (c->states[state].accept &&
                (full || where == DH_WHERE_PREFIX || where == DH_WHERE_INSIDE))
                n = report(c, state, start, i, hits, n, max);
            if (i == last)
                continue;
            advance(c, ws, m, &a, i, state);
            if (c->states[state].special & LOOP)
                wake(&a, i + 1, state);
        }
    }
    return n;
}

size_t dh_cues_match(const struct dh_cues *c, const struct dh_tokens *ws, const struct dh_marks *m,
                     enum dh_where where, uint32_t start, struct dh_hit *hits, size_t max)
{
    return match(c, ws, m, where, start, false, hits, max);
}

size_t dh_cues_match_prose(const struct dh_cues *c, const struct dh_tokens *ws,
                           const struct dh_marks *m, struct dh_hit *hits, size_t max)
{
    return match(c, ws, m, DH_WHERE_WHOLE, 0, true, hits, max);
}
