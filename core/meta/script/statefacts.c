/* SPDX-License-Identifier: MIT */
/* When a story was published and who wrote it, from the page's own state: the object whose title is
 * the page's headline. Read as it stands in the script, as JSON or as a literal of JavaScript whose
 * names have no quotes and some of whose values are variables; one walk over each script, by a
 * loop. Asked where readers see no date or no author. */
#include "base/json.h"
#include "base/swar.h"
#include "meta/script/state.h"
#include "meta/script/statenames.h"
#include "meta/title/headings.h"

enum { DEPTH_MAX = 64, NAME_LEN = 200 };

/* The place behind the string that begins at s[at]; s.n when it does not end. */
static size_t behind_string(struct dh_str s, size_t at)
{
    unsigned char quote = (unsigned char)s.p[at++];
    while (at < s.n) {
        dh_sixteen x = dh_sixteen_load_tail(s, at);
        unsigned near = dh_sixteen_first(dh_sixteen_equal(x, quote) | dh_sixteen_equal(x, '\\'));
        at += near;
        if (near < sizeof x && s.p[at] != '\\')
            return at + 1;
        at += near < sizeof x ? 2 : 0;
    }
    return s.n;
}

/* The place of the first quote or brace from s[at] on; s.n: there is none. */
static size_t next_sign(struct dh_str s, size_t at)
{
    for (; at < s.n; at += sizeof(dh_sixteen)) {
        dh_sixteen x = dh_sixteen_load_tail(s, at);
        unsigned near = dh_sixteen_first(dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, '\'') |
                                         dh_sixteen_equal(x, '{') | dh_sixteen_equal(x, '}'));
        if (near < sizeof x)
            return at + near;
    }
    return s.n;
}

/* The place behind the value that begins at s[at], of whatever kind. */
static size_t behind_value(struct dh_str s, size_t at)
{
    size_t depth = 0;
    while (at < s.n) {
        char c = s.p[at];
        if (c == '"' || c == '\'') {
            at = behind_string(s, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':'))
            return at;
        depth += c == '{' || c == '[' || c == '(';
        depth -= depth && (c == '}' || c == ']' || c == ')');
        at++;
    }
    return s.n;
}

/* What a string says, in the arena; empty when value is none. */
static struct dh_str said(struct dh_facts *f, struct dh_str value)
{
    struct dh_str out = DH_STR_NONE;
    struct dh_buf text;
    value = dh_str_trim(value);
    if (value.n < 2 || value.n > NAME_LEN || value.p[0] != '"')
        return out;
    dh_buf_init(&text, f->arena->mem, NAME_LEN);
    enum dh_err e = dh_json_unescape(value, &text);
    dh_facts_note(f, e);
    if (e == DH_OK)
        out = dh_facts_text(f, dh_buf_str(&text), false);
    dh_buf_release(&text);
    return out;
}

/* The next member of the object or element of the array whose inside is s, from s[*at] on; key is
 * empty for elements. */
static bool next_member(struct dh_str s, size_t *at, struct dh_str *key, struct dh_str *value)
{
    if (*at >= s.n)
        return false;
    size_t end = behind_value(s, *at);
    *key = DH_STR_NONE;
    if (end < s.n && s.p[end] == ':') {
        *key = dh_str_trim(dh_str_sub(s, *at, end - *at));
        if (key->n >= 2 && (key->p[0] == '"' || key->p[0] == '\''))
            *key = dh_str_sub(*key, 1, key->n - 2);
        *at = end + 1;
        end = behind_value(s, *at);
    }
    *value = dh_str_trim(dh_str_sub(s, *at, end - *at));
    *at = end + 1;
    return true;
}

/* The inside of an object or array; empty: value is none. */
static struct dh_str inside(struct dh_str value)
{
    bool holds = value.n >= 2 && (value.p[0] == '{' || value.p[0] == '[');
    return holds ? dh_str_sub(value, 1, value.n - 2) : DH_STR_NONE;
}

/* Whether an author may stand in an object of this name inside of another. */
static bool wraps_person(struct dh_str key)
{
    static const char *const names[] = { "node", "data", "attributes", "fields" };
    return dh_str_one_of(key, names, DH_LEN(names));
}

/* An author: a string, or an object with a name, in others at times: {"node":{"name":"Ann Lee"}}.
 */
static void read_author(struct dh_facts *f, struct dh_str value)
{
    enum { LEVELS = 4 };
    dh_state_add_person(f, said(f, value));
    for (int level = 0; level < LEVELS && value.n; level++) {
        struct dh_str object = inside(value), key, v;
        value = DH_STR_NONE;
        for (size_t at = 0; next_member(object, &at, &key, &v);) {
            if (dh_state_is_person(key)) {
                dh_state_add_person(f, said(f, v));
                return;
            }
            if (wraps_person(key))
                value = v;
        }
    }
}

static void read_authors(struct dh_facts *f, struct dh_str value)
{
    struct dh_str key, v;
    size_t at = 0;
    if (value.n && value.p[0] == '[')
        while (next_member(inside(value), &at, &key, &v))
            read_author(f, v);
    else
        read_author(f, value);
}

/* Takes what the object whose inside is s says of the story, when its title is that of the page. */
static void read_object(struct dh_facts *f, struct dh_str s, struct dh_str title)
{
    struct dh_str key, value;
    enum dh_fact fact;
    unsigned rank;
    bool story = false;
    for (size_t at = 0; !story && next_member(s, &at, &key, &value);)
        story = dh_state_is_title(key) && dh_str_eq(said(f, value), title);
    for (size_t at = 0; story && next_member(s, &at, &key, &value);) {
        if (dh_state_is_date(key, &fact, &rank))
            dh_facts_add(f, fact, rank, said(f, value), false);
        if (dh_state_is_author(key))
            read_authors(f, value);
    }
}

/* Whether the string from s[at] to s[end] is the title, as it stands or with escapes. */
static bool is_title(struct dh_facts *f, struct dh_str s, size_t at, size_t end,
                     struct dh_str title)
{
    struct dh_str raw = dh_str_sub(s, at, end - at);
    if (raw.n == title.n + 2)
        return dh_str_eq(dh_str_sub(raw, 1, raw.n - 2), title);
    return raw.n > title.n && raw.n <= NAME_LEN && dh_str_find_byte(raw, '\\') < raw.n &&
           dh_str_eq(said(f, raw), title);
}

/* Reads the innermost objects of s around strings that are the title. */
static void read_script(struct dh_facts *f, struct dh_str s, struct dh_str title)
{
    enum { READ_MAX = 4 };
    size_t open[DEPTH_MAX], depth = 0, read = 0;
    for (size_t at = 0; (at = next_sign(s, at)) < s.n && read < READ_MAX;) {
        char c = s.p[at];
        if (c == '"' || c == '\'') {
            size_t end = behind_string(s, at);
            if (depth && depth <= DEPTH_MAX && is_title(f, s, at, end, title)) {
                size_t start = open[depth - 1];
                read_object(f, inside(dh_str_sub(s, start, behind_value(s, start) - start)), title);
                read++;
            }
            at = end;
            continue;
        }
        if (c == '{' && depth++ < DEPTH_MAX)
            open[depth - 1] = at;
        depth -= depth && c == '}';
        at++;
    }
}

void dh_facts_read_state_facts(struct dh_facts *f, const struct dh_tree *t)
{
    enum { TITLE_MIN = 10 };
    struct dh_str title = dh_headline_best(f->meta);
    bool told =
        f->rank[DH_FACT_AUTHOR] < DH_RANK_STATE && f->rank[DH_FACT_PUBLISHED] < DH_RANK_STATE;
    if (told || title.n < TITLE_MIN)
        return;
    for (uint32_t i = 0; i < t->n_scripts && !f->err; i++)
        if (dh_state_is_nuxt(t->scripts[i].tag))
            dh_facts_read_nuxt_facts(f, t->scripts[i].body, title);
        else if (t->scripts[i].body.n <= DH_STATE_SCRIPT_MAX)
            read_script(f, t->scripts[i].body, title);
}
