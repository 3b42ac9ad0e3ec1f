/* SPDX-License-Identifier: MIT */
/* tests/httpd.py or another of our servers as a child of a test: started, asked for its port, and
 * gone with the test whatever happens. */
#ifndef HTTPD_H
#define HTTPD_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct httpd {
    pid_t pid;
    int in; /* its standard input: it ends when this is closed */
    unsigned port;
};

/* The script stands beside this header's folder, wherever the test is run from. */
static inline void httpd_script(char *dst, size_t cap, const char *name)
{
    const char *slash = strrchr(__FILE__, '/');
    snprintf(dst, cap, "%.*s/../%s", slash ? (int)(slash - __FILE__) : 1, slash ? __FILE__ : ".",
             name);
}

/* arg NULL: none. */
static inline void httpd_start_script(struct httpd *s, const char *name, const char *arg)
{
    char script[512], line[64] = "";
    int in[2], out[2];

    httpd_script(script, sizeof script, name);
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    fflush(stdout);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        close(in[0]), close(in[1]), close(out[0]), close(out[1]);
        execlp("python3", "python3", script, arg, (char *)NULL);
        _exit(127);
    }
    close(in[0]), close(out[1]);
    s->in = in[1];
    FILE *f = fdopen(out[0], "r");
    assert_non_null(f);
    if (!fgets(line, sizeof line, f) || sscanf(line, "PORT %u", &s->port) != 1)
        fail_msg("%s did not start", script);
    fclose(f);
}

static inline void httpd_start(struct httpd *s)
{
    httpd_start_script(s, "httpd.py", NULL);
}

static inline void httpd_stop(struct httpd *s)
{
    close(s->in);
    waitpid(s->pid, NULL, 0);
}

#endif
