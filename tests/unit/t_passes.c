/* SPDX-License-Identifier: MIT */
/* The second pass: the same bytes whoever decides, a worker that dies over a page, an output that
 * cannot be written, stopping, and results that no worker of ours made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/wire.h"
#include "job/itemwork.h"
#include "job/passes.h"

enum {
    PAGES = 300,
    LINES = 60,       /* of each: so many pages do not stay in memory */
    DEADLY = 170,     /* number of the page that is, where one is */
    BROKEN = 3,       /* of one before which what cannot be read comes */
    MUCH = 8 << 20,   /* bytes of that */
    LARGE = 900,      /* lines of a large page, some hundred KB, */
    LARGE_PAGES = 64, /* of which so many would fill a batch, */
    HELD = 5 << 20    /* and most bytes that are held of them at once */
};

/* Kills the process that asks for much memory at once, unless it is the test itself: there the
 * largest piece is noted. */
struct trap {
    pid_t test;
    size_t most, noted;
};

/* What is fed to the first pass. */
struct feed {
    size_t pages, lines;
    bool deadly;
};

static const struct feed plain = { PAGES, LINES, false };

static void *trap_resize(void *self, void *p, size_t n)
{
    struct trap *t = self;
    if (n > t->most && getpid() != t->test)
        raise(SIGKILL);
    t->noted = n > t->noted ? n : t->noted;
    return dh_mem_resize(dh_mem_default(), p, n);
}

struct outcome {
    struct dh_context *c;
    struct dh_buf bytes; /* all that was written */
    size_t written, fail_at, stop_at, lost;
    pid_t shown_by;
    size_t shown;
    size_t piece;                  /* the largest piece of memory that was asked for */
    uint64_t most_disk, last_disk; /* bytes of temporary files as pages were written */
};

/* Bytes on disk of the unnamed files that this process has open. */
static uint64_t unnamed_bytes(void)
{
    struct stat st;
    uint64_t n = 0;
    for (int fd = 3; fd < 64; fd++)
        if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 0)
            n += (uint64_t)st.st_blocks * 512;
    return n;
}

static enum dh_err write_page(void *self, const struct dh_finished *f, struct dh_detail *d)
{
    struct outcome *o = self;
    char id[32];
    snprintf(id, sizeof id, "page %zu", o->written);
    assert_true(dh_str_eq(f->page->field[DH_FIELD_ID], dh_str_c(id)));
    o->written++;
    o->last_disk = unnamed_bytes();
    o->most_disk = o->last_disk > o->most_disk ? o->last_disk : o->most_disk;
    if (o->written == o->fail_at)
        return dh_fail(d, DH_EIO, 0, "the disk is full");
    if (o->written == o->stop_at)
        dh_context_stop(o->c);
    if (f->page->verdict == DH_FAILED) {
        o->lost++;
        assert_int_equal(o->written, DEADLY + 1);
        assert_true(dh_str_starts(f->page->error, DH_STR("the worker process died over this")));
        assert_int_equal(f->as.text.n, 0);
    } else {
        assert_int_equal(f->page->verdict, DH_KEPT);
        assert_true(f->as.text.n > 0);
    }
    dh_buf_add(&o->bytes, f->as.record);
    dh_buf_add(&o->bytes, f->as.text);
    return DH_OK;
}

static void show_page(void *self, struct dh_record *r)
{
    struct outcome *o = self;
    o->shown += dh_record_text(r).n > 0;
    o->shown_by = getpid();
}

/* A page of words of its own, and a line that all pages of the site have. */
static size_t make_text(char *text, size_t room, uint64_t i, size_t lines)
{
    uint64_t x = i * 0x9E3779B97F4A7C15u + 1;
    size_t n = 0;
    for (size_t k = 0; k < lines; k++) {
        n += (size_t)snprintf(text + n, room - n, "The ferry");
        for (size_t word = 0; word < 9; word++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            char a = (char)('a' + x % 26), b = (char)('a' + (x >> 20) % 26);
            n += (size_t)snprintf(text + n, room - n, " %c%ca%c%co", a, b, (char)('z' + 'a' - a),
                                  (char)('a' + (x >> 40) % 26));
        }
        n += (size_t)snprintf(text + n, room - n, ", the master said.\n");
    }
    return n + (size_t)snprintf(text + n, room - n, "Subscribers of the Bay Herald sail free\n");
}

/* What no worker of ours sends, before the page itself: it is noticed, and leaves nothing behind.
 */
static void feed_broken(struct dh_passes *p, struct dh_frame f)
{
    struct dh_frame page = f, cut = { dh_str_sub(f.head, 0, f.head.n - 1), f.body };
    struct dh_str counted;
    struct dh_buf head;
    struct dh_detail d;

    assert_int_equal(dh_passes_first(p, cut, &d), DH_EDATA);
    assert_int_equal(dh_itemwork_open(&page, &counted), DH_OK);
    assert_true(counted.n > 0);
    dh_buf_init(&head, dh_mem_default(), SIZE_MAX);
    dh_wire_put_str(&head, dh_str_sub(counted, 0, counted.n - 1));
    dh_buf_add(&head, page.head);
    cut.head = dh_buf_str(&head);
    assert_int_equal(dh_passes_first(p, cut, &d), DH_EDATA);
    dh_buf_release(&head);
}

/* Pass 1, in this process. */
static void feed_pages(struct dh_passes *p, struct dh_context *c, const struct feed *from)
{
    struct dh_itemwork items;
    struct dh_message m;
    struct dh_buf head;
    struct dh_detail d;
    size_t room = from->lines * 256 + 64;
    char id[32], *text = malloc(room), *much = malloc(MUCH);

    memset(much, 'x', MUCH);
    dh_itemwork_init(&items, &c->mem, c->cleaner);
    items.counts = true;
    dh_buf_init(&head, &c->mem, SIZE_MAX);
    struct dh_work work = dh_itemwork_of(&items);
    for (size_t i = 0; i < from->pages; i++) {
        struct dh_frame f;
        struct dh_item item = { .type = DH_TYPE_TEXT, .folder = DH_STR("herald.example") };
        item.id = (struct dh_str){ id, (size_t)snprintf(id, sizeof id, "page %zu", i) };
        item.bytes = (struct dh_str){ text, make_text(text, room, i, from->lines) };
        if (from->deadly && i == DEADLY)
            item.bytes = (struct dh_str){ much, MUCH };
        dh_buf_reset(&head);
        m = (struct dh_message){ .head = &head };
        dh_itemwork_put(&item, &m);
        assert_int_equal(work.work(work.self, (struct dh_frame){ dh_buf_str(&head), m.body }, &f),
                         DH_OK);
        if (i == BROKEN)
            feed_broken(p, f);
        assert_int_equal(dh_passes_first(p, f, &d), DH_OK);
        assert_int_equal(p->read, i + 1);
    }
    dh_itemwork_release(&items);
    dh_buf_release(&head);
    free(text);
    free(much);
}

/* Both passes, the second by so many workers; answers its error. */
static enum dh_err run(size_t workers, const struct feed *from, bool show, struct outcome *o,
                       struct dh_job_stats *stats)
{
    struct trap t = { getpid(), 4u << 20, 0 };
    struct dh_allocator mem = { trap_resize, &t };
    struct dh_options *options = NULL;
    struct dh_passes p;
    struct dh_detail d;

    *stats = (struct dh_job_stats){ 0 };
    dh_buf_init(&o->bytes, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_options_new(&options), DH_OK);
    assert_int_equal(dh_context_new_with(&o->c, options, &mem, &d), DH_OK);
    dh_passes_init(&p, o->c);
    p.stats = stats;
    p.wants = (struct dh_render_options){ .record = true, .text = true };
    p.workers = workers;
    p.write = write_page;
    p.show = show ? show_page : NULL;
    p.self = o;
    assert_int_equal(dh_spool_new(&p.spool, &mem, NULL, &d), DH_OK);
    assert_int_equal(dh_context_corpus(o->c, NULL, DH_CORPUS_BATCH, &p.corpus, &d), DH_OK);
    feed_pages(&p, o->c, from);
    enum dh_err e = dh_passes_second(&p, &d);
    assert_true(dh_spool_in_file(p.spool)); /* or nothing was forked */
    dh_spool_free(p.spool);
    dh_corpus_free(p.corpus);
    dh_passes_release(&p);
    dh_context_free(o->c);
    dh_options_free(options);
    o->piece = t.noted;
    return e;
}

static void the_same_bytes_whoever_decides(void **state)
{
    static const size_t workers[] = { 2, 3, 8 };
    struct outcome one = { .written = 0 };
    struct dh_job_stats stats, others;
    (void)state;
    assert_int_equal(run(1, &plain, false, &one, &stats), DH_OK);
    assert_int_equal(stats.kept, PAGES);
    assert_true(stats.removed >= PAGES); /* the line that all have */
    for (size_t i = 0; i < DH_LEN(workers); i++) {
        struct outcome o = { .written = 0 };
        assert_int_equal(run(workers[i], &plain, false, &o, &others), DH_OK);
        assert_memory_equal(&others, &stats, sizeof stats);
        assert_true(dh_str_eq(dh_buf_str(&o.bytes), dh_buf_str(&one.bytes)));
        dh_buf_release(&o.bytes);
    }
    dh_buf_release(&one.bytes);
}

static void a_worker_that_dies_costs_its_page_alone(void **state)
{
    static const size_t workers[] = { 2, 5 };
    static const struct feed deadly = { PAGES, LINES, true };
    struct dh_job_stats stats;
    (void)state;
    for (size_t i = 0; i < DH_LEN(workers); i++) {
        struct outcome o = { .written = 0 };
        assert_int_equal(run(workers[i], &deadly, false, &o, &stats), DH_OK);
        assert_int_equal(o.lost, 1);
        assert_int_equal(stats.failed, 1);
        assert_int_equal(stats.kept, PAGES - 1);
        dh_buf_release(&o.bytes);
    }
}

static void large_pages_do_not_wait_in_memory_together(void **state)
{
    static const struct feed large = { LARGE_PAGES, LARGE, false };
    struct outcome o = { .written = 0 };
    struct dh_job_stats stats;
    (void)state;
    assert_int_equal(run(2, &large, false, &o, &stats), DH_OK);
    assert_int_equal(o.written, LARGE_PAGES);
    assert_true(o.bytes.n > 2 * HELD);
    assert_true(o.piece < HELD);
    dh_buf_release(&o.bytes);
}

static void what_cannot_be_written_ends_the_pass(void **state)
{
    struct dh_job_stats stats;
    (void)state;
    for (size_t workers = 1; workers < 4; workers++) {
        struct outcome full = { .fail_at = 90 }, stopped = { .stop_at = 90 };
        assert_int_equal(run(workers, &plain, false, &full, &stats), DH_EIO);
        assert_int_equal(full.written, 90);
        assert_int_equal(run(workers, &plain, false, &stopped, &stats), DH_ESTOPPED);
        assert_true(stopped.written < PAGES);
        dh_buf_release(&full.bytes);
        dh_buf_release(&stopped.bytes);
    }
}

static void who_wants_to_see_pages_gets_them_whole(void **state)
{
    struct outcome o = { .written = 0 };
    struct dh_job_stats stats;
    (void)state;
    assert_int_equal(run(4, &plain, true, &o, &stats), DH_OK);
    assert_int_equal(o.shown, PAGES);
    assert_int_equal(o.shown_by, getpid());
    dh_buf_release(&o.bytes);
}

/* ---- The spool */

static bool can_punch(void)
{
    struct dh_detail d;
    int fd = -1;
    assert_int_equal(dh_file_temp(NULL, &fd, &d), DH_OK);
    bool can = ftruncate(fd, 1 << 20) == 0 &&
               fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 1 << 16) == 0;
    close(fd);
    return can;
}

static void what_is_forgotten_takes_no_room(void **state)
{
    enum { FRAMES = 16, BYTES = 1 << 19 };
    struct dh_spool *s = NULL;
    struct dh_detail d;
    struct dh_frame f;
    uint64_t at = 0, all = 0;
    char *body = malloc(BYTES);
    (void)state;
    assert_int_equal(dh_spool_new(&s, dh_mem_default(), NULL, &d), DH_OK);
    for (int i = 0; i < FRAMES; i++) {
        f = (struct dh_frame){ DH_STR("head"), { memset(body, 'a' + i, BYTES), BYTES } };
        assert_int_equal(dh_spool_add(s, f, &d), DH_OK);
    }
    assert_int_equal(dh_spool_done(s, &d), DH_OK);
    for (int i = 0; i < FRAMES; i++) {
        all = i ? all : unnamed_bytes();
        assert_int_equal(dh_spool_read(s, &at, &f, &d), DH_OK);
        assert_true(dh_str_eq(f.head, DH_STR("head")) && f.body.n == BYTES);
        assert_true(f.body.p[0] == 'a' + i && f.body.p[BYTES - 1] == 'a' + i);
        dh_spool_forget(s, at);
    }
    assert_true(all >= (uint64_t)FRAMES * BYTES);
    assert_true(!can_punch() || unnamed_bytes() < all / 4);
    assert_int_equal(dh_spool_read(s, &at, &f, &d), DH_END);
    dh_spool_free(s);
    free(body);
}

static void the_spool_shrinks_as_pages_are_written(void **state)
{
    static const struct feed large = { LARGE_PAGES, LARGE, false };
    struct dh_job_stats stats;
    (void)state;
    for (size_t workers = 1; workers < 3; workers++) {
        struct outcome o = { .written = 0 };
        assert_int_equal(run(workers, &large, false, &o, &stats), DH_OK);
        assert_int_equal(o.written, LARGE_PAGES);
        assert_true(!can_punch() || o.last_disk < o.most_disk / 2);
        dh_buf_release(&o.bytes);
    }
}

/* ---- Results from a worker gone mad */

static void keep(struct dh_buf *b, struct dh_frame f)
{
    dh_buf_init(b, dh_mem_default(), SIZE_MAX);
    dh_buf_add(b, f.head);
}

static void broken_results(void **state)
{
    struct dh_item item = { .id = DH_STR("a"),
                            .type = DH_TYPE_TEXT,
                            .bytes = DH_STR("A ferry left at noon.") };
    struct dh_options *options = NULL;
    struct dh_context *c = NULL;
    struct dh_itemwork items;
    struct dh_pagework pages;
    struct dh_finished out;
    struct dh_buf head, good;
    struct dh_frame f;
    struct dh_str counted;
    struct dh_page page;
    struct dh_detail d;
    (void)state;

    assert_int_equal(dh_options_new(&options), DH_OK);
    assert_int_equal(dh_context_new(&c, options, &d), DH_OK);
    dh_itemwork_init(&items, &c->mem, c->cleaner);
    dh_pagework_init(&pages, c);
    pages.wants = (struct dh_render_options){ .record = true };
    dh_buf_init(&head, &c->mem, SIZE_MAX);
    dh_page_init(&page, &c->mem, 1 << 20);
    struct dh_message m = { .head = &head };
    dh_itemwork_put(&item, &m);
    struct dh_work work = dh_itemwork_of(&items);
    assert_int_equal(work.work(work.self, (struct dh_frame){ dh_buf_str(&head), m.body }, &f),
                     DH_OK);
    assert_int_equal(dh_itemwork_open(&f, &counted), DH_OK);
    assert_int_equal(dh_pagework_now(&pages, f, 0, DH_STR_NONE, &f), DH_OK);
    assert_int_equal(dh_pagework_take(f, &page, &out, &d), DH_OK);
    assert_true(dh_str_starts(out.as.record, DH_STR("{\"id\":\"a\"")));
    keep(&good, f);
    for (size_t n = 0; n < good.n; n++) { /* cut off anywhere */
        struct dh_frame cut = { dh_str_sub(dh_buf_str(&good), 0, n), f.body };
        assert_int_equal(dh_pagework_take(cut, &page, &out, &d), DH_EDATA);
    }
    struct dh_frame less = { f.head, dh_str_sub(f.body, 0, f.body.n - 1) };
    assert_int_equal(dh_pagework_take(less, &page, &out, &d), DH_EDATA);
    good.p[0] = (char)DH_END; /* errors that would mean something to the crew */
    struct dh_frame end = { dh_buf_str(&good), f.body };
    assert_int_equal(dh_pagework_take(end, &page, &out, &d), DH_EINTERNAL);
    good.p[0] = (char)DH_EIO;
    assert_int_equal(dh_pagework_take(end, &page, &out, &d), DH_EIO);
    dh_buf_release(&good);
    dh_buf_release(&head);
    dh_page_release(&page);
    dh_pagework_release(&pages);
    dh_itemwork_release(&items);
    dh_context_free(c);
    dh_options_free(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_bytes_whoever_decides),
        cmocka_unit_test(a_worker_that_dies_costs_its_page_alone),
        cmocka_unit_test(large_pages_do_not_wait_in_memory_together),
        cmocka_unit_test(what_cannot_be_written_ends_the_pass),
        cmocka_unit_test(who_wants_to_see_pages_gets_them_whole),
        cmocka_unit_test(what_is_forgotten_takes_no_room),
        cmocka_unit_test(the_spool_shrinks_as_pages_are_written),
        cmocka_unit_test(broken_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
