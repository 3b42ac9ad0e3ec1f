/* SPDX-License-Identifier: MIT */
/* Limits of memory, from made /proc and /sys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/cgroup.h"
#include "scratch.h"

#define V2 "sys/fs/cgroup/"
#define V1 "sys/fs/cgroup/memory/"

static const struct {
    const char *name, *entries[4];
    uint64_t want;
} rows[] = {
    { "no proc", { NULL }, UINT64_MAX },
    { "version 2, no limit",
      { "proc/self/cgroup=0::/a/b\n", V2 "a/b/memory.max=max\n" },
      UINT64_MAX },
    { "version 2, of the group",
      { "proc/self/cgroup=0::/a/b\n", V2 "a/b/memory.max=1048576\n", V2 "a/memory.max=max\n" },
      1048576 },
    { "version 2, of the group above",
      { "proc/self/cgroup=0::/a/b\n", V2 "a/b/memory.max=4096000\n", V2 "a/memory.max=1000\n" },
      1000 },
    { "version 2, a namespace shows the root alone",
      { "proc/self/cgroup=0::/\n", V2 "memory.max=77\n" },
      77 },
    { "version 1, its path not mounted",
      { "proc/self/cgroup=5:cpu:/x\n4:memory:/host/x\n", V1 "memory.limit_in_bytes=500\n" },
      500 },
    { "version 1, one of several controllers",
      { "proc/self/cgroup=3:cpu,memory:/x\n", V1 "x/memory.limit_in_bytes=600\n" },
      600 },
    { "both versions",
      { "proc/self/cgroup=3:memory:/x\n0::/y\n", V1 "x/memory.limit_in_bytes=9223372036854771712\n",
        V2 "y/memory.max=10\n" },
      10 },
    { "no number", { "proc/self/cgroup=0::/a\n", V2 "a/memory.max=plenty\n" }, UINT64_MAX },
    { "no lines", { "proc/self/cgroup=0:\n\n:::" }, UINT64_MAX },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        scratch_make();
        for (size_t k = 0; k < DH_LEN(rows[i].entries) && rows[i].entries[k]; k++)
            scratch_entry(rows[i].entries[k]);
        uint64_t got = dh_cgroup_memory(scratch);
        if (got != rows[i].want)
            fail_msg("%s: %llu", rows[i].name, (unsigned long long)got);
        scratch_remove();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
