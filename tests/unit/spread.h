/* SPDX-License-Identifier: MIT */
/* Work shared out over processes, for tests of what repeat/ spreads. */
#ifndef DH_TEST_SPREAD_H
#define DH_TEST_SPREAD_H

#include <stdbool.h>

#include <cmocka.h>

#include "job/worker.h"

/* How often a work was shared out. */
static unsigned asked;

/* Ways to share it out, for struct dh_spread: as the program does, */
static bool in_processes(void *self, unsigned n, enum dh_err (*part)(void *of, unsigned i),
                         void *of)
{
    (void)self;
    asked++;
    return dh_worker_parts(n, part, of, NULL, NULL);
}

static enum dh_err die(void *of, unsigned i)
{
    (void)of;
    return i == 1 ? DH_ENOMEM : DH_OK;
}

/* and so that the processes do what the others do, and one dies. */
static bool in_processes_that_die(void *self, unsigned n, enum dh_err (*part)(void *of, unsigned i),
                                  void *of)
{
    (void)self;
    asked++;
    assert_true(dh_worker_parts(n, part, of, NULL, NULL)); /* what they left behind is not used */
    return dh_worker_parts(n, die, of, NULL, NULL);
}

#endif
