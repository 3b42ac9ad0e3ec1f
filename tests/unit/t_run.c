/* SPDX-License-Identifier: MIT */
/* dh_run by its library calls, on directories and rows; names of places; rotated files; groups of
 * failures. What the program makes of it: tests/cli/running.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "cron/config.h"
#include "io/place.h"
#include "io/rotate.h"
#include "job/failures.h"
#include "scratch.h"

static const char config[] = "[sources]\n"
                             "directory = in\n"
                             "jsonl = rows\n"
                             "[output]\n"
                             "texts = out\n"
                             "records = rec/news\n"
                             "rotate-size = 4096\n"
                             "[clean]\n"
                             "jobs = 1\n"
                             "[state]\n"
                             "file = state\n"
                             "expire = 100d\n"
                             "[run]\n"
                             "metrics-file = x.prom\n";

static const char story[] =
    "The ferry will sail twice more on weekdays from May, the harbour board said on Monday.\n\n"
    "Fares stay as they are until the end of the year, and bicycles travel free.\n";

static void write_text(const char *name, const char *text)
{
    scratch_write(name, text, strlen(text));
}

/* One run of the configuration; its summary. */
static struct dh_run_summary run(enum dh_err want)
{
    struct dh_run *r = NULL;
    struct dh_run_summary s;
    struct dh_detail d = { .code = DH_OK };
    struct dh_str json;

    if (dh_run_new(&r, scratch_path("c.conf"), NULL, &d) != DH_OK)
        fail_msg("%s", d.msg);
    enum dh_err e = dh_run_go(r, &d);
    if (e != want)
        fail_msg("%d: %s", (int)e, d.msg);
    dh_run_summary(r, &s);
    assert_int_equal(dh_run_json(r, 0, &json), DH_OK);
    assert_true(json.n > 100 && json.p[0] == '{' && json.p[json.n - 1] == '}');
    assert_int_equal(dh_run_metrics(r, 0, &d), DH_OK);
    dh_run_free(r);
    return s;
}

static void a_life_of_runs(void **state)
{
    size_t n;
    (void)state;
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    write_text("c.conf", config);
    write_text("in/a.txt", story);
    write_text("rows",
               "{\"id\":\"1\",\"text\":\"Nothing but words of its own stands here.\"}\n{\"id\"");
    struct dh_run_summary s = run(DH_OK);
    assert_int_equal(s.pages.pages, 2);
    assert_int_equal(s.failures, 0);
    s = run(DH_OK);
    assert_int_equal(s.pages.pages, 0);
    /* The half line is ended, another file comes, one goes. */
    write_text("rows",
               "{\"id\":\"1\",\"text\":\"Nothing but words of its own stands here.\"}\n"
               "{\"id\":\"2\",\"text\":\"A second row, and quite another one.\"}\n{broken\n");
    write_text("in/b.jsonl", "{\"id\":\"3\",\"text\":\"A row in a file of a directory.\"}\n");
    assert_int_equal(unlink(scratch_path("in/a.txt")), 0);
    s = run(DH_OK);
    assert_int_equal(s.pages.pages, 3);
    assert_int_equal(s.pages.failed, 1);
    assert_int_equal(s.gone, 1);
    assert_int_equal(s.failures, 1);
    assert_non_null(scratch_read("rec/news-000001.jsonl", &n));
    assert_non_null(scratch_read("x.prom", &n));
    /* Stopped before it begins: nothing happens, and nothing is lost. */
    struct dh_run *r = NULL;
    struct dh_detail d;
    write_text("in/c.txt", story);
    assert_int_equal(dh_run_new(&r, scratch_path("c.conf"), NULL, &d), DH_OK);
    dh_run_stop(r);
    assert_int_equal(dh_run_go(r, &d), DH_ESTOPPED);
    dh_run_free(r);
    s = run(DH_OK);
    assert_int_equal(s.pages.pages, 1);
}

static void count_error(void *self, enum dh_err e, const char *msg)
{
    assert_true(e != DH_OK && msg[0]);
    ++*(int *)self;
}

static void errors_are_told(void **state)
{
    static const struct {
        const char *text;
        int errors;
    } cases[] = {
        { "", 3 },
        { "\n\n\n", 3 },
        { "[", 4 },
        { "[a]\nb=\n[c]\nd=\n", 5 },
        { "\xEF\xBB\xBF[output]\ntexts = x\n", 2 },
        { "[sources]\r\nfeed = http://a.example/\r\n[output]\r\ntexts = x\r\n", 2 },
        { "[output]\ntexts = x\n  y\n  z\n", 4 },
        { "[state]\nfile = x ; a comment\n", 2 },
        { "junk\njunk\njunk\njunk\njunk\njunk\njunk\njunk\n", 11 },
        { "=\n==\n:\n", 4 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        int errors = 0;
        struct dh_run_watch watch = { .config = count_error, .self = &errors };
        struct dh_run *r = NULL;
        struct dh_detail d;
        write_text("bad.conf", cases[i].text);
        assert_int_equal(dh_run_new(&r, scratch_path("bad.conf"), &watch, &d), DH_ECONFIG);
        if (errors != cases[i].errors)
            fail_msg("%s: %d errors", cases[i].text, errors);
        assert_int_equal(dh_run_go(r, &d), DH_ECONFIG);
        dh_run_free(r);
    }
}

static void places(void **state)
{
    static const struct {
        const char *site, *date, *url, *id, *want;
    } cases[] = {
        { "fennherald.example", "2026-03-09", "https://fennherald.example/a/Two-Sailings.html", "x",
          "fennherald.example/2026/03/09/two-sailings-" },
        { "", "", "", "", "no-site/undated/page-" },
        { "", "", "", "../..", "no-site/undated/page-" },
        { "a", "2026-03-09T10:00:00Z", "", "dir/a.b.txt", "a/2026/03/09/a-b-" },
        { "a", "2026-02-00", "", "a/b/", "a/undated/b-" },
        { "a", "2026-13-01", "", "-rf", "a/undated/rf-" },
        { "a", "2026/03/09", "", ".hidden", "a/undated/hidden-" },
        { "a", "12026-03-09", "", "x?y=/z", "a/undated/x-" },
        { "a", "", "http://h.example/", "x", "a/undated/h-" },
        { "..", "", "", "x", "site-" },
        { ".a", "", "", "x", "a-" },
        { "a..b", "", "", "x", "a-" },
        { "A", "", "", "x", "a-" },
        { "a/b", "", "", "x", "a-b-" },
        { "con", "", "", "nul", "con/undated/nul-" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_page page = { .verdict = DH_KEPT };
        struct dh_buf b;
        page.field[DH_FIELD_SITE] = dh_str_c(cases[i].site);
        page.field[DH_FIELD_PUBLISHED] = dh_str_c(cases[i].date);
        page.field[DH_FIELD_URL] = dh_str_c(cases[i].url);
        page.field[DH_FIELD_ID] = dh_str_c(cases[i].id);
        dh_buf_init(&b, dh_mem_default(), SIZE_MAX);
        dh_place_name(&page, 0x0123456789abcdef, i % 2 ? 0xfedcba9876543210 : 0, &b);
        struct dh_str got = dh_buf_str(&b);
        if (!dh_str_starts(got, dh_str_c(cases[i].want)) ||
            !dh_str_ends(got, i % 2 ? DH_STR("-0123456789abcdef-fedcba98.txt")
                                    : DH_STR("-0123456789abcdef.txt")))
            fail_msg("%zu: %.*s", i, (int)got.n, got.p);
        for (size_t k = 0; k < got.n; k++)
            if (!memchr("abcdefghijklmnopqrstuvwxyz0123456789-./", got.p[k], 39))
                fail_msg("%zu: %.*s", i, (int)got.n, got.p);
        dh_buf_release(&b);
    }
}

/* Opens, adds n lines of 100 bytes, and commits or not. */
static struct dh_rotate_place write_lines(struct dh_rotate_place place, int n, bool commit)
{
    struct dh_rotate *r = NULL;
    struct dh_detail d;
    uint64_t bytes;
    char line[101];
    const struct dh_rotate_begun left = { .range = { { 1, 4 } }, .n = 1 };
    struct dh_rotate_options o = { .name = scratch_path("rot/a.jsonl"),
                                   .max_bytes = 1000,
                                   .left = &left };

    if (dh_rotate_open(&r, dh_mem_default(), &o, &place, &d) != DH_OK)
        fail_msg("%s", d.msg);
    for (int i = 0; i < n; i++) {
        snprintf(line, sizeof line, "%099d\n", i);
        assert_int_equal(dh_rotate_add(r, (struct dh_str){ line, 100 }, &d), DH_OK);
    }
    if (commit)
        assert_int_equal(dh_rotate_sync(r, &place, &bytes, &d), DH_OK);
    dh_rotate_close(r);
    return place;
}

static size_t size_of(const char *name)
{
    size_t n = 0;
    return scratch_read(name, &n) ? n : 0;
}

static void rotation(void **state)
{
    struct dh_rotate_place p = { 0 }, q;
    (void)state;
    p = write_lines(p, 0, true); /* nothing yet */
    assert_int_equal(p.number, 1);
    assert_int_equal(size_of("rot/a-000001.jsonl"), 0);
    p = write_lines(p, 4, true);
    assert_true(p.number == 1 && p.length == 400);
    q = write_lines(p, 27, false); /* taken back: over the end of this file and two more */
    assert_true(q.number == p.number && q.length == p.length);
    assert_int_equal(size_of("rot/a-000001.jsonl"), 400);
    assert_int_equal(size_of("rot/a-000002.jsonl"), 0);
    p = write_lines(p, 27, true);
    assert_true(p.number == 4 && p.length == 100);
    assert_int_equal(size_of("rot/a-000001.jsonl"), 1000);
    assert_int_equal(size_of("rot/a-000003.jsonl"), 1000);
    /* A crash right behind: the state knows of less. */
    q = (struct dh_rotate_place){ .number = 2, .length = 300 };
    q = write_lines(q, 1, true);
    assert_true(q.number == 2 && q.length == 400);
    assert_int_equal(size_of("rot/a-000002.jsonl"), 400);
    assert_int_equal(size_of("rot/a-000003.jsonl"), 0);
    /* Somebody shortened it: it is not ours any more. */
    scratch_write("rot/a-000002.jsonl", "x\n", 2);
    q = write_lines(q, 1, true);
    assert_true(q.number == 3 && q.length == 100);
    assert_int_equal(size_of("rot/a-000002.jsonl"), 2);
    /* Another life: behind all there is. */
    q = write_lines((struct dh_rotate_place){ 0 }, 1, true);
    assert_int_equal(q.number, 4);
}

static void failure_groups(void **state)
{
    struct dh_failures f;
    (void)state;
    dh_failures_init(&f, dh_mem_default());
    dh_failures_add(&f, DH_STR("b.example"), DH_STR("line 12 of 'x y' is bad"), 1);
    dh_failures_add(&f, DH_STR("a.example"), DH_STR("time out"), 2);
    dh_failures_add(&f, DH_STR("b.example"), DH_STR("line 7 of 'z' is bad"), 3);
    dh_failures_add(&f, DH_STR("b.example"), DH_STR("don't"), 8);
    dh_failures_add_as(&f, DH_STR("b.example"), DH_STR("don't"), DH_STR("don't"), 1);
    dh_failures_sort(&f);
    assert_int_equal(f.n, 3);
    assert_int_equal(f.all, 15);
    assert_string_equal(f.groups[0].where, "a.example");
    assert_string_equal(f.groups[1].reason, "don't");
    assert_string_equal(f.groups[2].reason, "line N of ... is bad");
    assert_int_equal(f.groups[2].count, 4);
    assert_string_equal(f.groups[0].words, "time out");
    assert_string_equal(f.groups[2].words, "line N of ... is bad; first: line 12 of 'x y' is bad");
    for (unsigned i = 0; i < 3 * DH_FAILURES_MAX; i++) {
        char where[32];
        int n = snprintf(where, sizeof where, "h%u.example", i);
        dh_failures_add(&f, (struct dh_str){ where, (size_t)n }, DH_STR("down"), 1);
    }
    assert_true(f.n <= DH_FAILURES_MAX + 1);
    assert_int_equal(f.all, 15 + 3 * DH_FAILURES_MAX);
    dh_failures_release(&f);
}

/* The hash of what a configuration with these lines says on cleaning. */
static uint64_t cleaning(const char *lines)
{
    struct dh_config c;
    struct dh_buf b;
    struct dh_detail d;
    dh_buf_init(&b, dh_mem_default(), 4096);
    dh_buf_add(&b, dh_str_c(config));
    dh_buf_add(&b, dh_str_c(lines));
    dh_buf_byte(&b, '\0');
    write_text("clean.conf", b.p);
    if (dh_config_read(&c, scratch_path("clean.conf"), NULL, NULL, &d) != DH_OK)
        fail_msg("%s: %s", lines, d.msg);
    uint64_t hash = c.cleaning;
    dh_config_release(&c);
    dh_buf_release(&b);
    assert_true(hash != 0);
    return hash;
}

static void hash_of_cleaning(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        { "[clean]\ntitle = yes\ncaptions = first\n", "[clean]\ncaptions = first\ntitle = yes\n",
          true },
        { "[clean]\nkeep = ad,share\n", "[clean]\nkeep = share\nkeep = ad\n", true },
        { "[clean]\nkeep = ad\ndrop = ad\n", "", true },
        { "[clean]\nwithout = ad.en\n  share.\n", "[clean]\nwithout = share., ad.en\n", true },
        { "[clean]\ncaptions = drop\n", "", true },
        { "[clean]\nmemory = 16M\n", "", true },
        { "[clean]\nfield = text=body\nfield = id=key\n",
          "[clean]\nfield = id=key\nfield = text=body\n", true },
        { "[clean]\nfield = text=body\n", "[clean]\nfield = html=body\n", false },
        { "[clean]\ntitle = yes\n", "", false },
        { "[clean]\nkeep = ad\n", "[clean]\nkeep = share\n", false },
        { "[clean]\nwithout = ad.en\n", "[clean]\nwithout = ad.de\n", false },
        { "[clean]\nsite = a.example\n", "[clean]\nsite = b.example\n", false },
        { "[clean]\nrules = a.rules\n", "[clean]\nrules = ./a.rules\n", true },
        { "[clean]\nrules = a.rules\n", "[clean]\nrules = b.rules\n", false },
    };
    (void)state;
    write_text("a.rules", "ad en | sponsored by the mill\n");
    write_text("b.rules", "ad en | sponsored by the mole\n");
    for (size_t i = 0; i < DH_LEN(cases); i++)
        if ((cleaning(cases[i].a) == cleaning(cases[i].b)) != cases[i].same)
            fail_msg("row %zu: '%s' and '%s'", i, cases[i].a, cases[i].b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life_of_runs), cmocka_unit_test(errors_are_told),
        cmocka_unit_test(places),         cmocka_unit_test(rotation),
        cmocka_unit_test(failure_groups), cmocka_unit_test(hash_of_cleaning),
    };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
