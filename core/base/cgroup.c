/* SPDX-License-Identifier: MIT */
#include "base/cgroup.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"

enum { PATH_ROOM = 4096, MOST = 64 * 1024 /* bytes of /proc/self/cgroup that are read */ };

/* The number in a file, UINT64_MAX for "max", no file, or what is none. */
static uint64_t read_limit(const char *path)
{
    struct dh_buf b;
    uint64_t v;

    dh_buf_init(&b, dh_mem_default(), 256);
    bool ok = dh_file_read(path, &b, NULL) == DH_OK &&
              dh_str_number(dh_str_trim(dh_buf_str(&b)), UINT64_MAX, &v);
    dh_buf_release(&b);
    return ok ? v : UINT64_MAX;
}

/* The smallest limit from group up to the root of its hierarchy, which is mounted at mount. */
static uint64_t smallest(const char *root, const char *mount, struct dh_str group, const char *file)
{
    char path[PATH_ROOM];
    uint64_t least = UINT64_MAX;

    for (;;) {
        while (group.n && group.p[group.n - 1] == '/')
            group.n--;
        int n = snprintf(path, sizeof path, "%s%s%.*s/%s", root, mount, (int)group.n,
                         group.n ? group.p : "", file);
        uint64_t v = n > 0 && (size_t)n < sizeof path ? read_limit(path) : UINT64_MAX;
        least = v < least ? v : least;
        if (group.n == 0)
            return least;
        while (group.n && group.p[group.n - 1] != '/')
            group.n--;
    }
}

/* One line of /proc/self/cgroup: number:controllers:path; version 2 has no controllers. */
static uint64_t limit_of(const char *root, struct dh_str line)
{
    struct dh_str number, controllers, one;
    bool memory = false;

    if (!dh_str_split(&line, ':', &number) || !dh_str_split(&line, ':', &controllers))
        return UINT64_MAX;
    if (line.n > PATH_ROOM)
        return UINT64_MAX;
    if (controllers.n == 0)
        return smallest(root, "/sys/fs/cgroup", line, "memory.max");
    while (dh_str_split(&controllers, ',', &one))
        memory |= dh_str_eq(one, DH_STR("memory"));
    return memory ? smallest(root, "/sys/fs/cgroup/memory", line, "memory.limit_in_bytes")
                  : UINT64_MAX;
}

uint64_t dh_cgroup_memory(const char *root)
{
    char path[PATH_ROOM];
    struct dh_buf b;
    struct dh_str rest, line;
    uint64_t least = UINT64_MAX;

    dh_buf_init(&b, dh_mem_default(), MOST);
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    if (dh_file_read(path, &b, NULL) == DH_OK) {
        rest = dh_buf_str(&b);
        while (dh_str_split(&rest, '\n', &line)) {
            uint64_t v = limit_of(root, line);
            least = v < least ? v : least;
        }
    }
    dh_buf_release(&b);
    return least;
}
