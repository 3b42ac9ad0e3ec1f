/* SPDX-License-Identifier: MIT */
/* The rest of struct dh_run of dehusk.h: its configuration, how it is stopped, what it tells of
 * itself. What it does stands in cronjob.c. */
#include "cron/cronjob.h"

#include "base/err.h"
#include "base/file.h"
#include "cron/confkeys.h"
#include "state/store.h"

void dh_run_warn(const struct dh_run *r, const char *msg)
{
    if (r->watch && r->watch->warning)
        r->watch->warning(r->watch->self, msg);
}

static void report(void *self, enum dh_err e, const char *msg)
{
    const struct dh_run *r = self;
    if (r->watch && r->watch->config)
        r->watch->config(r->watch->self, e, msg);
}

/* What stands in the file of rules, and the names of `without`, only who has the rules can tell. */
static enum dh_err make_context(struct dh_run *r, struct dh_detail *d)
{
    struct dh_complaints k = { .config = &r->config, .report = report, .self = r };
    struct dh_detail why = { .code = DH_OK };
    enum dh_err e = dh_context_new(&r->c, r->config.options, &why);
    if (e == DH_OK)
        return e;
    dh_complain(&k, dh_confkey_line(&r->config, "clean", e == DH_EUSAGE ? "without" : "rules"),
                e == DH_ENOMEM ? e : DH_ECONFIG, "%s", why.msg);
    if (d)
        *d = k.first;
    return k.first.code;
}

enum dh_err dh_run_new(struct dh_run **out, const char *config, const struct dh_run_watch *watch,
                       struct dh_detail *d)
{
    struct dh_run *r = dh_mem_zeroed(dh_mem_default(), 1, sizeof *r);
    if (!r)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory");
    *out = r;
    r->watch = watch;
    dh_failures_init(&r->failures, dh_mem_default());
    dh_buf_init(&r->text, dh_mem_default(), SIZE_MAX);
    enum dh_err e = dh_config_read(&r->config, config, report, r, d);
    if (e == DH_OK || e == DH_ECONFIG) { /* who mends it wants to hear all at once */
        enum dh_err there = dh_config_check(&r->config, report, r, e ? NULL : d);
        e = e ? e : there;
        enum dh_err rules = make_context(r, e ? NULL : d);
        e = e ? e : rules;
    }
    if (e) { /* nothing runs by a configuration with errors */
        dh_context_free(r->c);
        r->c = NULL;
    }
    return e;
}

/* A state that is there is one that this program can read; what a run that is under way does to it
 * is that run's. */
static enum dh_err check_state(struct dh_run *r, struct dh_detail *d)
{
    struct dh_complaints k = { .config = &r->config, .report = report, .self = r };
    struct dh_detail why = { .code = DH_OK };
    struct dh_store *s = NULL;
    enum dh_err e = DH_OK;

    if (r->config.state && !dh_file_is_dir(r->config.state)) /* dh_config_check tells of those */
        e = dh_store_open(&s, dh_mem_default(), r->config.state, DH_STORE_READ, 0, &why);
    dh_store_close(s);
    if (e == DH_OK || e == DH_ENOINPUT || e == DH_ELOCKED)
        return DH_OK;
    dh_complain(&k, dh_confkey_line(&r->config, "state", "file"), e, "%s", why.msg);
    if (d)
        *d = k.first;
    return e;
}

enum dh_err dh_run_check(struct dh_run *r, struct dh_detail *d)
{
    enum dh_err e = dh_config_check_sources(&r->config, report, r, d);
    enum dh_err lists = dh_config_check_lists(&r->config, report, r, e ? NULL : d);
    e = e ? e : lists;
    enum dh_err state = check_state(r, e ? NULL : d);
    return e ? e : state;
}

enum dh_err dh_run_set(struct dh_run *r, const char *name, const char *value, struct dh_detail *d)
{
    enum dh_err e = dh_config_set(&r->config, name, value, d);
    return e ? e : dh_config_check_metrics(&r->config, d);
}

void dh_run_again(struct dh_run *r)
{
    r->config.anew = true;
}

void dh_run_stop(struct dh_run *r)
{
    r->stop = 1;
}

void dh_run_limits(const struct dh_run *r, uint64_t *before, uint64_t *runtime, uint64_t *grace)
{
    *before = r->config.wait + r->config.splay;
    *runtime = r->config.max_runtime;
    *grace = r->config.grace;
}

void dh_run_summary(const struct dh_run *r, struct dh_run_summary *out)
{
    *out = r->summary;
}

int dh_run_failure_at(const struct dh_run *r, size_t i, struct dh_run_failure *out)
{
    if (i >= r->failures.n)
        return 0;
    const struct dh_failure_group *f = &r->failures.groups[i];
    *out = (struct dh_run_failure){ f->where, f->words, f->count };
    return 1;
}

void dh_run_free(struct dh_run *r)
{
    if (!r)
        return;
    dh_context_free(r->c);
    dh_config_release(&r->config);
    dh_failures_release(&r->failures);
    dh_buf_release(&r->text);
    dh_mem_free(dh_mem_default(), r);
}
