/* SPDX-License-Identifier: MIT */
#include "job/cleaner.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "meta/date/date.h"
#include "html/html.h"
#include "repeat/corpus.h"
#include "repeat/repeat.h"
#include "text/text.h"

/* A size that nothing has, and many times of which are a number still. */
#define ENDLESS ((uint64_t)1 << 58)

struct dh_cleaner {
    const struct dh_allocator *mem;
    const struct dh_settings *s;
    struct dh_text *text;
    struct dh_html *html;
};

enum dh_err dh_cleaner_new(struct dh_cleaner **out, const struct dh_allocator *m,
                           const struct dh_settings *s, struct dh_detail *d)
{
    struct dh_cleaner *c = dh_mem_zeroed(m, 1, sizeof *c);
    enum dh_err e = DH_ENOMEM;

    if (!c)
        return dh_fail(d, e, 0, "out of memory");
    c->mem = m;
    c->s = s;
    struct dh_text_options to = { .rules_path = s->rules,
                                  .without = dh_str_c(s->without),
                                  .recall = 2 * dh_settings_memory(s) };
    e = dh_text_new(&c->text, m, &to, d);
    if (e == DH_OK)
        e = dh_html_new(&c->html, m);
    if (e) {
        dh_cleaner_free(c);
        return e;
    }
    *out = c;
    return DH_OK;
}

void dh_cleaner_free(struct dh_cleaner *c)
{
    if (!c)
        return;
    dh_text_free(c->text);
    dh_html_free(c->html);
    dh_mem_free(c->mem, c);
}

size_t dh_cleaner_arena_cap(size_t n)
{
    /* With the default --max-size what a text needs stays below 256 MiB a process. */
    return ((size_t)48 << 20) + n + n / 8;
}

uint64_t dh_cleaner_most(const struct dh_cleaner *c)
{
    return dh_cleaner_arena_cap(c->s->max_size < ENDLESS ? c->s->max_size : ENDLESS);
}

/* ---- Labels */

static enum dh_err set_if_missing(struct dh_page *p, enum dh_field f, struct dh_str s)
{
    return p->field[f].n || !s.n ? DH_OK : dh_page_set(p, f, s);
}

static bool is_hex(char c, char least)
{
    return (c >= 'A' && c <= 'F') || (c >= least && c <= '9');
}

/* Four bytes that an id has in place of one. */
static bool reads_as_byte(const char *p)
{
    return p[0] == '\\' && p[1] == 'x' &&
           ((is_hex(p[2], '8') && is_hex(p[3], '0')) || (p[2] == '5' && p[3] == 'C'));
}

/* How many bytes of a path stand in an id as they are: the first other one is no UTF-8, or the
 * backslash of a name that reads as if one such stood there. */
static size_t plain_part(struct dh_str s)
{
    size_t good = dh_utf8_valid(s);
    for (size_t i = 0; i + 4 <= good; i++)
        if (reads_as_byte(s.p + i))
            return i;
    return good;
}

/* An id is text: bytes of a path that are no UTF-8 stand in it as messages have them ("\xFF"), and
 * what reads so by itself with its backslash as "\x5C", or two names might become one. */
static enum dh_err set_item_id(struct dh_page *p, struct dh_str id)
{
    struct dh_str rest = id;
    size_t good = plain_part(rest);
    char two[8];

    if (good == id.n)
        return dh_page_set(p, DH_FIELD_ID, id);
    struct dh_buf b = { .room = 4 * id.n, .cap = 4 * id.n }; /* that long is "\xFF" */
    b.p = dh_arena_alloc(&p->arena, b.room);
    if (!b.p)
        return dh_arena_err(&p->arena);
    for (; rest.n; good = plain_part(rest)) {
        dh_buf_add(&b, dh_str_sub(rest, 0, good));
        rest = dh_str_sub(rest, good, rest.n);
        if (!rest.n)
            break;
        snprintf(two, sizeof two, "\\x%02X", (unsigned char)rest.p[0]);
        dh_buf_add(&b, dh_str_c(two));
        rest = dh_str_sub(rest, 1, rest.n);
    }
    p->field[DH_FIELD_ID] = dh_buf_str(&b);
    return b.err;
}

static enum dh_err label_from_item(const struct dh_cleaner *c, const struct dh_item *item,
                                   struct dh_page *p)
{
    enum dh_err e = set_item_id(p, item->id);
    p->line = item->type == DH_TYPE_JSONL ? item->line : 0;
    if (e == DH_OK)
        e = dh_page_set(p, DH_FIELD_URL, item->url.n ? item->url : dh_str_c(c->s->url));
    if (e == DH_OK && !dh_arena_copy(&p->arena, item->output, &p->output))
        e = DH_ENOMEM;
    return e;
}

/* The id of a page that has none of its own: its URL, else a hash of its bytes, never its place. */
static enum dh_err set_id(struct dh_page *p, struct dh_str bytes)
{
    char hex[33];
    enum dh_err e = set_if_missing(p, DH_FIELD_ID, p->field[DH_FIELD_URL]);
    if (e || p->field[DH_FIELD_ID].n)
        return e;
    dh_hash128_hex(dh_hash128(bytes), hex);
    return dh_page_set(p, DH_FIELD_ID, dh_str_c(hex));
}

/* Site key: what the caller says of this page, its URL, canonical link, the row's field; for pages
 * that do not tell --site, else the directory's name (of rows it tells nothing). */
static enum dh_err set_site(const struct dh_cleaner *c, const struct dh_item *item,
                            struct dh_page *p)
{
    const struct dh_str urls[] = { p->field[DH_FIELD_URL], p->field[DH_FIELD_CANONICAL] };
    struct dh_str folder = item->type == DH_TYPE_JSONL ? DH_STR_NONE : item->folder;
    struct dh_str fallback = c->s->site ? dh_str_c(c->s->site) : folder;
    struct dh_buf key;
    enum dh_err e = DH_OK;

    if (item->site.n)
        return dh_page_set(p, DH_FIELD_SITE, item->site);
    dh_buf_init(&key, c->mem, DH_URL_MAX);
    for (size_t i = 0; i < DH_LEN(urls) && key.n == 0 && e != DH_ENOMEM; i++) {
        dh_buf_reset(&key);
        if (dh_url_is_http(urls[i]))
            e = dh_url_site(urls[i], &key);
    }
    if (e != DH_ENOMEM)
        e = key.n ? dh_page_set(p, DH_FIELD_SITE, dh_buf_str(&key)) : DH_OK;
    if (dh_str_eq(fallback, DH_STR("none")))
        fallback = DH_STR_NONE;
    if (e == DH_OK)
        e = set_if_missing(p, DH_FIELD_SITE, fallback);
    dh_buf_release(&key);
    return e;
}

/* A row's date in another form than that of records, which who asks for the first copy of a story
 * would not read. What is no date stays as the row has it. */
static enum dh_err mend_published(struct dh_page *p)
{
    char date[DH_DATE_MAX];
    struct dh_str s = p->field[DH_FIELD_PUBLISHED];
    bool other = s.n && dh_published_time(s) == INT64_MAX;
    return other && dh_date_parse(s, DH_STR_NONE, date)
               ? dh_page_set(p, DH_FIELD_PUBLISHED, dh_str_c(date))
               : DH_OK;
}

/* What a feed says of a page that does not say it itself. */
static enum dh_err set_listed(const struct dh_item *item, struct dh_page *p)
{
    char date[DH_DATE_MAX];
    enum dh_err e = set_if_missing(p, DH_FIELD_TITLE, item->title);
    if (e == DH_OK && item->published.n && dh_date_parse(item->published, DH_STR_NONE, date))
        e = set_if_missing(p, DH_FIELD_PUBLISHED, dh_str_c(date));
    return e;
}

/* ---- Reading */

static struct dh_str charset_of(const struct dh_cleaner *c, const struct dh_item *item)
{
    return item->charset.n ? item->charset : dh_str_c(c->s->charset);
}

static enum dh_err read_html(struct dh_cleaner *c, const struct dh_item *item, struct dh_page *p,
                             struct dh_detail *d)
{
    struct dh_html_options o = {
        .charset = charset_of(c, item),
        .content_type = item->content_type,
        .url = p->field[DH_FIELD_URL],
        .extractor = (enum dh_extractor)c->s->extractor,
        .keep_standfirst = c->s->standfirst == 0,
        .keep_embeds = c->s->embeds == 0,
        .outside = c->s->outside,
        .max_arena = (size_t)96 << 20,
    };
    enum dh_err e = dh_page_set(p, DH_FIELD_TYPE, DH_STR("html"));
    return e ? e : dh_html_read(c->html, p, &o, d);
}

static enum dh_err read_text(struct dh_cleaner *c, const struct dh_item *item, struct dh_page *p,
                             bool decoded, struct dh_detail *d)
{
    enum dh_err e = dh_page_set(p, DH_FIELD_TYPE, DH_STR("text"));
    if (e)
        return e;
    return decoded ? dh_text_row(p) : dh_text_read(p, charset_of(c, item), d);
}

static enum dh_err read_page(struct dh_cleaner *c, const struct dh_item *item, struct dh_page *p,
                             struct dh_detail *d)
{
    bool row = item->type == DH_TYPE_JSONL, html = item->type == DH_TYPE_HTML;
    enum dh_err e = label_from_item(c, item, p);

    p->raw = item->bytes;
    if (e == DH_OK && item->err) {
        *d = item->detail;
        e = item->err;
    }
    if (e == DH_OK && row)
        e = dh_row_read(p, item->bytes, &c->s->fields, &html, d);
    if (e == DH_OK && row)
        e = mend_published(p);
    struct dh_str bytes = row ? item->bytes : p->raw;
    if (e == DH_OK && p->raw.n > c->s->max_size)
        e = dh_fail(d, DH_ELIMIT, 0, "larger than the limit of %llu bytes (--max-size)",
                    (unsigned long long)c->s->max_size);
    enum dh_err id = set_id(p, bytes);
    if (e == DH_OK)
        e = id;
    if (e == DH_OK)
        e = html ? read_html(c, item, p, d) : read_text(c, item, p, row, d);
    if (e == DH_OK)
        e = set_site(c, item, p);
    return e ? e : set_listed(item, p);
}

static size_t count_going(const struct dh_page *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_fragments; i++)
        n += dh_page_goes(p, i);
    return n;
}

/* Cuts what stays of a scraped text anew, where it would be cut so when the result is read. */
static enum dh_err cut_rest(struct dh_page *p, bool *other)
{
    enum dh_err e = dh_text_split_rest(p, other);
    return e == DH_OK && *other ? dh_text_normal(p) : e;
}

/* By words, then by what repeats; *repeats: that struck some. */
static enum dh_err strike(struct dh_cleaner *c, struct dh_page *p, bool again, bool *repeats)
{
    enum dh_err e = again ? dh_text_judge_rest(c->text, p) : dh_text_judge(c->text, p);
    size_t going = count_going(p);
    if (e == DH_OK)
        e = dh_repeat_page(p);
    *repeats = count_going(p) > going;
    return e;
}

/* What repeats counts for the story until it is struck, and lines are judged as lines until one is
 * left. So what is left of a scraped text is judged without what went, as it is cut then, until no
 * more goes: cleaned again, the result is the same. */
static enum dh_err strike_all(struct dh_cleaner *c, struct dh_page *p)
{
    enum { ROUNDS = 8 };
    bool repeats, other;
    enum dh_err e = strike(c, p, false, &repeats);
    for (int round = 0; e == DH_OK && p->unit != DH_UNIT_BLOCK && round < ROUNDS; round++) {
        e = cut_rest(p, &other);
        if (e || !(repeats || other))
            break;
        e = strike(c, p, true, &repeats);
    }
    return e;
}

static enum dh_err judge(struct dh_cleaner *c, struct dh_page *p, bool alone)
{
    enum dh_err e = dh_text_normal(p);
    if (e == DH_OK)
        e = strike_all(c, p);
    if (e == DH_OK && !alone)
        e = dh_repeat_describe(p);
    if (e == DH_OK)
        e = dh_page_set(p, DH_FIELD_UNIT, dh_str_c(dh_unit_name(p->unit)));
    return e;
}

enum dh_err dh_cleaner_read(struct dh_cleaner *c, const struct dh_item *item, struct dh_page *page,
                            bool alone)
{
    struct dh_detail d = { .code = DH_OK };
    enum dh_err e = read_page(c, item, page, &d);
    if (e == DH_OK)
        e = judge(c, page, alone);
    e = dh_page_err(page, e);
    if (e == DH_ENOMEM)
        return e;
    if (e == DH_ELIMIT && !d.msg[0])
        dh_fail(&d, e, 0, "more than a page may hold: %zu MiB of working memory or %d fragments",
                page->arena.cap >> 20, DH_PAGE_FRAGMENTS);
    if (e)
        dh_page_fail(page, e, &d);
    else if (page->n_fragments == 0)
        page->verdict = DH_EMPTY;
    return DH_OK;
}

void dh_cleaner_lost(const struct dh_cleaner *c, const struct dh_item *item, enum dh_err e,
                     const struct dh_detail *d, struct dh_page *page)
{
    bool html;
    /* Labels are best effort here: the failure itself must be told in any case. */
    if (label_from_item(c, item, page) == DH_OK && item->type == DH_TYPE_JSONL &&
        dh_row_read(page, item->bytes, &c->s->fields, &html, NULL) != DH_OK)
        page->extra = DH_STR_NONE;
    if (set_id(page, item->bytes) == DH_OK && set_site(c, item, page) != DH_OK)
        page->field[DH_FIELD_SITE] = DH_STR_NONE;
    dh_page_fail(page, e, d);
}
