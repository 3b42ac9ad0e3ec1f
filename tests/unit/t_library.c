/* SPDX-License-Identifier: MIT */
/* dehusk.h as a caller sees it: one page, records, batches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "dehusk.h"

static struct dh_str str(const char *s)
{
    return (struct dh_str){ s, strlen(s) };
}

static void equals(const char *what, struct dh_str got, const char *want)
{
    if (got.n != strlen(want) || memcmp(got.p ? got.p : "", want, got.n) != 0)
        fail_msg("%s: '%.*s', not '%s'", what, (int)got.n, got.p, want);
}

static const char text[] =
    "Harbour bridge to close for a week\n\n"
    "Share\n\n"
    "The harbour bridge will close on Monday for repairs, the council said.\n\n"
    "Advertisement\n\n"
    "Lorries must take the coast road, which is 14 kilometres longer.\n";
static const char clean_text[] =
    "Harbour bridge to close for a week\n\n"
    "The harbour bridge will close on Monday for repairs, the council said.\n\n"
    "Lorries must take the coast road, which is 14 kilometres longer.\n";

static void one_text(void **state)
{
    struct dh_context *c;
    struct dh_record *r;
    struct dh_str json, input;
    struct dh_hints h = { .id = "a-1", .url = "https://www.paper.example.org/a/1" };
    char *copy = strdup(text);

    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    assert_int_equal(dh_clean(c, copy, strlen(copy), &h, &r, NULL), DH_OK);
    memset(copy, 'x', strlen(copy)); /* a record holds nothing of the caller's or the context's */
    free(copy);
    dh_context_free(c);
    assert_int_equal(dh_record_verdict(r), DH_KEPT);
    equals("text", dh_record_text(r), clean_text);
    equals("id", dh_record_field(r, "id"), "a-1");
    equals("site", dh_record_field(r, "site"), "example.org");
    equals("type", dh_record_field(r, "type"), "text");
    equals("no such field", dh_record_field(r, "colour"), "");
    equals("no copy", dh_record_field(r, "duplicate_of"), "");
    assert_true(dh_record_confidence(r) < 0);
    assert_int_equal(dh_record_changes(r), 2);
    assert_int_equal(dh_record_change(r, 0).kind, DH_SHARE);
    assert_int_equal(dh_record_change(r, 1).kind, DH_AD);
    assert_int_equal(dh_record_restore(r, &input), DH_OK);
    equals("restored", input, text);
    assert_int_equal(dh_record_json(r, &json), DH_OK);
    assert_true(json.n > 2 && json.p[0] == '{' && json.p[json.n - 1] == '}');
    dh_record_free(r);
}

static void pages_that_hold_nothing(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        enum dh_verdict want;
    } cases[] = {
        { "nothing", "", 0, DH_EMPTY },
        { "white space", " \n\t\n", 4, DH_EMPTY },
        { "only chrome", "Share\n\nAdvertisement\n", 21, DH_EMPTY },
        { "binary",
          "\x7F"
          "ELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00",
          20, DH_FAILED },
    };
    struct dh_context *c;
    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dh_record *r;
        assert_int_equal(dh_clean(c, cases[i].bytes, cases[i].n, NULL, &r, NULL), DH_OK);
        if (dh_record_verdict(r) != cases[i].want)
            fail_msg("%s: %s", cases[i].name, dh_verdict_name(dh_record_verdict(r)));
        assert_int_equal(dh_record_error(r).n != 0, cases[i].want == DH_FAILED);
        assert_true(dh_record_field(r, "id").n > 0);
        dh_record_free(r);
    }
    dh_context_free(c);
}

static void too_large_fails(void **state)
{
    struct dh_options *o;
    struct dh_context *c;
    struct dh_record *r;
    (void)state;
    assert_int_equal(dh_options_new(&o), DH_OK);
    assert_int_equal(dh_options_set(o, "max-size", "10", NULL), DH_OK);
    assert_int_equal(dh_context_new(&c, o, NULL), DH_OK);
    dh_options_free(o);
    assert_int_equal(dh_clean(c, text, sizeof text - 1, NULL, &r, NULL), DH_OK);
    assert_int_equal(dh_record_verdict(r), DH_FAILED);
    dh_record_free(r);
    dh_context_free(c);
}

struct seen {
    int n;
};

static enum dh_err see(void *self, struct dh_record *r)
{
    struct seen *s = self;
    static const char *const ids[] = { "one", "two", "three" };
    assert_true(s->n < 3);
    equals("id", dh_record_field(r, "id"), ids[s->n]);
    equals("text", dh_record_text(r), clean_text);
    s->n++;
    return DH_OK;
}

static enum dh_err refuse(void *self, struct dh_record *r)
{
    (void)self;
    (void)r;
    return DH_EIO;
}

static void batches_keep_the_order(void **state)
{
    static const char *const ids[] = { "one", "two", "three" };
    struct dh_context *c;
    struct dh_batch *b;
    struct seen s = { 0 };
    (void)state;
    assert_int_equal(dh_context_new_with(&c, NULL, NULL, NULL), DH_OK); /* no allocator: malloc */
    assert_int_equal(dh_batch_new(&b, c, NULL), DH_OK);
    for (int i = 0; i < 3; i++) {
        /* Versions of one URL are no duplicates of each other. */
        struct dh_hints h = { .id = ids[i], .url = "https://paper.example.org/bridge" };
        assert_int_equal(dh_batch_add(b, text, sizeof text - 1, &h, NULL), DH_OK);
    }
    assert_int_equal(dh_batch_finish(b, see, &s, NULL), DH_OK);
    assert_int_equal(s.n, 3);
    assert_int_equal(dh_batch_finish(b, see, &s, NULL), DH_EUSAGE); /* once */
    assert_int_equal(dh_batch_add(b, text, sizeof text - 1, NULL, NULL), DH_EUSAGE);
    dh_batch_free(b);
    assert_int_equal(dh_batch_new(&b, c, NULL), DH_OK);
    assert_int_equal(dh_batch_finish(b, see, &s, NULL), DH_OK); /* empty */
    assert_int_equal(dh_batch_add(b, text, sizeof text - 1, NULL, NULL), DH_OK);
    assert_int_equal(dh_batch_finish(b, refuse, NULL, NULL), DH_EIO);
    dh_batch_free(b);
    dh_context_free(c);
}

static enum dh_err see_copies(void *self, struct dh_record *r)
{
    int *n = self;
    equals("copy of", dh_record_field(r, "duplicate_of"), (*n)++ ? "one" : "");
    assert_true(dh_record_confidence(r) > .5 && dh_record_confidence(r) <= 1);
    return DH_OK;
}

static void a_copy_names_what_stays(void **state)
{
    static const char page[] =
        "<article><h1>Harbour bridge to close for a week</h1><p>The harbour bridge will close on "
        "Monday for repairs, the council said, and it stays closed until the first of June.</p>"
        "<p>Lorries must take the coast road, which is 14 kilometres longer.</p></article>";
    static const char *const ids[] = { "one", "two" };
    struct dh_context *c;
    struct dh_batch *b;
    int n = 0;
    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    assert_int_equal(dh_batch_new(&b, c, NULL), DH_OK);
    for (int i = 0; i < 2; i++) {
        struct dh_hints h = { .id = ids[i] };
        assert_int_equal(dh_batch_add(b, page, sizeof page - 1, &h, NULL), DH_OK);
    }
    assert_int_equal(dh_batch_finish(b, see_copies, &n, NULL), DH_OK);
    assert_int_equal(n, 2);
    dh_batch_free(b);
    dh_context_free(c);
}

/* As the program reads them: with what stands around them in files. */
static void a_row_is_the_same_with_mark_and_line_end(void **state)
{
    static const char *const rows[] = { "{\"text\":\"The ferry sails.\"}",
                                        "\xEF\xBB\xBF{\"text\":\"The ferry sails.\"}\r\n" };
    struct dh_context *c;
    struct dh_record *r[2];
    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(dh_clean(c, rows[i], strlen(rows[i]), NULL, &r[i], NULL), DH_OK);
        equals("text", dh_record_text(r[i]), "The ferry sails.");
    }
    struct dh_str a = dh_record_field(r[0], "id"), b = dh_record_field(r[1], "id");
    assert_true(a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
    dh_record_free(r[0]);
    dh_record_free(r[1]);
    dh_context_free(c);
}

static void a_job_tells_who_wants_to_know(void **state)
{
    static const char *const inputs[] = { "/nowhere/a.txt" };
    struct dh_job_stats stats;
    struct dh_context *c;
    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    assert_int_equal(dh_job_clean(c, inputs, 1, NULL, &stats, NULL), DH_OK);
    assert_int_equal(stats.missing, 1);
    assert_int_equal(dh_job_clean(c, inputs, 1, NULL, NULL, NULL), DH_OK);
    assert_int_equal(dh_job_restore(c, inputs, 1, NULL, NULL, NULL), DH_OK);
    dh_context_stop(c); /* for good */
    assert_int_equal(dh_job_restore(c, inputs, 1, NULL, NULL, NULL), DH_ESTOPPED);
    dh_context_free(c);
}

static void see_progress(void *self, const struct dh_job_stats *s, uint64_t total)
{
    char *seen = self; /* "r" and "w" with numbers: pages that were read, that were written */
    size_t n = strlen(seen);
    snprintf(seen + n, 32 - n, "%c%d", total ? 'w' : 'r', (int)s->pages);
    assert_true(total == 0 || total == 2);
}

/* In both passes: where pages are many, most of the time goes into the first. */
static void a_job_tells_how_far_it_is(void **state)
{
    static const char *const inputs[] = { "fixtures/text-am/in.txt", "fixtures/text-ar/in.txt" };
    char seen[32] = "";
    struct dh_job_watch watch = { .progress = see_progress, .self = seen };
    struct dh_job_stats stats;
    struct dh_detail d = { .code = DH_OK };
    struct dh_options *o;
    struct dh_context *c;
    (void)state;
    assert_int_equal(dh_options_new(&o), DH_OK);
    assert_int_equal(dh_options_set(o, "format", "jsonl", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "output", "/dev/null", NULL), DH_OK);
    assert_int_equal(dh_context_new(&c, o, NULL), DH_OK);
    dh_options_free(o);
    if (dh_job_clean(c, inputs, 2, &watch, &stats, &d))
        fail_msg("%s; seen: %s", d.msg, seen);
    if (strcmp(seen, "r1r2w0w1w2") != 0)
        fail_msg("seen: %s; %d pages, %d failed, %d missing", seen, (int)stats.pages,
                 (int)stats.failed, (int)stats.missing);
    dh_context_free(c);
}

enum { VERSIONS = 4 };

struct versions {
    unsigned kept, duplicates;
    size_t longest;
};

static enum dh_err see_version(void *self, struct dh_record *r)
{
    struct versions *v = self;
    v->kept += dh_record_verdict(r) == DH_KEPT;
    v->duplicates += dh_record_verdict(r) == DH_DUPLICATE;
    assert_int_equal(dh_record_changes(r), 0); /* nothing of a version is chrome */
    if (dh_record_text(r).n > v->longest)
        v->longest = dh_record_text(r).n;
    return DH_OK;
}

/* Four versions of a story on one site, each with a paragraph more: all they have in common is no
 * chrome of the site, and one of them stays. */
static void versions_of_a_story_leave_it_whole(void **state)
{
    static const char *const paragraphs[] = {
        "The night train to the coast will run again from June after eleven years, the railway "
        "said.\n\n",
        "Six carriages are being refitted in the old sheds, two of them with berths for "
        "wheelchairs.\n\n",
        "Tickets will cost as much as the day train, and bicycles ride for nothing until the "
        "autumn.\n\n",
        "The line had been closed when a landslip carried away the embankment below Torrel.\n\n",
        "Hoteliers on the coast have asked for a second train on Fridays, which is being looked "
        "into.\n\n",
        "The first departure is at a quarter to eleven, from the platform behind the post "
        "office.\n\n",
    };
    struct dh_context *c;
    struct dh_batch *b;
    struct versions v = { 0 };
    char page[2048] = "Night train to the coast returns\n\n", id[8];
    size_t n = strlen(page);

    (void)state;
    assert_int_equal(dh_context_new(&c, NULL, NULL), DH_OK);
    assert_int_equal(dh_batch_new(&b, c, NULL), DH_OK);
    for (unsigned i = 0; i < 3; i++)
        n += (size_t)snprintf(page + n, sizeof page - n, "%s", paragraphs[i]);
    for (unsigned i = 0; i < VERSIONS; i++) {
        struct dh_hints h = { .id = id, .site = "gazette.example" };
        snprintf(id, sizeof id, "v%u", i);
        assert_int_equal(dh_batch_add(b, page, n, &h, NULL), DH_OK);
        n += (size_t)snprintf(page + n, sizeof page - n, "%s", paragraphs[3 + i % 3]);
    }
    assert_int_equal(dh_batch_finish(b, see_version, &v, NULL), DH_OK);
    assert_int_equal(v.kept, 1);
    assert_int_equal(v.duplicates, VERSIONS - 1);
    dh_batch_free(b);
    dh_context_free(c);
}

static void every_number_has_a_name(void **state)
{
    (void)state;
    for (int e = DH_OK; e <= DH_END; e++)
        assert_string_not_equal(dh_strerror((enum dh_err)e), "unknown error");
    assert_string_equal(dh_strerror((enum dh_err)999), "unknown error");
    for (int k = 0; k < DH_KINDS; k++)
        assert_non_null(dh_kind_name((enum dh_kind)k));
    assert_null(dh_kind_name(DH_KINDS));
    assert_string_equal(dh_version(), DH_VERSION);
    equals("escape", str("x"), "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_text),
        cmocka_unit_test(pages_that_hold_nothing),
        cmocka_unit_test(too_large_fails),
        cmocka_unit_test(batches_keep_the_order),
        cmocka_unit_test(a_copy_names_what_stays),
        cmocka_unit_test(a_row_is_the_same_with_mark_and_line_end),
        cmocka_unit_test(a_job_tells_who_wants_to_know),
        cmocka_unit_test(a_job_tells_how_far_it_is),
        cmocka_unit_test(versions_of_a_story_leave_it_whole),
        cmocka_unit_test(every_number_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
