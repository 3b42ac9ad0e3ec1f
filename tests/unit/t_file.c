/* SPDX-License-Identifier: MIT */
/* Output files: the old one or the new one, and nothing else beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "base/outfile.h"
#include "scratch.h"

static char path[512];

/* The entries of the scratch directory. */
static int entries(void)
{
    int n = 0;
    DIR *d = opendir(scratch);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return n;
}

static void begin(struct dh_out *o, const char *text)
{
    struct dh_detail d;
    snprintf(path, sizeof path, "%s", scratch_path("out"));
    assert_int_equal(dh_out_open(o, dh_mem_default(), path, &d), DH_OK);
    assert_int_equal(dh_out_add(o, dh_str_c(text), &d), DH_OK);
    assert_int_equal(dh_out_flush(o, &d), DH_OK);
}

static void holds(const char *text)
{
    struct dh_buf b;
    struct dh_detail d;
    dh_buf_init(&b, dh_mem_default(), 100);
    assert_int_equal(dh_file_read(path, &b, &d), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&b), dh_str_c(text)));
    dh_buf_release(&b);
}

static void one_name(void **state)
{
    struct dh_out o, other;
    struct dh_detail d;
    (void)state;

    begin(&o, "first");
    int before = entries(); /* 0; 1 where files need a name */
    assert_int_equal(before, o.named);
    assert_int_equal(dh_out_commit(&o, &d), DH_OK);
    assert_int_equal(entries(), 1);
    holds("first");

    /* Given up: the old one stays. */
    begin(&o, "second");
    dh_out_abort(&o);
    assert_int_equal(entries(), 1);
    holds("first");

    /* Two of one process at once: the later commit stands. */
    begin(&o, "third");
    begin(&other, "fourth");
    assert_int_equal(dh_out_commit(&other, &d), DH_OK);
    holds("fourth");
    assert_int_equal(dh_out_commit(&o, &d), DH_OK);
    holds("third");
    assert_int_equal(entries(), 1);
}

/* Where nothing is to be replaced, what stands there stays. */
static void no_other_goes(void **state)
{
    struct dh_out o;
    struct dh_detail d;
    bool made = true;
    (void)state;

    begin(&o, "fifth");
    assert_int_equal(dh_out_commit_new(&o, &made, &d), DH_OK);
    assert_false(made);
    holds("third");
    assert_int_equal(unlink(path), 0);
    begin(&o, "sixth");
    assert_int_equal(dh_out_commit_new(&o, &made, &d), DH_OK);
    assert_true(made);
    holds("sixth");
    assert_int_equal(entries(), 1);
}

/* What an earlier process left under the very name that this one would take. */
static void name_taken(void **state)
{
    char left[600];
    struct dh_out o;
    struct dh_detail d;
    (void)state;

    begin(&o, "new");
    snprintf(left, sizeof left, "%s.dehusk-%06x", path, (unsigned)getpid() & 0xFFFFFF);
    int fd = open(left, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(dh_out_commit(&o, &d), DH_OK);
    holds("new");
    assert_int_equal(entries(), 2);
    assert_int_equal(unlink(left), 0);
}

static void unfinished(void **state)
{
    static const struct {
        const char *name;
        bool is;
    } row[] = {
        { "a.txt.dehusk-00a1f3", true },  { "dehusk-00a1f3", false },
        { ".dehusk-00a1f3", false },      { "a.dehusk-00a1f", false },
        { "a.dehusk-00a1f3.txt", false }, { "", false },
    };
    char end[DH_UNFINISHED_BYTES], name[100];
    (void)state;

    for (size_t i = 0; i < DH_LEN(row); i++)
        assert_int_equal(dh_file_is_unfinished(dh_str_c(row[i].name)), row[i].is);
    dh_file_unfinished(end, 7);
    snprintf(name, sizeof name, "%s%s", "story", end);
    assert_true(dh_file_is_unfinished(dh_str_c(name)));
}

static void paths(void **state)
{
    static const struct {
        const char *path, *parent, *name;
    } rows[] = {
        { "a.html", ".", "a.html" },
        { "b/a.html", "b", "a.html" },
        { "c/b/a", "c/b", "a" },
        { "b//a", "b", "a" },
        { "b/", "b", "" },
        { "../a", "..", "a" },
        { "./a", ".", "a" },
        { "/a", "/", "a" },
        { "//a", "/", "a" },
        { "/", "/", "" },
        { "", ".", "" },
    };
    char dir[8];
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        assert_true(dh_file_parent(rows[i].path, dir, sizeof dir));
        assert_string_equal(dir, rows[i].parent);
        assert_string_equal(dh_file_name(rows[i].path), rows[i].name);
    }
    assert_true(dh_file_parent("1234567/a", dir, sizeof dir));
    assert_false(dh_file_parent("12345678/a", dir, sizeof dir));
    assert_false(dh_file_parent("a", dir, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_name), cmocka_unit_test(no_other_goes),
                                        cmocka_unit_test(name_taken), cmocka_unit_test(unfinished),
                                        cmocka_unit_test(paths) };
    return cmocka_run_group_tests(tests, scratch_set_up, scratch_tear_down);
}
