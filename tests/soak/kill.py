# SPDX-License-Identifier: MIT
"""kill -9 at random moments of a command's life: what it leaves is whole, and running it again ends as if
nothing had happened. For the campaigns beside this file; each prints TAP.

    campaign = kill.Campaign(prepare, command, whole, outcome, seed=1)
    kill.main("clean --state", campaign, kills=50)

A campaign is given by four functions, each called with a directory (where):
    prepare(where)   makes the inputs, once; every trial gets a copy, so let paths be relative
    command(where)   the argument list; it is run with where as its working directory
    whole(where)     raises Wrong unless what a killed run left there is whole
    outcome(where)   what a finished run left, to be compared by == with that of a run nobody disturbed
The moments come from the seed: the life of the command, as long as the longest of three undisturbed runs, is cut
into as many parts as there are kills, and each part gets one moment. So the campaign covers the life of the
command from start to commit. A run that was done before its moment is not counted, and another is drawn.

Trials stand in memory (/dev/shm) where the machine has that and TMPDIR names no other place: what a killed process wrote is
there as it would be on a disk, and what dehusk syncs does not wait for all that others write to the same disk.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SPARE = 4  # draws for each kill, at most, before the campaign gives up
MEMORY = "/dev/shm"


class Wrong(Exception):
    pass


def run(args, where):
    """Runs to the end; answers exit status, standard output, standard error."""
    done = subprocess.run(args, cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, timeout=600)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


class Campaign:
    def __init__(self, prepare, command, whole, outcome, seed=1):
        self.prepare, self.command, self.whole, self.outcome = prepare, command, whole, outcome
        self.random = random.Random(seed)
        memory = MEMORY if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK | os.X_OK) else None
        self.root = tempfile.mkdtemp(prefix="dehusk-kill-", dir=memory)
        self.want = self.life = None
        self.made = 0

    def place(self):
        """A directory for one trial."""
        inputs, where = os.path.join(self.root, "inputs"), os.path.join(self.root, str(self.made))
        if self.made == 0:
            os.mkdir(inputs)
            self.prepare(inputs)
        self.made += 1
        shutil.copytree(inputs, where, symlinks=True)
        return where

    def finish(self, where):
        """Runs the command undisturbed; answers the seconds it took."""
        start = time.monotonic()
        code, _, err = run(self.command(where), where)
        if code != 0:
            raise Wrong("the undisturbed command: exit %d, %s" % (code, err))
        return time.monotonic() - start

    def measure(self):
        """What an undisturbed run leaves, and how long one takes."""
        took = []
        for _ in range(3):
            where = self.place()
            took.append(self.finish(where))
            left = self.outcome(where)
            if self.want is not None and left != self.want:
                raise Wrong("two undisturbed runs differ")
            self.want = left
            shutil.rmtree(where)
        self.life = max(took)

    def kill(self, where, moment):
        """Starts the command and kills it, its workers too, after so many seconds; False: it was done before."""
        p = subprocess.Popen(self.command(where), cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(moment)
        hit = p.poll() is None
        try:
            os.killpg(p.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        p.wait()
        return hit

    def trial(self, low, high):
        """One kill between two moments; answers when it was. Raises Wrong."""
        for draw in range(SPARE):
            moment = self.random.uniform(low, high) / (1 + draw)
            where = self.place()
            if self.kill(where, moment):
                break
            shutil.rmtree(where)
        else:
            raise Wrong("done before it could be killed, %d times" % SPARE)
        try:
            self.whole(where)
            self.finish(where)
            self.whole(where)
            if self.outcome(where) != self.want:
                raise Wrong("the second run left something else than an undisturbed one")
        except Wrong as error:
            raise Wrong("killed after %.3f s of %.3f: %s" % (moment, self.life, error)) from error
        shutil.rmtree(where)
        return moment


def main(name, campaign, kills):
    """Prints TAP, a line a kill; answers the exit status."""
    failed = 0
    print("1..%d" % kills)
    try:
        campaign.measure()
        for n in range(kills):
            said = None
            try:
                at = campaign.trial(campaign.life * n / kills, campaign.life * (n + 1) / kills)
            except Wrong as error:
                said = str(error)
            print("%sok %d - %s, %s" % ("not " if said else "", n + 1, name,
                                        "kill %d of %d" % (n + 1, kills) if said else "killed after %.3f s" % at),
                  flush=True)
            if said:
                print("#   " + said)
                failed += 1
    finally:
        shutil.rmtree(campaign.root, ignore_errors=True)
    return 1 if failed else 0


def number(option, default):
    """The number behind --option in the arguments."""
    return int(sys.argv[sys.argv.index(option) + 1]) if option in sys.argv else default
