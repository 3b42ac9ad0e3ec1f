/* SPDX-License-Identifier: MIT */
/* The crew: order, a worker that dies over a page, items that cannot be read, stopping, the spool.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "job/itemwork.h"
#include "job/worker.h"
#include "page/pack.h"
#include "repeat/story/story.h"

enum { PAGES = 40, DEADLY = 7, UNREADABLE = 11, ROWS = 700, DEADLY_ROW = 130, LINES = 5000 };

/* Kills the process that asks for much memory at once, unless it is the test itself: a page of
 * megabytes is deadly to a worker. */
struct trap {
    pid_t test;
    size_t most, own; /* own: so much the test gets at once; 0: any */
};

static void *trap_resize(void *self, void *p, size_t n)
{
    struct trap *t = self;
    if (n > t->most && getpid() != t->test)
        raise(SIGKILL);
    if (t->own && n > t->own && getpid() == t->test)
        return NULL;
    return dh_mem_resize(dh_mem_default(), p, n);
}

struct feed {
    struct dh_spool *spool;
    struct dh_str deadly;
    size_t given, got, stop_after;
    volatile int stop;
    char id[32], text[128];
};

static enum dh_err next(void *self, struct dh_message *message, struct dh_detail *d)
{
    struct feed *f = self;
    struct dh_item item;
    if (f->given == PAGES)
        return DH_END;
    int n = snprintf(f->id, sizeof f->id, "page %zu", f->given);
    int m = snprintf(f->text, sizeof f->text,
                     "The ferry to island %zu leaves at noon, the crew said.", f->given);
    item = (struct dh_item){
        .id = { f->id, (size_t)n },
        .bytes = { f->text, (size_t)m },
        .type = DH_TYPE_TEXT,
    };
    if (f->given == DEADLY && f->deadly.n)
        item.bytes = f->deadly;
    if (f->given == UNREADABLE)
        item.err = dh_fail(&item.detail, DH_EIO, 0, "cannot read it");
    dh_itemwork_put(&item, message);
    f->given++;
    (void)d;
    return DH_OK;
}

static enum dh_err put(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct feed *feed = self;
    feed->got++;
    if (feed->stop_after && feed->got == feed->stop_after)
        feed->stop = 1;
    struct dh_str counted;
    enum dh_err e = dh_itemwork_open(&f, &counted);
    return e ? e : dh_spool_add(feed->spool, f, d);
}

static void check_page(const struct dh_page *p, size_t i, bool deadly)
{
    char id[32];
    snprintf(id, sizeof id, "page %zu", i);
    assert_true(dh_str_eq(p->field[DH_FIELD_ID], dh_str_c(id)));
    if (i == UNREADABLE) {
        assert_int_equal(p->verdict, DH_FAILED);
        assert_true(dh_str_eq(p->error, DH_STR("cannot read it")));
    } else if (i == DEADLY && deadly) {
        assert_int_equal(p->verdict, DH_FAILED);
        assert_true(dh_str_starts(p->error, DH_STR("the worker process died over this page")));
    } else {
        assert_int_equal(p->verdict, DH_KEPT);
        assert_int_equal(p->n_fragments, 1);
    }
}

static void run(size_t workers, bool deadly, size_t stop_after, size_t own)
{
    struct trap t = { getpid(), 4u << 20, own };
    struct dh_allocator mem = { trap_resize, &t };
    struct dh_settings s = { .max_size = DH_PAGE_MAX };
    struct feed f = { .stop_after = stop_after };
    struct dh_cleaner *cleaner = NULL;
    struct dh_crew *crew = NULL;
    struct dh_itemwork items;
    struct dh_detail d;
    uint64_t at = 0;
    struct dh_frame frame;
    struct dh_page page;
    size_t n = 8 << 20;
    char *much = deadly ? malloc(n) : NULL;

    if (much) {
        memset(much, 'x', n);
        f.deadly = (struct dh_str){ much, n };
    }
    assert_int_equal(dh_cleaner_new(&cleaner, &mem, &s, &d), DH_OK);
    assert_int_equal(dh_spool_new(&f.spool, &mem, NULL, &d), DH_OK);
    dh_itemwork_init(&items, &mem, cleaner);
    struct dh_work work = dh_itemwork_of(&items);
    assert_int_equal(dh_crew_new(&crew, &mem, &work, workers, &d), DH_OK);
    struct dh_crew_job job = { .next = next, .put = put, .self = &f, .stop = &f.stop };
    assert_int_equal(dh_crew_run(crew, &job, &d), stop_after ? DH_ESTOPPED : DH_OK);
    dh_crew_free(crew);
    assert_int_equal(dh_spool_done(f.spool, &d), DH_OK);
    dh_page_init(&page, &mem, 64 << 20);
    size_t i = 0;
    while (dh_spool_read(f.spool, &at, &frame, &d) == DH_OK) {
        dh_page_reset(&page);
        assert_int_equal(dh_page_unpack(&page, frame.head, frame.body), DH_OK);
        check_page(&page, i++, deadly);
    }
    assert_int_equal(i, stop_after ? f.got : PAGES);
    dh_page_release(&page);
    dh_spool_free(f.spool);
    dh_itemwork_release(&items);
    dh_cleaner_free(cleaner);
    free(much);
}

static void order_is_kept_with_any_number_of_workers(void **state)
{
    static const size_t workers[] = { 1, 2, 3, 8 };
    (void)state;
    for (size_t i = 0; i < DH_LEN(workers); i++)
        run(workers[i], false, 0, 0);
}

static void a_worker_that_dies_costs_its_page_alone(void **state)
{
    (void)state;
    run(2, true, 0, 0);
    run(5, true, 0, 0);
}

/* The copy of a large page is for the case that its worker is killed: no memory for it is no error.
 */
static void a_page_that_cannot_be_copied_is_sent_all_the_same(void **state)
{
    (void)state;
    run(2, true, 0, 6u << 20);
}

static void a_stopped_crew_ends_early(void **state)
{
    (void)state;
    run(1, false, 5, 0);
    run(3, false, 5, 0);
}

/* ---- Rows, which go many to a message */

struct rows {
    struct dh_spool *spool;
    size_t given;
    char row[64 + 3 * LINES];
};

static enum dh_err next_row(void *self, struct dh_message *message, struct dh_detail *d)
{
    struct rows *r = self;
    (void)d;
    if (r->given == ROWS)
        return DH_END;
    int n =
        snprintf(r->row, sizeof r->row,
                 "{\"id\": \"page %zu\", \"text\": \"Ferry %zu sails at noon.", r->given, r->given);
    for (int i = 0; r->given == DEADLY_ROW && i < LINES; i++, n += 3)
        memcpy(r->row + n, "\\nx", 3); /* so many lines that the worker asks for much memory */
    memcpy(r->row + n, "\"}", 3);
    struct dh_item item = { .bytes = { r->row, (size_t)n + 2 }, .type = DH_TYPE_JSONL };
    dh_itemwork_put(&item, message);
    r->given++;
    return DH_OK;
}

static enum dh_err put_row(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct rows *r = self;
    struct dh_str counted;
    enum dh_err e = dh_itemwork_open(&f, &counted);
    return e ? e : dh_spool_add(r->spool, f, d);
}

/* A row that kills its worker costs itself, not those it travelled with. */
static void a_batch_goes_on_without_its_deadly_row(void **state)
{
    struct trap t = { getpid(), 1u << 20, 0 };
    struct dh_allocator mem = { trap_resize, &t };
    struct dh_settings s = { .max_size = DH_PAGE_MAX };
    static struct rows r;
    struct dh_cleaner *cleaner = NULL;
    struct dh_crew *crew = NULL;
    struct dh_itemwork items;
    struct dh_detail d;
    uint64_t at = 0;
    struct dh_frame frame;
    struct dh_page page;
    size_t i = 0;
    char id[32];
    (void)state;
    r.given = 0;
    assert_int_equal(dh_cleaner_new(&cleaner, &mem, &s, &d), DH_OK);
    assert_int_equal(dh_spool_new(&r.spool, &mem, NULL, &d), DH_OK);
    dh_itemwork_init(&items, &mem, cleaner);
    struct dh_work work = dh_itemwork_of(&items);
    assert_int_equal(dh_crew_new(&crew, &mem, &work, 2, &d), DH_OK);
    struct dh_crew_job job = { .next = next_row, .put = put_row, .self = &r };
    assert_int_equal(dh_crew_run(crew, &job, &d), DH_OK);
    dh_crew_free(crew);
    assert_int_equal(dh_spool_done(r.spool, &d), DH_OK);
    dh_page_init(&page, &mem, 64 << 20);
    for (; dh_spool_read(r.spool, &at, &frame, &d) == DH_OK; i++) {
        dh_page_reset(&page);
        assert_int_equal(dh_page_unpack(&page, frame.head, frame.body), DH_OK);
        snprintf(id, sizeof id, "page %zu", i);
        assert_true(dh_str_eq(page.field[DH_FIELD_ID], dh_str_c(id)));
        assert_int_equal(page.verdict, i == DEADLY_ROW ? DH_FAILED : DH_KEPT);
        if (i == DEADLY_ROW)
            assert_true(dh_str_starts(page.error, DH_STR("the worker process died over this")));
    }
    assert_int_equal(i, ROWS);
    dh_page_release(&page);
    dh_spool_free(r.spool);
    dh_itemwork_release(&items);
    dh_cleaner_free(cleaner);
}

/* ---- Results of all sizes */

enum { ECHOES = 400, ECHO_MOST = 2 * DH_WORKER_RING };

/* Message i asks for a result of so many bytes: some are larger than a worker's ring, and those in
 * a row are more than it holds. */
static size_t echo_size(size_t i)
{
    static const size_t sizes[] = {
        0, 1, 9000, 70 << 10, DH_WORKER_SENDS + 9, DH_WORKER_RING, 7, DH_WORKER_RING + 9
    };
    return sizes[dh_hash_mix(i) % DH_LEN(sizes)];
}

struct echoes {
    size_t given, got;
    char *bytes; /* of the largest */
};

static enum dh_err next_echo(void *self, struct dh_message *message, struct dh_detail *d)
{
    struct echoes *x = self;
    size_t i = x->given++;
    (void)d;
    if (i >= ECHOES)
        return DH_END;
    dh_buf_add(message->head, (struct dh_str){ (const char *)&i, sizeof i });
    return DH_OK;
}

static enum dh_err echo(void *self, struct dh_frame message, struct dh_frame *result)
{
    struct echoes *x = self;
    size_t i;
    memcpy(&i, message.head.p, sizeof i);
    memset(x->bytes, (int)(i % 251), echo_size(i));
    *result = (struct dh_frame){ message.head, { x->bytes, echo_size(i) } };
    return DH_OK;
}

static enum dh_err put_echo(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct echoes *x = self;
    size_t i = x->got++;
    (void)d;
    assert_int_equal(f.head.n, sizeof i);
    assert_memory_equal(f.head.p, &i, sizeof i);
    assert_int_equal(f.body.n, echo_size(i));
    memset(x->bytes, (int)(i % 251), f.body.n);
    assert_true(f.body.n == 0 || memcmp(f.body.p, x->bytes, f.body.n) == 0);
    return DH_OK;
}

static void results_of_any_size_come_back(void **state)
{
    struct echoes x = { .bytes = malloc(ECHO_MOST) };
    struct dh_work work = { .work = echo, .self = &x, .most = ECHO_MOST };
    struct dh_crew_job job = { .next = next_echo, .put = put_echo, .self = &x };
    struct dh_crew *crew = NULL;
    struct dh_detail d;
    (void)state;
    assert_int_equal(dh_crew_new(&crew, dh_mem_default(), &work, 2, &d), DH_OK);
    assert_int_equal(dh_crew_run(crew, &job, &d), DH_OK);
    dh_crew_free(crew);
    assert_int_equal(x.got, ECHOES);
    free(x.bytes);
}

/* The result of a message that is answered with what no worker of ours says: its number, and why.
 */
static enum dh_err lost_echo(void *self, struct dh_frame message, const struct dh_detail *why,
                             struct dh_frame *result, struct dh_detail *d)
{
    (void)self, (void)d;
    assert_int_equal(why->code, DH_EWORKER);
    assert_non_null(strstr(why->msg, "no result"));
    *result = (struct dh_frame){ message.head, DH_STR("lost") };
    return DH_OK;
}

static enum dh_err put_lost(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct echoes *x = self;
    (void)d;
    x->got += dh_str_eq(f.body, DH_STR("lost"));
    return DH_OK;
}

/* It is told as what it is, and not as a worker that took too long. */
static void a_worker_that_says_nonsense_costs_its_page_alone(void **state)
{
    struct echoes x = { .bytes = malloc(ECHO_MOST) };
    struct dh_work work = { .work = echo, .lost = lost_echo, .self = &x, .most = 500 << 10 };
    struct dh_crew_job job = { .next = next_echo, .put = put_lost, .self = &x };
    struct dh_crew *crew = NULL;
    struct dh_detail d;
    size_t large = 0;
    (void)state;
    for (size_t i = 0; i < ECHOES; i++)
        large += echo_size(i) > work.most;
    assert_true(large > 0);
    assert_int_equal(dh_crew_new(&crew, dh_mem_default(), &work, 2, &d), DH_OK);
    assert_int_equal(dh_crew_run(crew, &job, &d), DH_OK);
    dh_crew_free(crew);
    assert_int_equal(x.got, large);
    free(x.bytes);
}

/* Part i of what `of` says: the one that fails, or UINT_MAX. */
static enum dh_err part(void *of, unsigned i)
{
    return i == *(unsigned *)of ? DH_ENOMEM : DH_OK;
}

/* Also where nobody is told how a child ended, as in a program that was started with SIGCHLD
 * ignored. */
static void parts_are_well_only_when_all_said_so(void **state)
{
    unsigned none = UINT_MAX, second = 1;
    (void)state;
    assert_true(dh_worker_parts(3, part, &none, NULL, NULL));
    assert_false(dh_worker_parts(3, part, &second, NULL, NULL));
    assert_false(dh_worker_parts(DH_SPREAD_MAX + 1, part, &none, NULL, NULL));
    signal(SIGCHLD, SIG_IGN);
    bool well = dh_worker_parts(3, part, &second, NULL, NULL);
    signal(SIGCHLD, SIG_DFL);
    assert_false(well);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_goes_on_without_its_deadly_row),
        cmocka_unit_test(order_is_kept_with_any_number_of_workers),
        cmocka_unit_test(a_worker_that_dies_costs_its_page_alone),
        cmocka_unit_test(a_page_that_cannot_be_copied_is_sent_all_the_same),
        cmocka_unit_test(a_stopped_crew_ends_early),
        cmocka_unit_test(results_of_any_size_come_back),
        cmocka_unit_test(a_worker_that_says_nonsense_costs_its_page_alone),
        cmocka_unit_test(parts_are_well_only_when_all_said_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
