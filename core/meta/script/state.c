/* SPDX-License-Identifier: MIT */
/* The article in a page's own state: JSON that a script, or an attribute, hands to the code that
 * draws the page.
 * There is no standard for it, so members are known by their names, and texts by being long prose.
 */
#include "meta/script/state.h"
#include "meta/script/statenames.h"

#include "meta/script/mend.h"
#include "meta/script/richtext.h"

/* Elements of arrays have no names. */
static bool is_text_member(const dh_json *v)
{
    return dh_state_is_text(dh_json_key(v));
}

/* The text of an element of an array of paragraphs: a string, or the first text member of an
 * object. */
static struct dh_str paragraph(const dh_json *v)
{
    if (dh_json_kind(v) == DH_JSON_STRING)
        return dh_json_string(v);
    if (dh_json_kind(v) != DH_JSON_OBJECT || dh_state_is_item(v))
        return DH_STR_NONE;
    for (const dh_json *m = dh_json_first(v); m; m = dh_json_next(m))
        if (dh_json_kind(m) == DH_JSON_STRING && is_text_member(m))
            return dh_json_string(m);
    return DH_STR_NONE;
}

/* Strings of one script's JSON that hold JSON themselves: so many are read, and so many bytes. */
enum { INNER_MAX = 16, INNER_BYTES_MAX = DH_STATE_SCRIPT_MAX };

/* One script's JSON on its way. */
struct document {
    struct dh_facts *f;
    struct dh_buf joined; /* paragraphs of the array at hand */
    size_t nodes;         /* of rich text that may still be looked at */
    struct dh_str inner[INNER_MAX];
    size_t n_inner, inner_bytes;
};

/* Whether a string may be an object or array in JSON with a text in it. */
static bool holds_json(struct dh_str s)
{
    s = dh_str_trim(s);
    return s.n >= DH_STATE_SHORT_BODY_MIN && s.n <= DH_STATE_SCRIPT_MAX &&
           ((s.p[0] == '{' && s.p[s.n - 1] == '}') || (s.p[0] == '[' && s.p[s.n - 1] == ']'));
}

static void note_inner(struct document *d, struct dh_str s)
{
    if (d->n_inner == INNER_MAX || s.n > INNER_BYTES_MAX - d->inner_bytes)
        return;
    d->inner[d->n_inner++] = s;
    d->inner_bytes += s.n;
}

/* Answers whether other texts may stand in the array. */
static bool read_array(struct document *d, const dh_json *array)
{
    struct dh_buf *joined = &d->joined;
    enum dh_richtext read = dh_richtext_read(d->f, array, &d->nodes, joined);
    dh_facts_note(d->f, joined->err);
    if (read != DH_RICHTEXT_NONE)
        return read == DH_RICHTEXT_AMONG;
    if (dh_flight_read(d->f, array, joined)) {
        dh_facts_note(d->f, joined->err);
        return true;
    }
    dh_buf_reset(joined);
    for (const dh_json *v = dh_json_first(array); v; v = dh_json_next(v)) {
        struct dh_str s = paragraph(v);
        if (!dh_state_is_prose(s, DH_STATE_PARAGRAPH_MIN))
            continue;
        if (joined->n)
            dh_buf_byte(joined, '\n');
        dh_buf_add(joined, s);
    }
    dh_facts_note(d->f, joined->err);
    if (!joined->err && joined->n >= DH_STATE_SHORT_BODY_MIN)
        dh_facts_take_body(d->f, 1, dh_buf_str(joined));
    return true;
}

/* Answers whether other texts may stand in the value. */
static bool read_value(struct document *d, const dh_json *v)
{
    struct dh_str s = dh_json_string(v);
    if (dh_json_kind(v) == DH_JSON_ARRAY)
        return read_array(d, v);
    if (holds_json(s))
        note_inner(d, s);
    else if (s.n && is_text_member(v) && dh_state_is_prose(s, DH_STATE_BODY_MIN))
        dh_facts_take_body(d->f, 1, s);
    return true;
}

/* All values of root, up to the first that is a body where that is wanted, by a loop; the JSON
 * reader allows DH_JSON_DEPTH levels. */
static void walk(struct document *d, const dh_json *root, bool first)
{
    const dh_json *stack[DH_JSON_DEPTH + 2] = { root };
    size_t depth = 1;

    while (depth && !(first && d->f->meta->body[1].text.n)) {
        const dh_json *v = stack[depth - 1];
        if (!v) {
            depth--;
            continue;
        }
        stack[depth - 1] = v == root ? NULL : dh_json_next(v);
        const dh_json *child = read_value(d, v) ? dh_json_first(v) : NULL;
        if (child && depth < DH_LEN(stack))
            stack[depth++] = child;
    }
}

/* Reads the JSON that strings of the document hold; of that, no strings. */
static void read_inner(struct document *d, bool first)
{
    size_t n = d->n_inner;
    for (size_t i = 0; i < n && !(first && d->f->meta->body[1].text.n); i++) {
        dh_json *root = NULL;
        enum dh_err e = dh_json_parse(d->inner[i], &root, NULL);
        dh_facts_note(d->f, e);
        d->n_inner = INNER_MAX;
        if (e == DH_OK)
            walk(d, root, first);
        dh_json_free(root);
    }
}

void dh_state_read_json(struct dh_facts *f, struct dh_str body, bool first)
{
    struct dh_str text = dh_json_in_script(body);
    struct document d = { .f = f, .nodes = DH_RICHTEXT_NODES_MAX };
    dh_json *root = NULL;

    if (text.n < DH_STATE_SHORT_BODY_MIN || text.n > DH_STATE_SCRIPT_MAX)
        return;
    enum dh_err e = dh_json_parse(text, &root, NULL);
    dh_facts_note(f, e);
    if (e)
        return;
    dh_buf_init(&d.joined, f->arena->mem, DH_STATE_SCRIPT_MAX);
    walk(&d, root, first);
    read_inner(&d, first);
    dh_buf_release(&d.joined);
    dh_json_free(root);
}

/* ---- Scripts that are no JSON */

/* Appends the string between single quotes, s, as JSON has it: between double ones, with the
 * escapes that only JavaScript knows said in other words. */
static void add_as_json(struct dh_buf *out, struct dh_str s)
{
    dh_buf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';
        if (c == '"')
            dh_buf_add(out, DH_STR("\\\""));
        else if (c != '\\')
            dh_buf_byte(out, c);
        else if (++i < s.n && next == 'x')
            dh_buf_add(out, DH_STR("\\u00"));
        else if (next == '\'')
            dh_buf_byte(out, next);
        else if (next != '\n') { /* the line goes on */
            dh_buf_byte(out, '\\');
            dh_buf_byte(out, next);
        }
    }
    dh_buf_byte(out, '"');
}

/* The string literal of JavaScript that s begins with, between quotes of either kind, decoded, to
 * out; answers its bytes, 0: it does not end, or holds what JSON has no words for. */
static size_t read_literal(struct dh_facts *f, struct dh_str s, struct dh_buf *out)
{
    dh_json *v = NULL;
    struct dh_buf json;
    size_t end = 1;
    while (end < s.n && s.p[end] != s.p[0])
        end += s.p[end] == '\\' ? 2u : 1u;
    if (end >= s.n)
        return 0;
    struct dh_str literal = dh_str_sub(s, 0, end + 1);
    dh_buf_init(&json, f->arena->mem, 2 * DH_STATE_SCRIPT_MAX);
    if (s.p[0] == '\'') {
        add_as_json(&json, dh_str_sub(s, 1, end - 1));
        literal = dh_buf_str(&json);
    }
    enum dh_err e = json.err ? json.err : dh_json_parse(literal, &v, NULL);
    dh_facts_note(f, e);
    if (e == DH_OK)
        dh_buf_add(out, dh_json_string(v));
    dh_facts_note(f, out->err);
    dh_json_free(v);
    dh_buf_release(&json);
    return e ? 0 : end + 1;
}

/* The number that s begins with in hexadecimal digits. */
static size_t hex_value(struct dh_str s)
{
    size_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        if (!dh_is_digit(c) && (c < 'a' || c > 'f'))
            break;
        v = 16 * v + (size_t)(dh_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return v;
}

/* What React's server components send: rows "5:JSON", or "6:T" with the length in hexadecimal
 * digits and a comma before that many bytes of text, cut anywhere into the literals of calls. */
static void read_rows(struct dh_facts *f, struct dh_str rows)
{
    while (rows.n) {
        size_t colon = dh_str_find_byte(dh_str_sub(rows, 0, 8), ':');
        struct dh_str rest = dh_str_sub(rows, colon + 1, rows.n), value;
        if (rest.n && rest.p[0] == 'T') { /* may have line ends of its own, or none behind it */
            rest = dh_str_sub(rest, 1, rest.n);
            size_t comma = dh_str_find_byte(rest, ','), n = hex_value(dh_str_sub(rest, 0, 8));
            value = dh_str_sub(rest, comma + 1, n);
            if (dh_state_is_prose(value, DH_STATE_BODY_MIN))
                dh_facts_take_body(f, 1, value);
            rows = dh_str_sub(rest, comma + 1 + n, rest.n);
        } else {
            struct dh_str row = dh_str_sub(rows, 0, dh_str_find_byte(rows, '\n'));
            value = dh_str_sub(row, colon + 1, row.n);
            if (value.n && (value.p[0] == '{' || value.p[0] == '['))
                dh_state_read_json(f, value, false);
            rows = dh_str_sub(rows, row.n + 1, rows.n);
        }
    }
}

/* Members of an object literal, as of `window.__NUXT__ = (function(a){return {content:"<p>..."`:
 * names without quotes, values that are variables. Only long texts are looked for. */
static void read_members(struct dh_facts *f, struct dh_str body, struct dh_buf *text)
{
    struct dh_str name;
    for (size_t i = 0; (name = dh_state_text_name(i)).n; i++) {
        struct dh_str rest = body;
        for (size_t hit; (hit = dh_str_find(rest, name)) < rest.n;) {
            bool begins = hit && (rest.p[hit - 1] == '{' || rest.p[hit - 1] == ',');
            rest = dh_str_sub(rest, hit + name.n, rest.n);
            if (!begins || !dh_str_starts(rest, DH_STR(":\"")))
                continue;
            dh_buf_reset(text);
            size_t n = read_literal(f, dh_str_sub(rest, 1, rest.n), text);
            if (n >= DH_STATE_BODY_MIN && dh_state_is_prose(dh_buf_str(text), DH_STATE_BODY_MIN))
                dh_facts_take_body(f, 1, dh_buf_str(text));
            rest = dh_str_sub(rest, 1 + n, rest.n);
        }
    }
}

void dh_facts_read_rows(struct dh_facts *f, const struct dh_tree *t)
{
    static const struct dh_str call = { DH_SCRIPT_ROWS, sizeof DH_SCRIPT_ROWS - 1 };
    struct dh_buf rows;

    dh_buf_init(&rows, f->arena->mem, DH_STATE_SCRIPT_MAX);
    for (uint32_t i = 0; i < t->n_scripts; i++) {
        struct dh_str s = dh_str_trim(t->scripts[i].body);
        if (dh_str_starts(s, call))
            read_literal(f, dh_str_sub(s, call.n - 1, s.n), &rows);
    }
    if (rows.n && !rows.err)
        read_rows(f, dh_buf_str(&rows));
    dh_buf_release(&rows);
}

void dh_facts_read_state(struct dh_facts *f, struct dh_str body)
{
    enum { FRONT = 256 }; /* an assignment's left side is shorter */
    static const struct dh_str parse = { "JSON.parse(", 11 };
    struct dh_buf text;
    if (body.n > DH_STATE_SCRIPT_MAX)
        return;
    dh_buf_init(&text, f->arena->mem, DH_STATE_SCRIPT_MAX);
    size_t call = dh_str_find(dh_str_sub(body, 0, FRONT), parse);
    struct dh_str literal = dh_str_sub(body, call + parse.n, body.n);
    bool quoted = call < FRONT && literal.n && (literal.p[0] == '"' || literal.p[0] == '\'');
    if (dh_str_starts(dh_str_trim(body), DH_STR(DH_SCRIPT_NUXT)))
        read_members(f, body, &text);
    else if (!quoted)
        dh_state_read_json(f, body, false);
    else if (read_literal(f, literal, &text))
        dh_state_read_json(f, dh_buf_str(&text), false);
    dh_buf_release(&text);
}

/* Whether an attribute's value, character references not decoded, may be an object or array. */
static bool starts_json(struct dh_str v)
{
    v = dh_str_trim(v);
    return v.n >= DH_STATE_BODY_MIN && v.n <= DH_STATE_SCRIPT_MAX &&
           (v.p[0] == '{' || v.p[0] == '[');
}

void dh_facts_read_props(struct dh_facts *f, const struct dh_tree *t)
{
    struct dh_buf value;

    dh_buf_init(&value, f->arena->mem, DH_STATE_SCRIPT_MAX);
    for (uint32_t i = 0; i < t->n && !f->err && !f->meta->body[1].text.n; i++) {
        const struct dh_node *node = &t->nodes[i];
        struct dh_str name, raw;
        size_t at = 0;
        if (node->tag == DH_TAG_TEXT || node->raw.n < DH_STATE_BODY_MIN)
            continue;
        while (dh_tag_next_attr(node->raw, &at, &name, &raw)) {
            if (!dh_str_starts_nocase(name, DH_STR("data-")) || !starts_json(raw))
                continue;
            dh_buf_reset(&value);
            dh_html_decode(&value, raw, true);
            dh_facts_note(f, value.err);
            if (!value.err)
                dh_state_read_json(f, dh_buf_str(&value), true);
        }
    }
    dh_buf_release(&value);
}
