/* SPDX-License-Identifier: MIT */
/* dh_job_clean of dehusk.h: source -> crew (pass 1) -> spool -> verdict (pass 2) -> sink. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "fetch/fetch.h"
#include "io/apart.h"
#include "job/clusters.h"
#include "job/itemwork.h"
#include "job/pagefiles.h"
#include "job/passes.h"
#include "state/store.h"

enum { SMALL_INPUT = 1 << 20, FETCH_SECONDS = 60, FETCH_REDIRECTS = 5, SERVICE_MS = 2000 };

struct run {
    struct dh_context *c;
    const struct dh_settings *s;
    const struct dh_job_watch *watch;
    struct dh_job_stats *stats;
    struct dh_source *source;
    struct dh_fetch *fetch; /* made with the first URL */
    struct dh_itemwork items;
    struct dh_crew *crew;
    struct dh_spool *spool;
    struct dh_corpus *corpus; /* NULL: pages have nothing in common */
    struct dh_store *store;   /* --state */
    struct dh_sink *sink;     /* NULL: scan */
    int64_t held_ms;          /* since when the state is, of dh_clock_ms */
    bool detached;            /* it was tried to let go of it */
    bool scan;
    bool one_page; /* text to one stream: a second page is an error */
    struct dh_passes passes;
    struct dh_page_files files;
};

/* ---- Set-up */

static bool many_inputs(const char *const *inputs, size_t n)
{
    return n > 1 || (n == 1 && dh_file_is_dir(inputs[0]));
}

static void sink_options(const struct dh_settings *s, bool many, struct dh_sink_options *o)
{
    size_t n = s->output ? strlen(s->output) : 0;
    *o = (struct dh_sink_options){
        .format = s->format == DH_FORMAT_JSONL ? DH_FORMAT_JSONL : DH_FORMAT_TEXT,
        .output = s->output,
        .records = s->records,
        .title = s->title,
        .flush = s->flush,
    };
    if (n && strcmp(s->output, "-") != 0)
        o->output_is_dir = (many && o->format == DH_FORMAT_TEXT) || s->output[n - 1] == '/' ||
                           dh_file_is_dir(s->output);
    o->drop_duplicates =
        s->duplicates == DH_DUPLICATES_DROP || (s->duplicates < 0 && o->output_is_dir);
}

/* Workers: as asked, else the cores; one small input is not worth a fork. */
static size_t worker_count(const struct dh_settings *s, const char *const *inputs, size_t n)
{
    struct stat st;
    if (!s->jobs && n == 1 && stat(inputs[0], &st) == 0 && S_ISREG(st.st_mode) &&
        st.st_size < SMALL_INPUT)
        return 1;
    return dh_settings_jobs(s);
}

static enum dh_err get_url(void *self, const char *url, struct dh_buf *body,
                           struct dh_buf *final_url, struct dh_buf *content_type,
                           struct dh_detail *d)
{
    struct run *r = self;
    struct dh_fetched got;
    enum dh_err e = DH_OK;

    if (!r->fetch) {
        struct dh_fetch_options o = {
            .max_bytes = r->s->max_size,
            .max_seconds = FETCH_SECONDS,
            .max_redirects = FETCH_REDIRECTS,
            .allow_private = r->s->allow_private,
            .user_agent = r->s->user_agent,
        };
        e = dh_fetch_new(&r->fetch, &r->c->mem, &o, d);
        if (e)
            return e;
    }
    dh_fetched_init(&got, &r->c->mem, r->s->max_size);
    e = dh_fetch_get(r->fetch, url, &got, d);
    if (e == DH_OK) {
        dh_buf_add(body, dh_buf_str(&got.body));
        dh_buf_add(final_url, got.url);
        dh_buf_add(content_type, got.content_type);
        e = body->err ? body->err : final_url->err ? final_url->err : content_type->err;
    }
    dh_fetched_release(&got);
    return e;
}

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

static bool writes_stdout(const struct dh_sink_options *o)
{
    return !o->output || is_stdout(o->output) || (o->records && is_stdout(o->records));
}

static enum dh_err check_clusters(const struct dh_settings *s, const struct dh_sink_options *o,
                                  struct dh_detail *d)
{
    if (is_stdout(s->clusters) && writes_stdout(o))
        return dh_fail(d, DH_EUSAGE, 0, "output and clusters would go to the same place");
    return DH_OK;
}

/* What is asked for and cannot be had is told. */
static enum dh_err check_flush(const struct dh_settings *s, struct dh_detail *d)
{
    const char *what = s->clusters                           ? "--clusters"
                       : s->duplicates == DH_DUPLICATES_DROP ? "--duplicates drop"
                       : s->duplicates == DH_DUPLICATES_MARK ? "--duplicates mark"
                                                             : NULL;
    return s->flush && what
               ? dh_fail(d, DH_EUSAGE, 0, "--flush sees one page at a time: no %s with it", what)
               : DH_OK;
}

static enum dh_err check_state(const struct dh_settings *s, struct dh_detail *d)
{
    const char *what = s->read_only ? "--read-only" : "--wait";
    return !s->state && (s->read_only || s->wait)
               ? dh_fail(d, DH_EUSAGE, 0, "%s is of a state: --state FILE is needed", what)
               : DH_OK;
}

/* Pages of one URL are versions of one story. */
static enum dh_err check_url(const struct dh_settings *s, const char *const *inputs, size_t n,
                             struct dh_detail *d)
{
    if (!s->url || !s->url[0] || (n == 1 && !dh_file_is_dir(inputs[0])))
        return DH_OK;
    return dh_fail(d, DH_EUSAGE, 0,
                   "--url is of one page, not of several (--site names the site of all)");
}

/* Nothing that is read is written over. */
static enum dh_err check_files(const struct run *r, const struct dh_sink_options *o,
                               const char *const *inputs, size_t n, struct dh_detail *d)
{
    const struct dh_apart_file files[] = {
        { "--output", r->scan || o->output_is_dir ? NULL : o->output },
        { "--records", r->scan ? NULL : o->records },
        { "--clusters", r->scan ? NULL : dh_apart_path(r->s->clusters) },
        { "--state", r->s->state },
        { "standard output", !r->scan && writes_stdout(o) ? DH_APART_STDOUT : NULL },
    };
    enum dh_err e = check_url(r->s, inputs, n, d);
    if (e == DH_OK && !r->scan && r->s->clusters)
        e = check_clusters(r->s, o, d);
    if (e == DH_OK)
        e = dh_apart(files, DH_LEN(files), inputs, n, d);
    if (e == DH_OK && r->s->rules)
        e = dh_apart(files, DH_LEN(files), &r->s->rules, 1, d);
    if (e == DH_OK && !r->scan && o->output_is_dir)
        e = dh_apart_below(o->output, &r->c->mem, inputs, n, d);
    if (e == DH_OK)
        e = check_state(r->s, d);
    return e || r->scan ? e : check_flush(r->s, d);
}

/* With --flush nobody sees the batch, which is what the state would learn. */
static bool only_reads(const struct run *r)
{
    return r->s->read_only || (r->s->flush && !r->scan);
}

/* The lock of the state is the parent's: a worker that outlives it for a moment must not hold it.
 */
static void let_go(void *self)
{
    const struct run *r = self;
    dh_store_forked(r->store);
}

static enum dh_err open_state(struct run *r, struct dh_detail *d)
{
    enum dh_store_mode mode = only_reads(r) ? DH_STORE_READ : DH_STORE_WRITE;
    return r->s->state ? dh_store_wait(&r->store, &r->c->mem, r->s->state, mode,
                                       (unsigned)r->s->wait, &r->c->stop, d)
                       : DH_OK;
}

/* One that runs on and on keeps others from writing the state no longer. */
static void let_others_write(void *self)
{
    struct run *r = self;
    if (!r->detached)
        dh_store_detach(r->store, r->s->tmp);
    r->detached = true;
}

static bool is_service(const struct run *r)
{
    return r->s->flush && r->s->state && !r->scan;
}

/* What pages have in common; with --flush, what they have in common with the state. */
static enum dh_err make_corpus(struct run *r, struct dh_detail *d)
{
    enum dh_corpus_use use = r->scan       ? DH_CORPUS_SCAN
                             : r->s->flush ? DH_CORPUS_FLUSH
                                           : DH_CORPUS_BATCH;
    enum dh_err e = r->items.counts ? dh_context_corpus(r->c, r->store, use, &r->corpus, d) : DH_OK;
    r->passes.corpus = r->corpus;
    return e == DH_OK && use == DH_CORPUS_FLUSH ? dh_passes_settle(&r->passes, d) : e;
}

/* What else is written may stand below the directory of the texts. */
static enum dh_err make_sink(struct run *r, const struct dh_sink_options *o, struct dh_detail *d)
{
    const char *const spared[][2] = { { "--records", o->records },
                                      { "--clusters", r->s->clusters },
                                      { "--state", r->s->state } };
    enum dh_err e = dh_sink_new(&r->sink, &r->c->mem, o, d);
    for (size_t i = 0; e == DH_OK && i < DH_LEN(spared); i++)
        e = dh_sink_spare(r->sink, spared[i][0], spared[i][1], d);
    return e;
}

static enum dh_err set_up(struct run *r, const char *const *inputs, size_t n, struct dh_detail *d)
{
    struct dh_sink_options so;
    sink_options(r->s, many_inputs(inputs, n), &so);
    enum dh_err e = check_files(r, &so, inputs, n, d);
    if (e)
        return e;
    r->one_page = !r->scan && so.format == DH_FORMAT_TEXT && !so.output_is_dir;
    struct dh_source_options o = {
        .type = (enum dh_type)r->s->type,
        .fields = &r->s->fields,
        .max_size = r->s->max_size,
        .skip_under = dh_apart_path(so.output ? so.output : "-"),
        .skip_records = dh_apart_path(so.records),
        .skip_state = r->s->state,
        .skip_clusters = dh_apart_path(r->s->clusters),
        .get = get_url,
        .get_self = r,
        .wait = { .stop = &r->c->stop, .idle = is_service(r) ? let_others_write : NULL, .self = r },
    };
    /* A page alone has nothing in common with others. */
    r->items.counts = r->scan || r->s->state || (!r->s->flush && !r->one_page);
    r->passes.wants = dh_sink_wants(&so);
    r->passes.workers = worker_count(r->s, inputs, n);
    struct dh_work work = dh_itemwork_of(&r->items);
    work.forked = let_go; /* for those that are started again, behind the lock */
    work.forked_self = r;
    e = dh_crew_new(&r->crew, &r->c->mem, &work, r->passes.workers, d);
    if (e == DH_OK && !r->scan)
        e = make_sink(r, &so, d);
    /* Behind the fork: the lock and the file are the parent's alone. */
    if (e == DH_OK)
        e = open_state(r, d);
    r->held_ms = dh_clock_ms();
    if (e == DH_OK)
        e = dh_source_new(&r->source, &r->c->mem, &o, inputs, n, d);
    if (e == DH_OK && !r->s->flush && !r->scan)
        e = dh_spool_new(&r->spool, &r->c->mem, r->s->tmp, d);
    return e ? e : make_corpus(r, d);
}

/* ---- Pass 1 */

static void tell_progress(const struct run *r, const struct dh_job_stats *s, uint64_t total)
{
    if (r->watch && r->watch->progress)
        r->watch->progress(r->watch->self, s, total);
}

/* In a run of two passes nothing has become of pages yet while they are read. */
static void tell_reading(const struct run *r)
{
    struct dh_job_stats s = *r->stats;
    s.pages = r->passes.read;
    tell_progress(r, &s, 0);
}

static enum dh_err next_item(void *self, struct dh_message *m, struct dh_detail *d)
{
    struct run *r = self;
    struct dh_item item = { .err = DH_OK };
    enum dh_err e;

    if (is_service(r) && dh_clock_ms() - r->held_ms >= SERVICE_MS)
        let_others_write(r);
    for (;;) {
        struct dh_detail missing = { .code = DH_OK };
        e = dh_source_next(r->source, &item, &missing);
        if (e != DH_ENOINPUT && e != DH_EACCESS && e != DH_EDATA) {
            if (e && e != DH_END && d)
                *d = missing;
            break;
        }
        r->stats->missing++;
        if (r->watch && r->watch->problem)
            r->watch->problem(r->watch->self, missing.msg, &missing);
    }
    if (e == DH_OK) {
        r->stats->bytes_in += item.bytes.n;
        dh_page_files_note(&r->files, item.path);
        dh_itemwork_put(&item, m);
    }
    return e;
}

/* ---- Pages */

/* number: of the page. */
static void tell_failed(struct run *r, const struct dh_page *page, uint64_t number)
{
    if (page->verdict == DH_FAILED && r->watch && r->watch->failed)
        r->watch->failed(r->watch->self, page->field[DH_FIELD_ID], page->error,
                         dh_page_files_of(&r->files, number), page->line);
}

static enum dh_err label_page(void *self, const struct dh_page *page, struct dh_detail *d)
{
    struct run *r = self;
    if (r->one_page && r->passes.read > 1)
        return dh_fail(
            d, DH_EUSAGE, 0,
            "several pages need a directory (--output DIR/) or records (--format jsonl)");
    if (r->spool || !r->sink)
        tell_reading(r);
    if (!r->sink)
        tell_failed(r, page, r->passes.read);
    if (!r->sink || page->verdict == DH_FAILED)
        return DH_OK; /* nothing of it is written but its record */
    enum dh_err e = dh_sink_reserve(r->sink, page->output, page->field[DH_FIELD_ID], d);
    if (e == DH_ECREATE && !page->output.n)
        dh_page_files_twice(&r->files, r->spool, page, r->passes.read, d);
    return e;
}

static enum dh_err write_page(void *self, const struct dh_finished *f, struct dh_detail *d)
{
    struct run *r = self;
    const struct dh_page *page = f->page;
    enum dh_err e = dh_sink_put(r->sink, page, &f->as, page->output, d);
    if (e)
        return e;
    tell_failed(r, page, r->stats->pages);
    tell_progress(r, r->stats, r->spool ? r->passes.read : 0);
    return DH_OK;
}

static void show_page(void *self, struct dh_record *record)
{
    struct run *r = self;
    record->path = dh_page_files_of(&r->files, r->stats->pages);
    r->watch->record(r->watch->self, record);
}

static enum dh_err take_page(void *self, struct dh_frame f, struct dh_detail *d)
{
    struct run *r = self;
    return dh_passes_first(&r->passes, f, d);
}

/* ---- The job */

/* What was written becomes visible, then the state learns of it: a crash between the two costs
 * nothing, since the next run of the same pages writes the same. */
static enum dh_err finish(struct run *r, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    bool stands = !r->stats->pages && r->stats->missing; /* an earlier output: nothing was read */
    if (!stands && r->s->clusters && !r->scan)
        e = dh_clusters_write(r->corpus, r->s->clusters, &r->c->mem, d);
    if (e == DH_OK && r->sink && !stands)
        e = dh_sink_commit(r->sink, &r->stats->bytes_out, d);
    if (e == DH_OK && r->store && !only_reads(r))
        e = dh_store_commit(r->store, d);
    return e;
}

static bool next_is_ready(void *self)
{
    const struct run *r = self;
    return dh_source_ready(r->source);
}

static enum dh_err run_job(struct run *r, const char *const *inputs, size_t n, struct dh_detail *d)
{
    static const char *const standard_input[] = { "-" };
    struct dh_crew_job job = {
        .next = next_item,
        .put = take_page,
        .self = r,
        .stop = &r->c->stop,
        .at_once = r->s->flush,
        .ready = r->s->flush ? next_is_ready : NULL,
    };
    struct dh_job_stats own = { 0 }; /* for who wants none */
    enum dh_err e;

    r->stats = r->stats ? r->stats : &own;
    *r->stats = (struct dh_job_stats){ 0 };
    dh_page_files_init(&r->files, &r->c->mem);
    dh_itemwork_init(&r->items, &r->c->mem, r->c->cleaner);
    dh_passes_init(&r->passes, r->c);
    r->passes.stats = r->stats;
    r->passes.label = label_page;
    r->passes.write = r->scan ? NULL : write_page;
    r->passes.show = r->watch && r->watch->record ? show_page : NULL;
    r->passes.forked = let_go;
    r->passes.self = r;
    e = n ? set_up(r, inputs, n, d) : set_up(r, standard_input, 1, d);
    r->passes.spool = r->spool;
    if (e == DH_OK)
        e = dh_crew_run(r->crew, &job, d);
    dh_crew_free(r->crew);
    dh_source_free(r->source);
    dh_itemwork_release(&r->items);
    if (e == DH_OK && r->spool)
        tell_progress(r, r->stats, r->passes.read);
    if (e == DH_OK)
        e = dh_passes_second(&r->passes, d);
    if (e == DH_OK)
        e = finish(r, d);
    dh_sink_free(r->sink);
    dh_fetch_free(r->fetch);
    dh_spool_free(r->spool);
    dh_corpus_free(r->corpus);
    dh_store_close(r->store);
    dh_passes_release(&r->passes);
    dh_page_files_release(&r->files);
    return e;
}

enum dh_err dh_job_clean(struct dh_context *c, const char *const *inputs, size_t n,
                         const struct dh_job_watch *w, struct dh_job_stats *stats,
                         struct dh_detail *d)
{
    struct run r = { .c = c, .s = &c->options->s, .watch = w, .stats = stats };
    return run_job(&r, inputs, n, d);
}

enum dh_err dh_job_scan(struct dh_context *c, const char *const *inputs, size_t n,
                        const struct dh_job_watch *w, struct dh_job_stats *stats,
                        struct dh_detail *d)
{
    struct run r = { .c = c, .s = &c->options->s, .watch = w, .stats = stats, .scan = true };
    if (!r.s->state || r.s->read_only)
        return dh_fail(d, DH_EUSAGE, 0,
                       r.s->state ? "scan writes the state: no --read-only with it"
                                  : "scan needs a state to count into (--state FILE)");
    return run_job(&r, inputs, n, d);
}
