/* SPDX-License-Identifier: MIT */
/* How much memory the control group of this process leaves it, where a container or a service
 * manager set a limit. Versions 2 and 1 (Linux, Documentation/admin-guide/cgroup-v2.rst and
 * cgroup-v1/memory.rst). Any thread. */
#ifndef DH_CGROUP_H
#define DH_CGROUP_H

#include <stdint.h>

/* Bytes: the smallest limit of the group and those above it; UINT64_MAX when there is none, or
 * nothing is known. root: where /proc and /sys are looked for, "" but in tests. */
uint64_t dh_cgroup_memory(const char *root);

#endif
