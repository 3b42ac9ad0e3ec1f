/* SPDX-License-Identifier: MIT */
/* Sinks: which bytes land where, what is refused, and what an interrupted run leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "io/outdir.h"
#include "io/sink.h"
#include "scratch.h"

/* A page put into a sink: with -o DIR under output, or under its id. */
struct put {
    const char *output, *id, *title, *text;
    enum dh_verdict verdict;
};

static void fill_page(struct dh_page *p, const struct put *in)
{
    dh_page_reset(p);
    p->field[DH_FIELD_ID] = dh_str_c(in->id);
    p->field[DH_FIELD_TITLE] = dh_str_c(in->title);
    p->field[DH_FIELD_TYPE] = in->title ? DH_STR("html") : DH_STR("text");
    p->input = p->text = dh_str_c(in->text);
    p->verdict = in->verdict;
}

/* Renders a page as the sink wants it, and puts it there. */
static enum dh_err put_page(struct dh_sink *s, const struct dh_sink_options *o,
                            const struct dh_page *p, const char *output, struct dh_detail *d)
{
    struct dh_render_options wants = dh_sink_wants(o);
    struct dh_rendered as;
    struct dh_buf b;
    dh_buf_init(&b, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_render(p, &wants, &b, &as), DH_OK);
    enum dh_err e = dh_sink_put(s, p, &as, dh_str_c(output), d);
    dh_buf_release(&b);
    return e;
}

/* Reserves and puts all pages, and commits; the first error. */
static enum dh_err run(const struct dh_sink_options *o, const struct put *puts, size_t n,
                       uint64_t *bytes, struct dh_detail *d)
{
    struct dh_sink *s = NULL;
    struct dh_page p;
    enum dh_err e = dh_sink_new(&s, dh_mem_default(), o, d);

    dh_page_init(&p, dh_mem_default(), 1 << 20);
    for (size_t i = 0; e == DH_OK && i < n; i++)
        e = dh_sink_reserve(s, dh_str_c(puts[i].output), dh_str_c(puts[i].id), d);
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        fill_page(&p, &puts[i]);
        e = put_page(s, o, &p, puts[i].output, d);
    }
    if (e == DH_OK)
        e = dh_sink_commit(s, bytes, d);
    dh_sink_free(s);
    dh_page_release(&p);
    return e;
}

/* ---- One file, records */

#define RECORD(id, text, verdict) \
    "{\"id\":\"" id "\",\"text\":\"" text "\",\"verdict\":\"" verdict \
    "\",\"removed\":[],\"repaired\":[],\"type\":\"text\"}\n"

static const struct {
    const char *name;
    enum dh_format format;
    bool records, title, drop;
    struct put puts[4];
    const char *out, *rec;
} files[] = {
    { "a text ends with one newline",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", 0, "One.", DH_KEPT } },
      "One.\n",
      NULL },
    { "also when it had one, or more",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", 0, "One.\r\n\n\n", DH_KEPT } },
      "One.\n",
      NULL },
    { "an empty one is an empty file",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", 0, "", DH_EMPTY } },
      "",
      NULL },
    { "nothing but line ends",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", 0, "\n\n", DH_EMPTY } },
      "",
      NULL },
    { "a failed page has no text",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", 0, "", DH_FAILED } },
      "",
      NULL },
    { "title first",
      DH_FORMAT_TEXT,
      false,
      true,
      false,
      { { 0, "a", "Head", "One.", DH_KEPT } },
      "Head\n\nOne.\n",
      NULL },
    { "no title unless asked",
      DH_FORMAT_TEXT,
      false,
      false,
      false,
      { { 0, "a", "Head", "One.", DH_KEPT } },
      "One.\n",
      NULL },
    { "no title without a text",
      DH_FORMAT_TEXT,
      false,
      true,
      false,
      { { 0, "a", "Head", "", DH_EMPTY } },
      "",
      NULL },
    { "records",
      DH_FORMAT_JSONL,
      false,
      false,
      false,
      { { 0, "a", 0, "x", DH_KEPT }, { 0, "b", 0, "y", DH_DUPLICATE } },
      RECORD("a", "x", "kept") RECORD("b", "y", "duplicate"),
      NULL },
    { "records beside text",
      DH_FORMAT_TEXT,
      true,
      false,
      false,
      { { 0, "a", 0, "x\n", DH_KEPT } },
      "x\n",
      RECORD("a", "x\\n", "kept") },
    { "duplicates dropped stay in the records",
      DH_FORMAT_JSONL,
      true,
      false,
      true,
      { { 0, "a", 0, "x", DH_KEPT }, { 0, "b", 0, "y", DH_DUPLICATE } },
      RECORD("a", "x", "kept"),
      RECORD("a", "x", "kept") RECORD("b", "y", "duplicate") },
};

static size_t count(const struct put *p, size_t max)
{
    size_t n = 0;
    while (n < max && p[n].text)
        n++;
    return n;
}

static void one_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(files); i++) {
        struct dh_detail d = { 0 };
        uint64_t bytes = 0;
        size_t n, rec_n = 0;

        scratch_make();
        struct dh_sink_options o = { .format = files[i].format,
                                     .output = scratch_path("out"),
                                     .records = files[i].records ? scratch_path("rec") : NULL,
                                     .title = files[i].title,
                                     .drop_duplicates = files[i].drop };
        scratch_write("out", "old", 3);
        if (run(&o, files[i].puts, count(files[i].puts, 4), &bytes, &d))
            fail_msg("%s: %s", files[i].name, d.msg);
        const char *got = scratch_read("out", &n);
        if (strcmp(got, files[i].out) != 0)
            fail_msg("%s: got %s", files[i].name, got);
        if (files[i].rec) {
            got = scratch_read("rec", &rec_n);
            if (strcmp(got, files[i].rec) != 0)
                fail_msg("%s: got %s", files[i].name, got);
        }
        assert_int_equal(bytes, n + rec_n);
        scratch_remove();
    }
}

/* ---- A directory */

static const struct {
    const char *name;
    const char *tree[4];
    struct put puts[4];
    enum dh_err want;
    const char *files;
} trees[] = {
    { "names",
      { NULL },
      { { "a.html", "i/a.html", 0, "A", DH_KEPT }, { "x/y/b", "i/x/y/b", 0, "B", DH_KEPT } },
      DH_OK,
      "d/a.html.txt=A\n|d/x/y/b.txt=B\n|" },
    { "in what is there already",
      { "d/x/old=o", "d/x/a.txt=old" },
      { { "x/a", "a", 0, "new", DH_KEPT } },
      DH_OK,
      "d/x/a.txt=new\n|d/x/old=o|" },
    { "back and forth",
      { NULL },
      { { "x/a", "1", 0, "1", DH_KEPT },
        { "y/a", "2", 0, "2", DH_KEPT },
        { "x/b", "3", 0, "3", DH_KEPT },
        { "c", "4", 0, "4", DH_KEPT } },
      DH_OK,
      "d/c.txt=4\n|d/x/a.txt=1\n|d/x/b.txt=3\n|d/y/a.txt=2\n|" },
    { "empty and failed pages",
      { "d/b.txt=old", "d/a.txt=old" },
      { { "a", "a", 0, "", DH_EMPTY }, { "b", "b", 0, "", DH_FAILED } },
      DH_OK,
      "d/a.txt=|d/b.txt=old|" },
    { "odd components",
      { NULL },
      { { "/x//./a", "a", 0, "A", DH_KEPT } },
      DH_OK,
      "d/x/a.txt=A\n|" },
    { "two of one name",
      { NULL },
      { { "a", "i/a", 0, "1", DH_KEPT },
        { "b", "i/b", 0, "2", DH_KEPT },
        { "a", "j/a", 0, "3", DH_KEPT } },
      DH_ECREATE,
      "" },
    { "two of one name, written in two ways",
      { NULL },
      { { "x/a", "i", 0, "1", DH_KEPT }, { "x//a", "j", 0, "2", DH_KEPT } },
      DH_ECREATE,
      "" },
    { "out of the directory", { NULL }, { { "../a", "a", 0, "A", DH_KEPT } }, DH_ECREATE, "" },
    { "out and in again", { NULL }, { { "x/../a", "a", 0, "A", DH_KEPT } }, DH_ECREATE, "" },
    { "no name", { NULL }, { { "/", "a", 0, "A", DH_KEPT } }, DH_ECREATE, "" },
    { "a planted link to a directory",
      { "e/", "d/x->../e" },
      { { "x/a", "a", 0, "A", DH_KEPT } },
      DH_ECREATE,
      "" },
    { "a planted link to a file is replaced, not followed",
      { "e=safe", "d/", "d/a.txt->../e" },
      { { "a", "a", 0, "A", DH_KEPT } },
      DH_OK,
      "d/a.txt=A\n|e=safe|" },
    { "a file where a directory must be",
      { "d/x=1" },
      { { "x/a", "a", 0, "A", DH_KEPT } },
      DH_ECREATE,
      "d/x=1|" },
    { "a directory where a file must be",
      { "d/a.txt/f=1" },
      { { "a", "a", 0, "A", DH_KEPT } },
      DH_ECREATE,
      "d/a.txt/f=1|" },
};

static void directory(void **state)
{
    char got[4096];
    (void)state;
    for (size_t i = 0; i < DH_LEN(trees); i++) {
        struct dh_detail d = { 0 };
        uint64_t bytes;
        scratch_make();
        for (size_t k = 0; k < 4 && trees[i].tree[k]; k++)
            scratch_entry(trees[i].tree[k]);
        struct dh_sink_options o = { .output = scratch_path("d"), .output_is_dir = true };
        enum dh_err e = run(&o, trees[i].puts, count(trees[i].puts, 4), &bytes, &d);
        if (e != trees[i].want)
            fail_msg("%s: error %d: %s", trees[i].name, (int)e, d.msg);
        scratch_listing(got, sizeof got);
        if (strcmp(got, trees[i].files) != 0)
            fail_msg("%s: got %s", trees[i].name, got);
        scratch_remove();
    }
}

/* Rows and downloads have no path: their names are hashes of their ids, which may be anything. */
static void hash_names(void **state)
{
    static const struct put puts[] = { { "", "http://h/../../etc/passwd", 0, "A", DH_KEPT },
                                       { "", "b", 0, "B", DH_KEPT } };
    static const struct put same[] = { { "", "b", 0, "B", DH_KEPT }, { "", "b", 0, "C", DH_KEPT } };
    char got[4096];
    struct dh_detail d = { 0 };
    uint64_t bytes;

    (void)state;
    scratch_make();
    struct dh_sink_options o = { .output = scratch_path("d"), .output_is_dir = true };
    assert_int_equal(run(&o, puts, 2, &bytes, &d), DH_OK);
    assert_int_equal(bytes, 4);
    scratch_listing(got, sizeof got);
    assert_int_equal(strlen(got), 2 * (strlen("d/") + 32 + strlen(".txt=A\n|")));
    assert_int_equal(strspn(got + 2, "0123456789abcdef"), 32);
    assert_int_equal(run(&o, same, 2, &bytes, &d), DH_ECREATE);
    scratch_remove();
}

/* Names longer than a file system takes are cut and told apart by a hash. */
static void long_names(void **state)
{
    struct dh_buf b;
    struct dh_str last, rest;
    char name[600];

    (void)state;
    memset(name, 'n', sizeof name);
    name[99] = '/';
    for (int i = 200; i < 400; i += 2)
        memcpy(name + i, "\xC3\xA9", 2);
    dh_buf_init(&b, dh_mem_default(), 1 << 16);
    for (size_t n = 330; n < 350; n++) { /* around the limit, with the suffix on either side */
        dh_buf_reset(&b);
        assert_int_equal(dh_outdir_name((struct dh_str){ name, n }, DH_STR(".txt"), &b, NULL),
                         DH_OK);
        rest = dh_buf_str(&b);
        assert_true(dh_str_split(&rest, '/', &last) && dh_str_split(&rest, '/', &last));
        assert_true(last.n <= 241);
    }
    scratch_make();
    struct put puts[] = { { name, "a", 0, "A", DH_KEPT }, { name, "b", 0, "B", DH_KEPT } };
    struct dh_sink_options o = { .output = scratch_path("d"), .output_is_dir = true };
    uint64_t bytes;
    name[599] = '\0';
    assert_int_equal(run(&o, puts, 1, &bytes, NULL), DH_OK);
    assert_int_equal(run(&o, puts, 2, &bytes, NULL), DH_ECREATE);
    scratch_remove();
    dh_buf_release(&b);
}

/* More files and directories than one group holds. */
static void many_files(void **state)
{
    enum { FILES = 1500 };
    static struct put puts[FILES];
    static char names[FILES][32];
    char got[64];
    size_t n;
    uint64_t bytes;

    (void)state;
    scratch_make();
    for (int i = 0; i < FILES; i++) {
        snprintf(names[i], sizeof names[i], "%d/%d", i / 20 % 50, i);
        puts[i] = (struct put){ names[i], names[i], 0, names[i], DH_KEPT };
    }
    struct dh_sink_options o = { .output = scratch_path("d"), .output_is_dir = true };
    assert_int_equal(run(&o, puts, FILES, &bytes, NULL), DH_OK);
    for (int i = 0; i < FILES; i++) {
        snprintf(got, sizeof got, "d/%.31s.txt", names[i]);
        const char *text = scratch_read(got, &n);
        assert_non_null(text);
        assert_memory_equal(text, names[i], strlen(names[i]));
    }
    scratch_remove();
}

/* ---- What goes wrong */

static void no_commit(void **state)
{
    struct put one = { "a", "a", 0, "new", DH_KEPT };
    struct dh_sink *s = NULL;
    struct dh_page p;
    char got[256];

    (void)state;
    dh_page_init(&p, dh_mem_default(), 1 << 20);
    fill_page(&p, &one);
    for (int dir = 0; dir < 2; dir++) {
        scratch_make();
        scratch_entry(dir ? "d/a.txt=old" : "o=old");
        struct dh_sink_options o = { .output = scratch_path(dir ? "d" : "o"),
                                     .output_is_dir = dir };
        o.records = scratch_path("r");
        assert_int_equal(dh_sink_new(&s, dh_mem_default(), &o, NULL), DH_OK);
        assert_int_equal(put_page(s, &o, &p, "a", NULL), DH_OK);
        dh_sink_free(s);
        scratch_listing(got, sizeof got);
        assert_string_equal(got, dir ? "d/a.txt=old|" : "o=old|");
        scratch_remove();
    }
    dh_page_release(&p);
}

/* A file size limit stands for a full disk: the old output stays, no temporary is left. */
static void disk_full(void **state)
{
    static char big[1 << 20];
    struct put one = { "a", "a", 0, big, DH_KEPT };
    struct rlimit old, small;
    struct dh_detail d = { 0 };
    uint64_t bytes;
    char got[256];

    (void)state;
    memset(big, 'x', sizeof big - 1);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 1000;
    for (int dir = 0; dir < 2; dir++) {
        scratch_make();
        scratch_entry(dir ? "d/a.txt=old" : "o=old");
        struct dh_sink_options o = { .output = scratch_path(dir ? "d" : "o"),
                                     .output_is_dir = dir };
        setrlimit(RLIMIT_FSIZE, &small);
        enum dh_err e = run(&o, &one, 1, &bytes, &d);
        setrlimit(RLIMIT_FSIZE, &old);
        assert_int_equal(e, DH_EIO);
        scratch_listing(got, sizeof got);
        assert_string_equal(got, dir ? "d/a.txt=old|" : "o=old|");
        scratch_remove();
    }
}

static void closed_pipe(void **state)
{
    static char big[1 << 20];
    struct put one = { 0, "a", 0, big, DH_KEPT };
    struct dh_sink_options o = { .output = "-" };
    struct dh_detail d = { 0 };
    uint64_t bytes;
    int p[2], old = dup(1);

    (void)state;
    memset(big, 'x', sizeof big - 1);
    signal(SIGPIPE, SIG_IGN);
    fflush(stdout);
    assert_int_equal(pipe(p), 0);
    close(p[0]);
    dup2(p[1], 1);
    close(p[1]);
    enum dh_err e = run(&o, &one, 1, &bytes, &d);
    dup2(old, 1);
    close(old);
    assert_int_equal(e, DH_EPIPE);
}

static const struct {
    const char *name, *output, *records;
    bool dir;
    enum dh_format format;
    enum dh_err want;
} wrong[] = {
    { "records into a directory", "d", NULL, true, DH_FORMAT_JSONL, DH_EUSAGE },
    { "text and records to one file", "o", "o", false, DH_FORMAT_TEXT, DH_EUSAGE },
    { "a directory that is not there", "no/such/o", NULL, false, DH_FORMAT_TEXT, DH_ECREATE },
    { "records where none can be", "o", "no/such/r", false, DH_FORMAT_TEXT, DH_ECREATE },
    { "a directory below a file", "f/d", NULL, true, DH_FORMAT_TEXT, DH_ECREATE },
};

static void refusals(void **state)
{
    char output[600], records[600];
    (void)state;
    scratch_make();
    scratch_entry("f=1");
    for (size_t i = 0; i < DH_LEN(wrong); i++) {
        struct dh_sink *s = NULL;
        struct dh_detail d = { 0 };
        snprintf(output, sizeof output, "%s/%s", scratch, wrong[i].output);
        snprintf(records, sizeof records, "%s/%s", scratch,
                 wrong[i].records ? wrong[i].records : "");
        struct dh_sink_options o = { .format = wrong[i].format,
                                     .output = output,
                                     .output_is_dir = wrong[i].dir,
                                     .records = wrong[i].records ? records : NULL };
        enum dh_err e = dh_sink_new(&s, dh_mem_default(), &o, &d);
        if (e != wrong[i].want || !d.msg[0])
            fail_msg("%s: error %d: %s", wrong[i].name, (int)e, d.msg);
    }
    char got[256];
    scratch_listing(got, sizeof got);
    assert_string_equal(got, "f=1|");
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file),   cmocka_unit_test(directory),   cmocka_unit_test(hash_names),
        cmocka_unit_test(long_names), cmocka_unit_test(many_files),  cmocka_unit_test(no_commit),
        cmocka_unit_test(disk_full),  cmocka_unit_test(closed_pipe), cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
