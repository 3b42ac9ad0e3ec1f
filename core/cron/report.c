/* SPDX-License-Identifier: MIT */
/* What a run tells machines: its summary as JSON, and counts for Prometheus (the text format
 * 0.0.4, prometheus.io/docs/instrumenting/exposition_formats, for node_exporter's textfile
 * collector, which wants a file to appear whole). */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/outfile.h"
#include "base/json.h"
#include "cron/cronjob.h"

/* The numbers of a summary, one row each: both outputs are made of them. */
struct count {
    const char *json;   /* member */
    const char *metric; /* behind "dehusk_"; NULL: JSON only */
    const char *labels; /* or "" */
    const char *help;   /* of the metric's first row; NULL: a further row of the one before */
    uint64_t value;
};
enum { COUNTS = 20 };

static void counts_of(const struct dh_run_summary *s, struct count c[COUNTS])
{
    const struct dh_job_stats *p = &s->pages;
    const struct count all[COUNTS] = {
        { "pages", NULL, "", NULL, p->pages },
        { "kept", "pages", "{result=\"kept\"}", "Pages worked on by the last run.", p->kept },
        { "duplicate", "pages", "{result=\"duplicate\"}", NULL, p->duplicate },
        { "empty", "pages", "{result=\"empty\"}", NULL, p->empty },
        { "failed", "pages", "{result=\"failed\"}", NULL, p->failed },
        { "gone", "pages", "{result=\"gone\"}", NULL, s->gone },
        { "unchanged", "pages", "{result=\"unchanged\"}", NULL, s->unchanged },
        { "missing", "inputs_missing", "", "Inputs that could not be read at all.", p->missing },
        { "removed", "fragments_removed", "", "Fragments that were cut.", p->removed },
        { "repaired", "repairs", "", "Places that were mended.", p->repaired },
        { "bytes_in", "input_bytes", "", "Bytes of the pages worked on.", p->bytes_in },
        { "bytes_out", "output_bytes", "", "Bytes written.", p->bytes_out },
        { "forbidden", "forbidden", "", "Pages that robots.txt forbids.", s->forbidden },
        { "requests", "requests", "", "HTTP requests sent.", s->requests },
        { "bodies", "responses", "{body=\"yes\"}", "HTTP responses.", s->bodies },
        { "not_modified", "responses", "{body=\"not_modified\"}", NULL, s->not_modified },
        { "bytes_received", "received_bytes", "", "Bytes received.", s->bytes_received },
        { "hosts", "hosts", "{state=\"all\"}", "Hosts asked.", s->hosts },
        { "hosts_down", "hosts", "{state=\"down\"}", NULL, s->hosts_down },
        { "failures", "failures", "", "Pages, URLs and inputs that came to nothing.", s->failures },
    };
    memcpy(c, all, sizeof all);
}

static void DH_PRINTF(2, 3) add(struct dh_buf *b, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (n > 0)
        dh_buf_add(b,
                   (struct dh_str){ text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 });
}

enum dh_err dh_run_json(struct dh_run *r, int code, struct dh_str *out)
{
    const struct dh_run_summary *s = &r->summary;
    struct dh_buf *b = &r->text;
    struct count c[COUNTS];

    dh_buf_reset(b);
    counts_of(s, c);
    add(b, "{\"exit_code\":%d,\"started\":%lld,\"ended\":%lld,\"seconds\":%.3f,\"out_of_time\":%s",
        code, (long long)s->started, (long long)s->ended, s->seconds,
        s->out_of_time ? "true" : "false");
    for (size_t i = 0; i < COUNTS; i++)
        add(b, ",\"%s\":%llu", c[i].json, (unsigned long long)c[i].value);
    add(b, ",\"state_bytes\":%llu,\"failures_by\":[", (unsigned long long)s->state_bytes);
    for (size_t i = 0; i < r->failures.n; i++) {
        const struct dh_failure_group *f = &r->failures.groups[i];
        add(b, "%s{\"where\":", i ? "," : "");
        dh_json_add(b, dh_str_c(f->where));
        dh_buf_add(b, DH_STR(",\"reason\":"));
        dh_json_add(b, dh_str_c(f->reason));
        add(b, ",\"count\":%llu}", (unsigned long long)f->count);
    }
    dh_buf_add(b, DH_STR("]}"));
    *out = dh_buf_str(b);
    return b->err;
}

/* ---- Metrics */

/* A label's value: \, " and line ends escaped; bytes that are no UTF-8 and other control
 * characters by dh_escape before. */
static void add_label(struct dh_buf *b, const char *value)
{
    char safe[512];
    dh_escape(safe, sizeof safe, dh_str_c(value));
    dh_buf_byte(b, '"');
    for (const char *p = safe; *p; p++) {
        if (*p == '"' || *p == '\\')
            dh_buf_byte(b, '\\');
        dh_buf_byte(b, *p);
    }
    dh_buf_byte(b, '"');
}

static void add_head(struct dh_buf *b, const char *name, const char *help)
{
    add(b, "# HELP dehusk_%s %s\n# TYPE dehusk_%s gauge\n", name, help, name);
}

/* When a run last ended well, as the metrics of earlier runs have it. */
static int64_t last_success(const char *path)
{
    static const char name[] = "\ndehusk_last_success_timestamp_seconds ";
    struct dh_buf old;
    uint64_t v = 0;
    dh_buf_init(&old, dh_mem_default(), 1 << 20);
    if (dh_file_read(path, &old, NULL) == DH_OK) {
        struct dh_str s = dh_buf_str(&old);
        size_t at = dh_str_find(s, dh_str_c(name));
        if (at < s.n) {
            s = dh_str_sub(s, at + sizeof name - 1, s.n);
            if (!dh_str_number(dh_str_sub(s, 0, dh_str_find_byte(s, '\n')), INT64_MAX, &v))
                v = 0;
        }
    }
    dh_buf_release(&old);
    return (int64_t)v;
}

static void add_times(struct dh_buf *b, const struct dh_run *r, int code)
{
    const struct dh_run_summary *s = &r->summary;
    bool well = code == 0 || code == 1;
    add_head(b, "last_run_timestamp_seconds", "When the last run ended.");
    add(b, "dehusk_last_run_timestamp_seconds %lld\n", (long long)s->ended);
    add_head(b, "last_success_timestamp_seconds", "When a run last ended with 0 or 1.");
    add(b, "dehusk_last_success_timestamp_seconds %lld\n",
        (long long)(well ? s->ended : last_success(r->config.metrics)));
    add_head(b, "run_duration_seconds", "How long the last run took.");
    add(b, "dehusk_run_duration_seconds %.3f\n", s->seconds);
    add_head(b, "exit_code", "What the last run ended with, see dehusk(1).");
    add(b, "dehusk_exit_code %d\n", code);
    add_head(b, "state_bytes", "Size of the state file.");
    add(b, "dehusk_state_bytes %llu\n", (unsigned long long)s->state_bytes);
}

static enum dh_err write_file(const char *path, struct dh_str text, struct dh_detail *d)
{
    struct dh_out o;
    enum dh_err e = dh_out_open(&o, dh_mem_default(), path, d);
    if (e)
        return e;
    e = dh_out_add(&o, text, d);
    if (e) {
        dh_out_abort(&o);
        return e;
    }
    return dh_out_commit(&o, d);
}

enum dh_err dh_run_metrics(struct dh_run *r, int code, struct dh_detail *d)
{
    struct dh_buf *b = &r->text;
    struct count c[COUNTS];

    if (!r->config.metrics)
        return DH_OK;
    enum dh_err e = dh_config_metrics_place(r->config.metrics, d);
    if (e)
        return e;
    dh_buf_reset(b);
    counts_of(&r->summary, c);
    add_times(b, r, code);
    for (size_t i = 0; i < COUNTS; i++) {
        if (!c[i].metric)
            continue;
        if (c[i].help)
            add_head(b, c[i].metric, c[i].help);
        add(b, "dehusk_%s%s %llu\n", c[i].metric, c[i].labels, (unsigned long long)c[i].value);
    }
    if (r->failures.n)
        add_head(b, "failures_by", "Failures of the last run by host or source and reason.");
    for (size_t i = 0; i < r->failures.n; i++) {
        dh_buf_add(b, DH_STR("dehusk_failures_by{where="));
        add_label(b, r->failures.groups[i].where);
        dh_buf_add(b, DH_STR(",reason="));
        add_label(b, r->failures.groups[i].reason);
        add(b, "} %llu\n", (unsigned long long)r->failures.groups[i].count);
    }
    return b->err ? b->err : write_file(r->config.metrics, dh_buf_str(b), d);
}
