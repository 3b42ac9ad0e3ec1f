/* SPDX-License-Identifier: MIT */
#include "fetch/robots.h"

#include <string.h>

#include "base/err.h"
#include "base/url.h"
#include "base/percent.h"

enum { LINE_MAX_BYTES = 16 * 1024, ARENA_MAX = 64 << 20 };

struct rule {
    struct dh_str pattern; /* normalised */
    bool allow;
};

/* The rules of one kind of group: ours, or everybody's. */
struct rules {
    struct rule *all;
    size_t n, cap;
    unsigned delay;
    bool named; /* a group of this kind is there, even when it is empty */
};

struct dh_robots {
    const struct dh_allocator *mem;
    struct dh_arena arena;
    struct rules ours, everybody;
    size_t lines;
};

enum dh_robots_access dh_robots_access(long status)
{
    if (status >= 200 && status < 300)
        return DH_ROBOTS_READ;
    return status >= 400 && status < 500 && status != 429 ? DH_ROBOTS_ALL : DH_ROBOTS_NOTHING;
}

/* ---- Matching */

/* The pieces between stars are looked for from left to right, each at its first place: that
 * finds a match if there is one, and passes over each byte once. */
static bool matches(struct dh_str pattern, struct dh_str path)
{
    bool to_end = pattern.n && pattern.p[pattern.n - 1] == '$', first = true;
    struct dh_str piece;

    if (to_end)
        pattern.n--;
    while (dh_str_split(&pattern, '*', &piece)) {
        bool last = !pattern.p;
        size_t at = first ? 0 : dh_str_find(path, piece);
        if (last && to_end && !first && path.n >= piece.n)
            at = path.n - piece.n; /* the last one stands at the end, and not before it */
        if (!dh_str_starts(dh_str_sub(path, at, path.n), piece))
            return false;
        path = dh_str_sub(path, at + piece.n, path.n);
        first = false;
        if (last && to_end)
            return path.n == 0;
    }
    return !to_end || path.n == 0;
}

static const struct rules *rules_of(const struct dh_robots *r)
{
    return r->ours.named ? &r->ours : &r->everybody;
}

static struct dh_str path_of(struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    if (!host.n)
        return url.n && url.p[0] == '/' ? url : DH_STR("/");
    struct dh_str rest = dh_str_sub(url, (size_t)(host.p - url.p) + host.n, url.n);
    rest.n = dh_str_find_byte(rest, '#');
    while (rest.n && rest.p[0] != '/' && rest.p[0] != '?')
        rest = dh_str_sub(rest, 1, rest.n); /* the port */
    return rest;
}

/* As dh_percent_normal, with escapes for signs as well: "*" and "$" of a path are bytes like any
 * other, and that is how a rule spells them (RFC 9309, 2.2.3). */
static size_t normal(char *dst, struct dh_str s, const char *signs)
{
    size_t n = 0;

    while (s.n) {
        size_t k = 0;
        while (k < s.n && !(s.p[k] && strchr(signs, s.p[k])))
            k++;
        n += dh_percent_normal(dst + n, dh_str_sub(s, 0, k));
        if (k < s.n)
            n += dh_percent_put(dst + n, (unsigned char)s.p[k++]);
        s = dh_str_sub(s, k, s.n);
    }
    return n;
}

bool dh_robots_allows(const struct dh_robots *r, struct dh_str url)
{
    char buf[DH_PERCENT_STRETCH * DH_URL_MAX + 1];
    const struct rules *rules = rules_of(r);
    struct dh_str raw = path_of(url);
    size_t best = 0, n = 0;
    bool allowed = true;

    if (raw.n > DH_URL_MAX)
        return false;
    if (!raw.n || raw.p[0] != '/') /* "http://h?q" is "/?q" */
        buf[n++] = '/';
    struct dh_str path = { buf, n + normal(buf + n, raw, "*$") };
    if (dh_str_eq(path, DH_STR("/robots.txt")))
        return true;
    for (size_t i = 0; i < rules->n; i++) {
        const struct rule *u = &rules->all[i];
        if (u->pattern.n < best || (u->pattern.n == best && !u->allow) ||
            !matches(u->pattern, path))
            continue;
        best = u->pattern.n;
        allowed = u->allow;
    }
    return allowed;
}

/* ---- Reading */

enum key { KEY_NONE, KEY_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_DELAY, KEY_SITEMAP };

/* Keys, with the misspellings that are frequent enough to be meant. */
static const struct {
    struct dh_str name;
    enum key key;
} keys[] = {
    { { "user-agent", 10 }, KEY_AGENT },  { { "useragent", 9 }, KEY_AGENT },
    { { "user agent", 10 }, KEY_AGENT },  { { "allow", 5 }, KEY_ALLOW },
    { { "disallow", 8 }, KEY_DISALLOW },  { { "dissallow", 9 }, KEY_DISALLOW },
    { { "dissalow", 8 }, KEY_DISALLOW },  { { "disalow", 7 }, KEY_DISALLOW },
    { { "diasllow", 8 }, KEY_DISALLOW },  { { "disallaw", 8 }, KEY_DISALLOW },
    { { "crawl-delay", 11 }, KEY_DELAY }, { { "crawldelay", 10 }, KEY_DELAY },
    { { "crawl delay", 11 }, KEY_DELAY }, { { "sitemap", 7 }, KEY_SITEMAP },
    { { "site-map", 8 }, KEY_SITEMAP },
};

/* The state of reading: which groups the next rules belong to. */
struct reader {
    struct dh_robots *r;
    struct dh_str token;
    bool in_agents;       /* the lines just read were User-agent */
    bool ours, everybody; /* the group at hand is for */
};

/* Cuts "key: value # comment"; a blank may stand for the colon where that leaves two words. */
static enum key parse_line(struct dh_str line, struct dh_str *value)
{
    line = dh_str_trim(dh_str_sub(line, 0, dh_str_find_byte(line, '#')));
    size_t cut = dh_str_find_byte(line, ':');
    if (cut == line.n) {
        for (cut = 0; cut < line.n && !dh_is_space((unsigned char)line.p[cut]);)
            cut++;
        struct dh_str rest = dh_str_trim(dh_str_sub(line, cut, line.n));
        for (size_t i = 0; i < rest.n; i++)
            if (dh_is_space((unsigned char)rest.p[i]))
                return KEY_NONE;
        if (!rest.n)
            return KEY_NONE;
    }
    struct dh_str name = dh_str_trim(dh_str_sub(line, 0, cut));
    *value = dh_str_trim(dh_str_sub(line, cut + 1, line.n));
    for (size_t i = 0; i < DH_LEN(keys); i++)
        if (dh_str_eq_nocase(name, keys[i].name))
            return keys[i].key;
    return KEY_NONE;
}

static void read_agent(struct reader *rd, struct dh_str value)
{
    size_t n = 0;

    if (!rd->in_agents)
        rd->ours = rd->everybody = false;
    rd->in_agents = true;
    if (value.n && value.p[0] == '*' && (value.n == 1 || dh_is_space((unsigned char)value.p[1]))) {
        rd->everybody = rd->r->everybody.named = true;
        return;
    }
    while (n < value.n &&
           (dh_is_alpha((unsigned char)value.p[n]) || value.p[n] == '-' || value.p[n] == '_'))
        n++; /* a version behind the token does not count (2.2.1) */
    if (dh_str_eq_nocase(dh_str_sub(value, 0, n), rd->token))
        rd->ours = rd->r->ours.named = true;
}

static bool add_rule(struct dh_robots *r, struct rules *rules, bool allow, struct dh_str value)
{
    void *all = rules->all;

    if (!value.n) /* "Disallow:" disallows nothing */
        return true;
    if (!dh_arena_grow(&r->arena, &all, rules->n, &rules->cap, sizeof *rules->all))
        return false;
    rules->all = all;
    char *p = dh_arena_alloc(&r->arena, DH_PERCENT_STRETCH * value.n);
    if (!p)
        return false;
    bool to_end = value.p[value.n - 1] == '$';
    size_t n = normal(p, dh_str_sub(value, 0, value.n - to_end), "$");
    if (to_end)
        p[n++] = '$';
    dh_arena_shrink(&r->arena, p, DH_PERCENT_STRETCH * value.n, n);
    rules->all[rules->n++] = (struct rule){ .pattern = { p, n }, .allow = allow };
    return true;
}

/* Seconds with at most three decimals that count. Anything else is no delay. */
static unsigned parse_delay(struct dh_str s)
{
    size_t dot = dh_str_find_byte(s, '.');
    uint64_t whole = 0, part = 0;
    struct dh_str decimals = dh_str_sub(s, dot + 1, 3);

    if (dot && !dh_str_number(dh_str_sub(s, 0, dot), UINT64_MAX, &whole)) {
        for (size_t i = 0; i < dot; i++)
            if (!dh_is_digit((unsigned char)s.p[i]))
                return 0;
        return DH_ROBOTS_DELAY_MAX; /* digits without end */
    }
    if (decimals.n && !dh_str_number(decimals, 999, &part))
        return 0;
    for (size_t i = decimals.n; i < 3; i++)
        part *= 10;
    if (whole >= DH_ROBOTS_DELAY_MAX / 1000)
        return DH_ROBOTS_DELAY_MAX;
    return (unsigned)(whole * 1000 + part);
}

/* false: out of memory. */
static bool read_line(struct reader *rd, struct dh_str line)
{
    struct dh_robots *r = rd->r;
    struct dh_str value = DH_STR_NONE;
    enum key key = parse_line(dh_str_sub(line, 0, LINE_MAX_BYTES), &value);
    bool ok = true, allow = key == KEY_ALLOW;

    r->lines += key != KEY_NONE;
    switch (key) {
    case KEY_NONE: /* unknown lines do not part groups */
    case KEY_SITEMAP:
        return true;
    case KEY_AGENT:
        read_agent(rd, value);
        return true;
    case KEY_DELAY:
        rd->in_agents = false;
        if (rd->ours)
            r->ours.delay = parse_delay(value);
        if (rd->everybody)
            r->everybody.delay = parse_delay(value);
        return true;
    case KEY_ALLOW:
    case KEY_DISALLOW:
        rd->in_agents = false;
        if (rd->ours)
            ok = add_rule(r, &r->ours, allow, value);
        if (ok && rd->everybody)
            ok = add_rule(r, &r->everybody, allow, value);
        return ok;
    }
    return true;
}

/* A whole BOM, or what editors leave of one. */
static struct dh_str skip_bom(struct dh_str s)
{
    static const char bom[] = "\xEF\xBB\xBF";
    for (size_t i = 0; i < 3 && s.n && s.p[0] == bom[i]; i++)
        s = dh_str_sub(s, 1, s.n);
    return s;
}

static bool read_lines(struct reader *rd, struct dh_str body)
{
    struct dh_str rest = skip_bom(dh_str_sub(body, 0, DH_ROBOTS_MAX)), line, part;

    /* Half a line may forbid what the whole one does not. */
    for (bool cut = body.n >= DH_ROBOTS_MAX; cut && rest.n; rest.n--)
        cut = rest.p[rest.n - 1] != '\n' && rest.p[rest.n - 1] != '\r';
    while (dh_str_split(&rest, '\n', &line))
        while (dh_str_split(&line, '\r', &part))
            if (!read_line(rd, part))
                return false;
    return true;
}

enum dh_err dh_robots_new(struct dh_robots **out, const struct dh_allocator *m, struct dh_str body,
                          struct dh_str token, struct dh_detail *d)
{
    struct dh_robots *r = dh_mem_zeroed(m, 1, sizeof *r);

    if (!r)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a robots.txt");
    r->mem = m;
    dh_arena_init(&r->arena, m, ARENA_MAX);
    struct reader rd = { .r = r, .token = token };
    if (!read_lines(&rd, body)) {
        dh_robots_free(r);
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a robots.txt");
    }
    *out = r;
    return DH_OK;
}

void dh_robots_free(struct dh_robots *r)
{
    if (!r)
        return;
    dh_arena_release(&r->arena);
    dh_mem_free(r->mem, r);
}

unsigned dh_robots_delay(const struct dh_robots *r)
{
    return rules_of(r)->delay;
}

size_t dh_robots_lines(const struct dh_robots *r)
{
    return r->lines;
}
