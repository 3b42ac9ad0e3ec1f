/* SPDX-License-Identifier: MIT */
/* What stands behind struct dh_run of dehusk.h: runhandle.c makes and frees it, cronjob.c is the
 * run. One thread, but for stop, which a signal handler may set. */
#ifndef DH_CRONJOB_H
#define DH_CRONJOB_H

#include "cron/config.h"
#include "job/failures.h"
#include "job/library.h"

struct dh_run {
    struct dh_config config;
    const struct dh_run_watch *watch; /* NULL: none */
    struct dh_context *c;             /* NULL: the configuration has errors */
    volatile int stop;
    struct dh_run_summary summary;
    struct dh_failures failures;
    struct dh_buf text; /* of dh_run_json and dh_run_metrics */
};

/* Hands a line for people to the caller's watch, if it has one. */
void dh_run_warn(const struct dh_run *r, const char *msg);

#endif
